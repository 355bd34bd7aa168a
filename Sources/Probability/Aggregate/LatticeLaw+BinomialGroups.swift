import RealModule

extension LatticeLaw {
  /// The exact law of the total benefits of independent members.
  ///
  /// The logarithm of the characteristic function is a sum over groups; its exponential is brought
  /// back by one transform:
  ///
  ///     P(S = s) = 1/n Σₖ exp(Σ members · log(1 + p(Q(ωₖ) − 1)) − iωₖs)      ωₖ = 2πk/n
  ///
  /// on a window of n points outside of which Chernoff's bound leaves at most e^(−42) = 6·10⁻¹⁹ on
  /// either side. What lies outside falls back into the window, and counts twice in the error, as do
  /// the cut of the series for small p, and a bound on the rounding. Typical errors are 10⁻¹⁴ to
  /// 10⁻¹², whatever the number of members.
  ///
  /// - Throws: `AggregateError.gridTooLarge` if the window has more than `limit` points;
  ///   `totalTooLarge` if the greatest possible total does not fit an `Int`.
  /// - Complexity: O(groups + frequencies · terms + *n* log *n*), where the frequencies are those of
  ///   the n/2 at which the function exceeds e^(−48), and the terms those of the series, or the
  ///   groups where p is above about 5 %.
  ///
  /// > P. Embrechts, M. Frei. "Panjer recursion versus FFT for compound distributions."
  /// > *Mathematical Methods of Operations Research* 69 (2009), 497–508.
  /// > doi:[10.1007/s00186-008-0249-2](https://doi.org/10.1007/s00186-008-0249-2)
  public static func sum(
    of groups: [BinomialGroup], limit: Int = 1 << 24
  ) throws(AggregateError) -> LatticeLaw {
    var shelf = TransformShelf()
    return try sum(of: groups, limit: limit, shelf: &shelf)
  }

  /// The exact laws of the totals of many settlements, each as if found alone.
  ///
  /// - Throws: As `sum(of:limit:)` does.
  public static func sums(
    of settlements: [[BinomialGroup]], limit: Int = 1 << 24
  ) throws(AggregateError) -> [LatticeLaw] {
    var shelf = TransformShelf()
    var laws: [LatticeLaw] = []
    laws.reserveCapacity(settlements.count)
    for groups in settlements { laws.append(try sum(of: groups, limit: limit, shelf: &shelf)) }
    return laws
  }

  /// Bounds on the law of the total where amounts have so small a common step that no grid holds it.
  ///
  /// The true F(x) lies between the `cumulative(x)` of the two, to within their errors: `lower` has
  /// all amounts rounded up to a multiple of `step`, and `upper` all rounded down.
  ///
  /// - Throws: As `sum(of:limit:)` does.
  /// - Precondition: `step` is positive.
  public static func bracket(
    of groups: [BinomialGroup], step: Int
  ) throws(AggregateError) -> (lower: LatticeLaw, upper: LatticeLaw) {
    precondition(step > 0, "a lattice's step should be positive, but is \(step)")
    var (up, down): ([BinomialGroup], [BinomialGroup]) = ([], [])
    for group in groups {
      up.append(try group.rounded(to: step, up: true))
      down.append(try group.rounded(to: step, up: false))
    }
    return (try sum(of: up), try sum(of: down))
  }

  private static func sum(
    of groups: [BinomialGroup], limit: Int, shelf: inout TransformShelf
  ) throws(AggregateError) -> LatticeLaw {
    try sum(of: IndividualModel(groups), limit: limit, shelf: &shelf)
  }

  /// The exact law of the total of a model.
  static func sum(
    of model: IndividualModel, limit: Int, shelf: inout TransformShelf
  ) throws(AggregateError) -> LatticeLaw {
    guard model.greatest > 0 else { return .constant(0) }
    let window = SumWindow(of: model)
    guard window.points <= limit else {
      throw .gridTooLarge(points: window.points, limit: limit)
    }
    let transform = shelf.transform(count: TransformShelf.roundedUp(window.points))
    let function = CharacteristicFunction(of: model, by: transform, from: window.first)
    return LatticeLaw(
      step: model.step, offset: model.step * window.first,
      masses: Array(transform.sequence(of: function.spectrum).prefix(window.points)),
      error: function.error + window.outside, complete: true, cumulants: model.cumulants)
  }
}

/// The part of the lattice that holds all but a negligible part of a sum.
private struct SumWindow {
  /// The lowest point, in steps.
  let first: Int
  /// The number of points.
  let points: Int
  /// What may lie outside and fall back into the window, twice over.
  let outside: Double

  private static let depth = 42.0

  init(of model: IndividualModel) {
    let scale = 1 / Double(model.step)
    let variance = model.cumulants.variance * scale * scale
    // With many cells the bound by amounts is cheaper, and as good if chances are small.
    let rare = model.cells.allSatisfy { $0.claim < 0.05 }
    func logMoment(_ t: Double) -> Double {
      rare ? model.logMomentBound(t) : model.logMoment(t)
    }
    let upper = TailBound.upper(depth: Self.depth, variance: variance, logMoment: logMoment)
    let lower = TailBound.lower(depth: Self.depth, variance: variance, logMoment: logMoment)
    let last = upper < Double(model.greatest) ? Int(upper.rounded(.up)) : model.greatest
    // The bounds are rounded themselves, by far less than the point that is added here.
    first = lower > 1 ? min(Int(lower.rounded(.down)) - 1, last) : 0
    points = last - first + 1
    let cuts = (first > 0 ? 1.0 : 0) + (last < model.greatest ? 1 : 0)
    outside = 2 * cuts * .exp(-Self.depth)
  }
}

/// The characteristic function of a sum over a window, at the frequencies of a transform.
private struct CharacteristicFunction {
  private(set) var spectrum: Transform.Spectrum
  /// A bound on the sum of the magnitudes of the errors of all masses.
  private(set) var error = 0.0

  /// Frequencies where the function is below e^(−48) are left at 0.
  private static let deepest = 48.0

  init(of model: IndividualModel, by transform: Transform, from first: Int) {
    let half = transform.count / 2
    spectrum = Transform.Spectrum(
      real: [Double](repeating: 0, count: half + 1),
      imaginary: [Double](repeating: 0, count: half + 1))
    let series = SignedPoisson(of: model.cells)
    let decay = Self.decay(of: model)
    let mask = transform.count - 1
    var (squares, errors) = (0.0, 0.0)
    for k in 0...half {
      var exponent = 0.0
      for (steps, rate) in decay { exponent += rate * transform.versine((steps & mask) &* k) }
      if exponent > Self.deepest { continue }
      var logarithm = Logarithm()
      for (steps, rate) in series.rates {
        let turn = (steps & mask) &* k
        logarithm.add(rate, transform.versine(turn), transform.sine(turn))
      }
      for cell in series.others { logarithm.add(cell, at: k, of: transform) }

      let modulus = Double.exp(logarithm.real)
      let (c, s) = (Double.cos(logarithm.imaginary), Double.sin(logarithm.imaginary))
      // Turned by whole points, so that the phase of the window's start is exact.
      let shift = (first & mask) &* k
      let (cs, ss) = (transform.cosine(shift), -transform.sine(shift))
      spectrum.real[k] = modulus * (c * cs - s * ss)
      spectrum.imaginary[k] = modulus * (c * ss + s * cs)
      // Frequencies but the first and last stand for two.
      let twice = k == 0 || k == half ? 1.0 : 2.0
      let wrong = modulus * (4 * logarithm.magnitude + 8) * 0x1p-53
      squares += twice * modulus * modulus
      errors += twice * wrong * wrong
    }
    let count = Double(transform.count)
    error =
      errors.squareRoot()
      + (transform.relativeError + .expMinusOne(series.remainder)) * squares.squareRoot()
      + .exp(-Self.deepest) * count.squareRoot()
  }

  /// Rates ν such that |φ(ω)| ≤ exp(−Σ ν (1 − cos ωx)), one an amount x.
  ///
  /// A member's |1 + p(Q − 1)|² is 1 − 2p(1 − Re Q) + p²|1 − Q|², and |1 − Q|² ≤ 2(1 − Re Q), so
  /// that the logarithm of its root is at most −p(1 − p)(1 − Re Q).
  private static func decay(of model: IndividualModel) -> [(steps: Int, rate: Double)] {
    var rates: [Int: Double] = [:]
    for cell in model.cells {
      for atom in cell.atoms {
        rates[atom.steps, default: 0] += cell.members * (1 - cell.claim) * atom.chance
      }
    }
    return rates.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }
}

/// A complex logarithm that is summed term by term, with the magnitudes of its terms.
private struct Logarithm {
  var real = 0.0
  var imaginary = 0.0
  var magnitude = 0.0

  /// Adds rate · (e^(iθ) − 1), given 1 − cos θ and sin θ.
  @inline(__always)
  mutating func add(_ rate: Double, _ versine: Double, _ sine: Double) {
    real -= rate * versine
    imaginary += rate * sine
    magnitude += abs(rate) * (versine + abs(sine))
  }

  /// Adds members · log(1 + Σ chance · (e^(iωx) − 1)) at the frequency with this number.
  mutating func add(_ cell: IndividualModel.Cell, at k: Int, of transform: Transform) {
    let mask = transform.count - 1
    var (re, im) = (0.0, 0.0)
    for atom in cell.atoms {
      let turn = (atom.steps & mask) &* k
      re -= atom.chance * transform.versine(turn)
      im += atom.chance * transform.sine(turn)
    }
    let excess = re * (2 + re) + im * im
    // Near 0 the square loses half the digits, the modulus itself does not.
    let modulus = excess > -0.5 ? .log(onePlus: excess) / 2 : Double.log(.hypot(1 + re, im))
    real += cell.members * modulus
    imaginary += cell.members * .atan2(y: im, x: 1 + re)
    let size = abs(re) + abs(im)
    magnitude += cell.members * size / max(.hypot(1 + re, im), 0x1p-53)
  }
}
