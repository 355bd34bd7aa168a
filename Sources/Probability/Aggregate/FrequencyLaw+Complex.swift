import RealModule

extension FrequencyLaw {
  /// The generating function at a complex point, with what its error needs.
  struct Generated {
    var real: Double
    var imaginary: Double
    /// A bound on the magnitude of the derivative there.
    var slope: Double
    /// A bound on the error of the evaluation, in roundings of 2⁻⁵³.
    var roundings: Double
  }

  /// E zᴺ at z = 1 + x + iy with |z| at most 1.
  func generating(x: Double, y: Double) -> Generated {
    var result = ordinary(x: x, y: y)
    guard let zero else { return result }
    // E zᴺ = zero + c·(E₀ zᴺ − p₀)
    let c = modification
    let p = ordinaryZero
    result.real = zero + c * (result.real - p)
    result.imaginary *= c
    result.slope *= abs(c)
    result.roundings = abs(c) * (result.roundings + 4) + 2
    return result
  }

  private func ordinary(x: Double, y: Double) -> Generated {
    switch family {
    case .poisson(let mean):
      return power(exponent: mean, logarithm: (x, y), size: .hypot(x, y), slope: mean)
    case .binomial(let trials, let q):
      let n = Double(trials)
      let (logarithm, size, nearness) = Self.logarithmOnePlus(q * x, q * y)
      return power(exponent: n, logarithm: logarithm, size: size, slope: n * q / nearness)
    case .negativeBinomial(let r, let beta):
      let (logarithm, size, nearness) = Self.logarithmOnePlus(-beta * x, -beta * y)
      return power(exponent: -r, logarithm: logarithm, size: size, slope: r * beta / nearness)
    case .logarithmic(let beta):
      let (logarithm, size, nearness) = Self.logarithmOnePlus(-beta * x, -beta * y)
      let all = Double.log(onePlus: beta)
      return Generated(
        real: 1 - logarithm.real / all, imaginary: -logarithm.imaginary / all,
        slope: beta / (nearness * all), roundings: 4 + 4 * size / all)
    case .extended(let r, let beta):
      let (logarithm, size, nearness) = Self.logarithmOnePlus(-beta * x, -beta * y)
      let inner = power(
        exponent: -r, logarithm: logarithm, size: size, slope: abs(r) * beta / nearness)
      let all = Self.truncation(r, beta)
      return Generated(
        real: 1 + (inner.real - 1) / all, imaginary: inner.imaginary / all,
        slope: inner.slope / abs(all), roundings: 4 + (inner.roundings + 4) / abs(all))
    case .table(let masses):
      return Self.polynomial(masses, x: 1 + x, y: y)
    }
  }

  /// exp(exponent · logarithm), where an error of the point moves the logarithm by `slope` times it.
  private func power(
    exponent: Double, logarithm: (real: Double, imaginary: Double), size: Double, slope: Double
  ) -> Generated {
    let modulus = Double.exp(exponent * logarithm.real)
    let angle = exponent * logarithm.imaginary
    return Generated(
      real: modulus * .cos(angle), imaginary: modulus * .sin(angle), slope: slope * modulus,
      roundings: modulus == 0 ? 1 : modulus * (4 + 4 * abs(exponent) * size))
  }

  /// log(1 + x + iy), a bound on its size for the rounding, and |1 + x + iy|.
  private static func logarithmOnePlus(
    _ x: Double, _ y: Double
  ) -> (logarithm: (real: Double, imaginary: Double), size: Double, nearness: Double) {
    let excess = x * (2 + x) + y * y
    let nearness = max(Double.hypot(1 + x, y), 0x1p-53)
    let modulus = excess > -0.5 ? .log(onePlus: excess) / 2 : Double.log(nearness)
    let angle = Double.atan2(y: y, x: 1 + x)
    let size = (abs(x) + abs(y)) / min(1, nearness)
    return ((modulus, angle), max(size, abs(modulus) + abs(angle)), nearness)
  }

  /// A polynomial with positive coefficients by Horner's rule.
  private static func polynomial(_ masses: [Double], x: Double, y: Double) -> Generated {
    var (re, im, slope) = (0.0, 0.0, 0.0)
    let radius = Double.hypot(x, y)
    for (k, mass) in masses.enumerated().reversed() {
      (re, im) = (re * x - im * y + mass, re * y + im * x)
      if k > 0 { slope = slope * radius + Double(k) * mass }
    }
    return Generated(
      real: re, imaginary: im, slope: slope, roundings: 6 * (slope + 1))
  }
}
