import RealModule

/// The law of a compound sum by the transform, with padding and tilting against aliases.
///
/// The masses found over a transform of length T with tilt θ are
///
///     g̃(k) = g(k) + Σₘ e^(−θmT) g(k + mT)        m = 1, 2, …
///
/// > R. Grübel, R. Hermesmeier. "Computation of compound distributions I: aliasing errors and
/// > exponential tilting." *ASTIN Bulletin* 29 (1999), 197–214.
/// > doi:[10.2143/AST.29.2.504611](https://doi.org/10.2143/AST.29.2.504611)
enum CompoundTransform {
  /// The masses at the points of a compound law.
  static func solve(_ parts: CompoundParts, padding: Int, tilt: Double) -> Masses {
    let transform = Transform(count: TransformShelf.roundedUp(parts.points * padding))
    var tilted = [Double](repeating: 0, count: parts.points)
    for atom in parts.atoms {
      tilted[atom.steps] = atom.mass * .exp(-tilt * Double(atom.steps))
    }
    var spectrum = transform.spectrum(of: tilted)
    // The masses sum to 1 at most, so every point of the spectrum has the transform's error at most.
    let norms = replace(&spectrum, by: parts.frequency, pointError: transform.relativeError)
    let rounded = norms.errors + transform.relativeError * norms.values

    var masses = Array(transform.sequence(of: spectrum).prefix(parts.points))
    var weights = 0.0
    for k in masses.indices {
      let weight = Double.exp(tilt * Double(k))
      masses[k] *= weight
      weights += weight * weight
    }
    // By Cauchy and Schwarz, from the Euclidean norm of the spectrum's error to the untilted sum.
    let rounding = rounded * (weights / Double(transform.count)).squareRoot()
    let aliased = Double.exp(-tilt * Double(transform.count)) * parts.tailFrom(transform.count)
    return Masses(values: masses, error: rounding + aliased + 4 * 0x1p-53)
  }

  /// Applies the generating function to a spectrum, and returns the Euclidean norms of the result
  /// and of its error.
  private static func replace(
    _ spectrum: inout Transform.Spectrum, by frequency: FrequencyLaw, pointError: Double
  ) -> (values: Double, errors: Double) {
    var (values, errors) = (0.0, 0.0)
    let last = spectrum.real.count - 1
    for k in 0...last {
      let point = frequency.generating(x: spectrum.real[k] - 1, y: spectrum.imaginary[k])
      (spectrum.real[k], spectrum.imaginary[k]) = (point.real, point.imaginary)
      let twice = k == 0 || k == last ? 1.0 : 2.0
      let wrong = point.slope * pointError + point.roundings * 0x1p-53
      values += twice * (point.real * point.real + point.imaginary * point.imaginary)
      errors += twice * wrong * wrong
    }
    return (values.squareRoot(), errors.squareRoot())
  }
}
