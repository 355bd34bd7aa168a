import RealModule

/// The exact probability of ruin, ever, for Poisson claims of phase-type amounts.
///
/// A claim is as large as the time that a Markov chain takes to leave its phases. It starts in phase
/// i with chance αᵢ, jumps from i to j at the rate Tᵢⱼ, and leaves from i at the rate tᵢ. Such are
/// exponential, Erlang and Coxian amounts and all their mixtures. With claims at the rate λ and
/// premiums at the rate c,
///
///     ψ(u) = η e^((T + tη)u) 1        η = λ/c · α(−T)⁻¹
///
/// The exponential is a sum over the jumps of a Poisson process that is as fast as the fastest phase,
/// in which all terms are positive and no digit is lost, however small the result.
///
/// > S. Asmussen, T. Rolski. "Computational methods in risk theory: a matrix-algorithmic approach."
/// > *Insurance: Mathematics and Economics* 10 (1991), 259–274.
public struct PhaseTypeRuin: Sendable {
  /// The chances that the maximal loss begins in each phase, η; together ψ(0).
  public let entries: [Double]
  /// The jump chances of the uniformised chain of T + tη.
  private let chances: [[Double]]
  /// The rate of its jumps, in the inverse of the unit of money.
  private let rate: Double

  /// Finds η.
  ///
  /// - Parameters:
  ///   - initial: The chance of each phase to be the first, which sum to 1.
  ///   - jumps: The rates of jumps from each phase to each other; from a phase to itself, 0.
  ///   - exits: The rate at which each phase ends the claim.
  ///   - claimRate: The claims expected in a unit of time, λ.
  ///   - premiumRate: The premiums in a unit of time, c.
  /// - Throws: `RuinError.parameterOutOfRange` if there is no such chain, or it may never end;
  ///   `certain` if premiums do not exceed claims.
  /// - Precondition: There are as many rows and columns of jumps, and exits, as initial chances.
  /// - Complexity: O(*n*³) for *n* phases.
  public init(
    initial: [Double], jumps: [[Double]], exits: [Double], claimRate: Double, premiumRate: Double
  ) throws(RuinError) {
    precondition(
      jumps.count == initial.count && exits.count == initial.count
        && jumps.allSatisfy { $0.count == initial.count }, "each phase has a chance and its rates")
    try RuinError.requirePositive(claimRate, "claim rate")
    try RuinError.requirePositive(premiumRate, "premium rate")
    try Self.check(initial, jumps, exits)
    let leaving = initial.indices.map { jumps[$0].reduce(exits[$0], +) }
    let times = try Self.times(initial, jumps, exits)
    try RuinError.requireLoading(
      premiumPerClaim: premiumRate / claimRate, claimMean: times.reduce(0, +))
    let entries = times.map { claimRate / premiumRate * $0 }
    let rate = leaving.reduce(0, max)
    chances = initial.indices.map { i in
      initial.indices.map { j in
        (jumps[i][j] + exits[i] * entries[j] + (i == j ? rate - leaving[i] : 0)) / rate
      }
    }
    self.entries = entries
    self.rate = rate
  }

  /// ψ(u), the probability that a surplus that starts at `surplus` ever falls below 0.
  ///
  /// - Precondition: `surplus` is not negative and finite.
  /// - Complexity: O(*n*²) for each time that the fastest phase would end within the surplus.
  public func callAsFunction(_ surplus: Double) -> Double {
    precondition(
      surplus >= 0 && surplus.isFinite, "a surplus is a number from 0, but is \(surplus)")
    var survivors = [Double](repeating: 1, count: entries.count)
    let steps = max(1, (surplus * rate / 32).rounded(.up))
    let jumps = surplus * rate / steps
    var step = 0.0
    while step < steps, survivors.contains(where: { $0 > 0 }) {
      survivors = after(jumps, survivors)
      step += 1
    }
    return zip(entries, survivors).reduce(0) { $0 + $1.0 * $1.1 }
  }

  /// e^(Qh) v for the h in which the uniformised chain makes so many jumps on average.
  private func after(_ jumps: Double, _ vector: [Double]) -> [Double] {
    var power = vector
    var weight = Double.exp(-jumps)
    var sum = power.map { weight * $0 }
    var n = 0.0
    // No power grows, so that what is left is below the last weight times 1/(1 − jumps/n).
    while n <= 2 * jumps || weight > 1e-18 {
      n += 1
      weight *= jumps / n
      power = chances.map { row in zip(row, power).reduce(0) { $0 + $1.0 * $1.1 } }
      for i in sum.indices { sum[i] += weight * power[i] }
    }
    return sum
  }

  private static func check(
    _ initial: [Double], _ jumps: [[Double]], _ exits: [Double]
  ) throws(RuinError) {
    for chance in initial where !(0...1 ~= chance) {
      throw .parameterOutOfRange(name: "initial chance", value: chance)
    }
    let total = initial.compensatedSum()
    guard abs(total - 1) <= 1e-12 else {
      throw .parameterOutOfRange(name: "sum of initial chances", value: total)
    }
    for (i, row) in jumps.enumerated() {
      for (j, value) in row.enumerated()
      where !(value >= 0 && value.isFinite && (i != j || value == 0)) {
        throw .parameterOutOfRange(name: "jumps[\(i)][\(j)]", value: value)
      }
    }
    for (i, exit) in exits.enumerated() where !(exit >= 0 && exit.isFinite) {
      throw .parameterOutOfRange(name: "exits[\(i)]", value: exit)
    }
  }

  /// The expected time in each phase: x with xⱼ (exitsⱼ + Σᵢ jumpsⱼᵢ) = initialⱼ + Σᵢ xᵢ jumpsᵢⱼ.
  ///
  /// Phases are taken out from the last, and what enters one is passed on by its jumps. Nothing is
  /// ever subtracted, after Grassmann, Taksar and Heyman, *Operations Research* 33 (1985), 1107–1116.
  private static func times(
    _ initial: [Double], _ jumps: [[Double]], _ exits: [Double]
  ) throws(RuinError) -> [Double] {
    var (rates, ends, times, out) = (jumps, exits, initial, exits)
    for k in initial.indices.reversed() {
      out[k] = (0..<k).reduce(ends[k]) { $0 + rates[k][$1] }
      guard out[k] > 0 else { throw .parameterOutOfRange(name: "exits[\(k)]", value: exits[k]) }
      for j in 0..<k {
        times[j] += times[k] * (rates[k][j] / out[k])
        for i in 0..<k where i != j { rates[i][j] += rates[i][k] * (rates[k][j] / out[k]) }
        ends[j] += rates[j][k] * (ends[k] / out[k])
      }
    }
    for k in initial.indices {
      for i in 0..<k { times[k] += times[i] * rates[i][k] }
      times[k] /= out[k]
    }
    return times
  }
}
