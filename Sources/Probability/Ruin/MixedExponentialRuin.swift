import RealModule

/// The exact probability of ruin, ever, for claims that are mixtures of exponential ones.
///
/// A surplus u grows by premiums at the rate c and falls by claims X after independent times W. With
/// claims of density Σ wᵢβᵢe^(−βᵢx) the probability that it ever falls below 0 is
///
///     ψ(u) = Σₖ Cₖ e^(−Rₖu)        Cₖ = Πᵢ (βᵢ − Rₖ)/βᵢ · Πⱼ Rⱼ/(Rⱼ − Rₖ)        j ≠ k
///
/// where R₁ < R₂ < … are the roots of Lundberg's equation E e^(RX) · E e^(−cRW) = 1, one below β₁ and
/// one between neighbouring β. The coefficients solve Σₖ Cₖ βᵢ/(βᵢ − Rₖ) = 1 for every i, which is
/// what the renewal equation of ψ asks of e^(−βᵢu), whatever the law of W. All are positive, so that
/// nothing cancels. Both Rₖ and βₖ − Rₖ are found by halving, each to its own last digit.
///
/// > H. U. Gerber, E. S. W. Shiu. "The time value of ruin in a Sparre Andersen model." *North American
/// > Actuarial Journal* 9 (2005), no. 2, 49–69.
/// >
/// > F. Dufresne, H. U. Gerber. "Three methods to calculate the probability of ruin." *ASTIN Bulletin*
/// > 19 (1989), 71–90.
public struct MixedExponentialRuin: Sendable {
  /// An exponential part of the law of a claim.
  public struct Part: Equatable, Sendable {
    /// The part's weight, relative to the sum of all.
    public let weight: Double
    /// The inverse of the part's mean.
    public let rate: Double

    /// A part with a weight and a rate.
    public init(weight: Double = 1, rate: Double) {
      self.weight = weight
      self.rate = rate
    }
  }

  /// The roots Rₖ of Lundberg's equation, ascending, in the inverse of the unit of money.
  public let exponents: [Double]
  /// The coefficients Cₖ in the same order.
  public let coefficients: [Double]

  /// The adjustment coefficient: the least root.
  public var adjustmentCoefficient: Double { exponents[0] }

  /// Solves Lundberg's equation.
  ///
  /// - Parameters:
  ///   - claims: The parts of the law of a claim; parts of one rate count as one.
  ///   - interclaim: The law of the time between claims.
  ///   - premiumRate: The premiums in a unit of time.
  /// - Throws: `RuinError.certain` if premiums do not exceed claims, or `parameterOutOfRange`.
  /// - Complexity: O(*n*²) for *n* parts, and 130 calls of the transform for each.
  public init(
    claims: [Part], interclaim: InterclaimTime, premiumRate: Double
  ) throws(RuinError) {
    try RuinError.requirePositive(premiumRate, "premium rate")
    let equation = try LundbergEquation(
      claims: claims, interclaim: interclaim, premiumRate: premiumRate)
    let rates = equation.rates
    let roots = rates.indices.map { equation.root($0) }
    let gaps = rates.indices.map { equation.gap($0) }
    exponents = roots
    coefficients = rates.indices.map { k in
      rates.indices.reduce(gaps[k] / rates[k]) { product, j in
        guard j != k else { return product }
        let distance = rates[j] - rates[k]
        return product * (roots[j] / rates[j])
          * ((distance + gaps[k]) / (distance + gaps[k] - gaps[j]))
      }
    }
  }

  /// ψ(u), the probability that a surplus that starts at `surplus` ever falls below 0.
  ///
  /// - Precondition: `surplus` is not negative.
  public func callAsFunction(_ surplus: Double) -> Double {
    precondition(surplus >= 0, "a surplus should not be negative, but is \(surplus)")
    return zip(coefficients, exponents).reduce(0) { $0 + $1.0 * .exp(-$1.1 * surplus) }
  }
}

/// E e^(rX) · E e^(−crW) = 1 for claims that are mixtures of exponential ones.
private struct LundbergEquation {
  /// The rates, strictly ascending.
  private(set) var rates: [Double] = []
  private var weights: [Double] = []
  private let interclaim: InterclaimTime
  private let premiumRate: Double

  init(
    claims: [MixedExponentialRuin.Part], interclaim: InterclaimTime, premiumRate: Double
  ) throws(RuinError) {
    self.interclaim = interclaim
    self.premiumRate = premiumRate
    var total = 0.0
    for part in claims.sorted(by: { $0.rate < $1.rate }) {
      try RuinError.requirePositive(part.rate, "rate")
      guard part.weight >= 0 else {
        throw .parameterOutOfRange(name: "weight", value: part.weight)
      }
      total += part.weight
      if part.weight == 0 { continue }
      if rates.last == part.rate {
        weights[weights.count - 1] += part.weight
      } else {
        rates.append(part.rate)
        weights.append(part.weight)
      }
    }
    try RuinError.requirePositive(total, "sum of weights")
    weights = weights.map { $0 / total }
    try RuinError.requireLoading(
      premiumPerClaim: premiumRate * interclaim.mean,
      claimMean: zip(weights, rates).reduce(0) { $0 + $1.0 / $1.1 })
  }

  /// Whether the left side is above 1 at r = `r`, which lies `gap` below the rate number k.
  private func isAbove(_ k: Int, _ r: Double, gap: Double) -> Bool {
    var excess = 0.0
    for (i, rate) in rates.enumerated() where i != k { excess += weights[i] * r / (rate - r) }
    excess += weights[k] * r / gap
    guard excess > -1 else { return false }
    return .log(onePlus: excess) + interclaim.logTransform(premiumRate * r) > 0
  }

  /// The root below the rate number k and above the one before.
  ///
  /// The left side exceeds 1 from the root to the rate and nowhere before, since the equation has as
  /// many roots as rates.
  func root(_ k: Int) -> Double {
    smallestValue(in: (k == 0 ? 0 : rates[k - 1].nextUp)...rates[k]) {
      isAbove(k, $0, gap: rates[k] - $0)
    }
  }

  /// How far that root lies below its rate.
  func gap(_ k: Int) -> Double {
    let whole = k == 0 ? rates[0] : (rates[k] - rates[k - 1]).nextDown
    return smallestValue(in: .leastNonzeroMagnitude...whole) {
      !isAbove(k, rates[k] - $0, gap: $0)
    }
  }
}
