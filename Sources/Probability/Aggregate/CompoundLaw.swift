import RealModule

extension LatticeLaw {
  /// How the law of a compound sum is found.
  public enum CompoundMethod: Equatable, Sendable {
    /// Panjer's recursion where it keeps its digits, and the transform elsewhere.
    case automatic
    /// Panjer's recursion.
    case recursion
    /// The transform over `padding` times the points (rounded up to a power of two), with masses
    /// multiplied by e^(−tilt·k) before and by e^(tilt·k) after.
    ///
    /// Mass beyond the transform's length falls back into it, lessened by e^(−tilt) a point. Padding
    /// puts it further off. The tilt multiplies the rounding errors of high points, however, so that
    /// tilt × points should stay below 20.
    case transform(padding: Int, tilt: Double)
  }

  /// The law of X₁ + … + X_N for a random number N of independent amounts.
  ///
  /// The result starts at 0. A severity with mass beyond its points is no hindrance: a sum that
  /// includes such an amount lies beyond as well, so all points below stay exact.
  ///
  /// - Parameters:
  ///   - frequency: The law of N.
  ///   - severity: The law of X. No point of it is negative.
  ///   - points: The number of lattice points to find, or `nil` for as many as hold all but e^(−42)
  ///     of the mass; if the severity has mass beyond its points, there can be no more than it has.
  ///   - method: How to find it.
  /// - Returns: The law of the sum, with the bound on its error that the method gives.
  /// - Throws: `AggregateError.gridTooLarge` if the sum needs more than 2²⁴ points;
  ///   `methodDoesNotFit` if a recursion is asked of a frequency outside of Panjer's classes;
  ///   `digitsLost` if it is asked of one where it is not stable, or a tilt is too steep for a `Double`.
  /// - Complexity: The recursion is O(*nm*) for *n* points and *m* positive masses of the severity,
  ///   the transform O(*n* log *n*).
  public static func compound(
    _ frequency: FrequencyLaw, of severity: LatticeLaw, points: Int? = nil,
    method: CompoundMethod = .automatic
  ) throws(AggregateError) -> LatticeLaw {
    guard severity.offset >= 0 else { throw .negativeAmount(severity.offset) }
    let parts = try CompoundParts(frequency, of: severity, points: points)
    switch method {
    case .recursion:
      let found = try Panjer.solve(parts)
      guard found.error < 1 else { throw .digitsLost(error: found.error) }
      return parts.law(of: found)
    case .transform(let padding, let tilt):
      precondition(padding >= 1, "padding should be at least 1, but is \(padding)")
      precondition(tilt >= 0, "a tilt should not be negative, but is \(tilt)")
      let found = CompoundTransform.solve(parts, padding: padding, tilt: tilt)
      // A tilt too steep for a Double leaves no number at all.
      guard found.error.isFinite else { throw .digitsLost(error: .infinity) }
      return parts.law(of: found)
    case .automatic:
      let cheap = parts.points * parts.atoms.count <= 1 << 24
      if cheap, frequency.recursion != nil {
        let found = try Panjer.solve(parts)
        if found.error < 1e-10 { return parts.law(of: found) }
      }
      // With no tail to speak of nothing needs a tilt. Otherwise e^(−4·7.5) is left of the aliases.
      let tilt = parts.tail < 1e-15 ? 0 : 7.5 / Double(parts.points)
      let found = CompoundTransform.solve(parts, padding: tilt == 0 ? 1 : 4, tilt: tilt)
      return parts.law(of: found)
    }
  }
}

/// Masses on 0, 1, 2, … with the sum of the magnitudes of their errors.
struct Masses {
  var values: [Double]
  var error: Double
}

/// Frequency and severity on a common lattice from 0, and the points wanted.
struct CompoundParts {
  let frequency: FrequencyLaw
  let severity: LatticeLaw
  let step: Int
  /// The positive masses of the severity at 0, 1, 2, … steps, below the number of points.
  let atoms: [(steps: Int, mass: Double)]
  let points: Int
  /// A bound on the mass at or beyond the points that amounts within them can make.
  let tail: Double

  init(
    _ frequency: FrequencyLaw, of severity: LatticeLaw, points wanted: Int?
  ) throws(AggregateError) {
    self.frequency = frequency
    self.severity = severity
    step =
      severity.count > 1
      ? greatestCommonDivisor(severity.step, severity.offset) : max(1, severity.offset)
    var all: [(steps: Int, mass: Double)] = []
    for (index, mass) in severity.masses.enumerated() where mass > 0 {
      all.append((severity.value(at: index) / step, mass))
    }
    let depth = 42.0
    let reach = severity.top / step + 1
    var points = wanted ?? Int.max
    if wanted == nil, severity.beyond == 0 {
      points = Self.window(frequency, all, depth: depth)
    }
    if severity.beyond > 0 { points = min(points, reach) }
    guard points <= 1 << 24 else { throw .gridTooLarge(points: points, limit: 1 << 24) }
    self.points = max(points, 1)
    let limit = self.points
    atoms = all.filter { $0.steps < limit }
    tail = Self.tail(frequency, all, from: Double(limit))
  }

  /// A bound on the mass at or beyond so many points that the amounts below `points` can make.
  func tailFrom(_ points: Int) -> Double { Self.tail(frequency, atoms, from: Double(points)) }

  /// The law of masses that were found at the points.
  func law(of found: Masses) -> LatticeLaw {
    let number = frequency.cumulants
    let complete = severity.beyond == 0 && tail < 1e-15
    let inherited = number.mean * severity.error
    return LatticeLaw(
      step: step, offset: 0, masses: found.values,
      error: found.error + inherited + (complete ? tail : 0), complete: complete,
      cumulants: severity.cumulants.map { number.compounded(with: $0) })
  }

  /// log of the sum's moment generating function at t a step.
  private static func logMoment(
    _ frequency: FrequencyLaw, _ atoms: [(steps: Int, mass: Double)], _ t: Double
  ) -> Double {
    var excess = 0.0
    for atom in atoms { excess += atom.mass * .expMinusOne(t * Double(atom.steps)) }
    return excess.isFinite ? frequency.logGenerating(excess: excess) : .infinity
  }

  private static func spread(
    _ frequency: FrequencyLaw, _ atoms: [(steps: Int, mass: Double)]
  ) -> Double {
    var (first, second) = (0.0, 0.0)
    for atom in atoms {
      first += atom.mass * Double(atom.steps)
      second += atom.mass * Double(atom.steps) * Double(atom.steps)
    }
    let number = frequency.cumulants
    return number.mean * (second - first * first) + number.variance * first * first
  }

  /// The number of points that hold all but e^(−depth).
  private static func window(
    _ frequency: FrequencyLaw, _ atoms: [(steps: Int, mass: Double)], depth: Double
  ) -> Int {
    let greatest = Double(atoms.last?.steps ?? 0)
    var most = Double.infinity
    if case .table(let masses) = frequency.family { most = Double(masses.count - 1) * greatest }
    if case .binomial(let trials, _) = frequency.family { most = Double(trials) * greatest }
    let upper = TailBound.upper(depth: depth, variance: spread(frequency, atoms)) {
      logMoment(frequency, atoms, $0)
    }
    let last = min(most, upper)
    return last < 1e15 ? max(0, Int(last.rounded(.up))) + 1 : .max
  }

  /// A bound on P(S ≥ x steps) for amounts that sum to this many steps with the given masses.
  private static func tail(
    _ frequency: FrequencyLaw, _ atoms: [(steps: Int, mass: Double)], from x: Double
  ) -> Double {
    let greatest = Double(atoms.last?.steps ?? 0)
    if case .table(let masses) = frequency.family, Double(masses.count - 1) * greatest < x {
      return 0
    }
    if case .binomial(let trials, _) = frequency.family, Double(trials) * greatest < x { return 0 }
    let exponent = TailBound.exponent(at: x, variance: spread(frequency, atoms)) {
      logMoment(frequency, atoms, $0)
    }
    return min(1, .exp(exponent))
  }
}
