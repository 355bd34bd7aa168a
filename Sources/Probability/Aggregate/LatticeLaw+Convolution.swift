import RealModule

extension LatticeLaw {
  /// The law of the sum of two independent quantities.
  ///
  /// Small laws are multiplied out, which keeps every mass to full relative accuracy; large ones go
  /// through the transform, with an error that is small beside the largest mass only.
  ///
  /// - Throws: `AggregateError.gridTooLarge` if the common lattice has more than 2²⁴ points.
  /// - Complexity: O(*n* log *n*) for *n* points of the result.
  public func convolved(with other: LatticeLaw) throws(AggregateError) -> LatticeLaw {
    try LatticeLaw.sum(of: [self, other])
  }

  /// The law of the sum of independent quantities, on the coarsest lattice that holds it.
  ///
  /// If a law has mass beyond its points, the sum ends where that mass could first matter.
  ///
  /// - Throws: `AggregateError.gridTooLarge` if that lattice has more than `limit` points;
  ///   `totalTooLarge` if the sum of the offsets, or of the distances from first to last points, does
  ///   not fit an `Int`.
  /// - Complexity: O(*k* *n* log *n*) for *k* laws and *n* points of the sum.
  public static func sum(
    of laws: [LatticeLaw], limit: Int = 1 << 24
  ) throws(AggregateError) -> LatticeLaw {
    guard let first = laws.first else { return .constant(0) }
    guard laws.count > 1 else { return first }
    let frame = try SumFrame(of: laws, limit: limit)
    let direct = laws.count == 2 && min(laws[0].count, laws[1].count) <= 32
    let (masses, rounding) =
      direct || frame.points <= 256 ? multiplied(laws, in: frame) : transformed(laws, in: frame)

    var error = rounding
    for law in laws { error += law.error + error * law.error }
    var cumulants: Cumulants? = .zero
    for law in laws { cumulants = law.cumulants.flatMap { own in cumulants.map { $0 + own } } }
    return LatticeLaw(
      step: frame.step, offset: frame.offset, masses: Array(masses.prefix(frame.valid)),
      error: error, complete: laws.allSatisfy { $0.beyond == 0 }, cumulants: cumulants)
  }

  /// Direct convolution.
  ///
  /// All terms are positive, so a mass is right to (points + 1) roundings a law.
  private static func multiplied(
    _ laws: [LatticeLaw], in frame: SumFrame
  ) -> (masses: [Double], error: Double) {
    var sum: [Double] = [1]
    var error = 0.0
    for law in laws {
      let spread = law.step / frame.step
      var next = [Double](repeating: 0, count: sum.count + spread * (law.count - 1))
      for (k, mass) in law.masses.enumerated() where mass > 0 {
        for j in sum.indices { next[j + spread * k] += mass * sum[j] }
      }
      error += Double(min(law.count, sum.count) + 1) * 0x1p-53
      sum = next
    }
    return (sum, error)
  }

  /// Convolution by one transform a law, one product and one transform back.
  ///
  /// A spectrum is at most 1 everywhere, so the errors of the factors add. An error of Euclidean
  /// norm ε in the spectrum is one of at most ε in the sum of the masses' magnitudes.
  private static func transformed(
    _ laws: [LatticeLaw], in frame: SumFrame
  ) -> (masses: [Double], error: Double) {
    let transform = Transform(count: TransformShelf.roundedUp(frame.points))
    var product: Transform.Spectrum?
    var norms = 0.0
    for law in laws {
      let spread = law.step / frame.step
      var masses = law.masses
      if spread > 1 {
        masses = [Double](repeating: 0, count: spread * (law.count - 1) + 1)
        for (k, mass) in law.masses.enumerated() { masses[spread * k] = mass }
      }
      norms += law.masses.reduce(0) { $0 + $1 * $1 }.squareRoot()
      let factor = transform.spectrum(of: masses)
      product = product.map { $0.multiplied(by: factor) } ?? factor
    }
    guard let product else { return ([1], 0) }
    let error = 2 * transform.relativeError * Double(transform.count).squareRoot() * norms
    return (Array(transform.sequence(of: product).prefix(frame.points)), error)
  }
}

extension Transform.Spectrum {
  /// The spectrum of the convolution.
  func multiplied(by other: Transform.Spectrum) -> Transform.Spectrum {
    var result = self
    for k in real.indices {
      result.real[k] = real[k] * other.real[k] - imaginary[k] * other.imaginary[k]
      result.imaginary[k] = real[k] * other.imaginary[k] + imaginary[k] * other.real[k]
    }
    return result
  }
}

/// The lattice of a sum of laws.
private struct SumFrame {
  let step: Int
  let offset: Int
  /// The number of points from the least to the greatest sum of points.
  let points: Int
  /// How many of them no mass beyond a law's points can reach.
  let valid: Int

  init(of laws: [LatticeLaw], limit: Int) throws(AggregateError) {
    var (step, offset, span) = (0, 0, 0)
    for law in laws {
      if law.count > 1 { step = greatestCommonDivisor(step, law.step) }
      let (start, overflow) = offset.addingReportingOverflow(law.offset)
      let (reach, overflowed) = span.addingReportingOverflow(law.step * (law.count - 1))
      guard !overflow, !overflowed else { throw .totalTooLarge }
      (offset, span) = (start, reach)
    }
    self.step = max(step, 1)
    self.offset = offset
    points = span / self.step + 1
    guard points <= limit else { throw .gridTooLarge(points: points, limit: limit) }
    let reach = laws.filter { $0.beyond > 0 }.map { $0.top - $0.offset }.min() ?? span
    valid = reach / self.step + 1
  }
}
