public import Probability

/// What a diagnosis costs a household: without cover, or with a benefit from the pool.
///
/// All figures are expectations in closed form, given the law of the cost; nothing is simulated.
public struct IllnessCost: Sendable {
  /// The law of the cost of treatment, in fen.
  public let cost: any ContinuousLaw
  /// What basic insurance pays of it.
  public let insurance: SocialInsurance

  /// The cost of a diagnosis.
  public init(_ cost: any ContinuousLaw, insurance: SocialInsurance = .none) {
    self.cost = cost
    self.insurance = insurance
  }

  /// The probability that a household pays more than an amount out of pocket, beyond a benefit.
  ///
  /// - Parameters:
  ///   - amount: The amount in fen.
  ///   - benefit: What the pool pays for the diagnosis, in fen, whatever it costs.
  /// - Returns: The probability, 0 if insurance pays all above some lesser cost.
  /// - Precondition: Neither is negative.
  public func probability(above amount: Double, benefit: Int = 0) -> Double {
    precondition(amount >= 0 && benefit >= 0, "an amount or benefit is negative")
    let greatest = insurance.greatestCost(payingAtMost: amount + Double(benefit))
    return greatest == .infinity ? 0 : cost.survival(greatest)
  }

  /// The probability that a diagnosis is catastrophic for a household.
  ///
  /// - Parameters:
  ///   - household: The household.
  ///   - benefit: What the pool pays for the diagnosis, in fen.
  ///   - threshold: The share of the capacity to pay that is still borne.
  /// - Returns: The probability, given a diagnosis.
  public func catastrophic(
    for household: Household, benefit: Int = 0, threshold: Rate = Household.catastrophicShare
  ) -> Double {
    probability(above: Double(household.capacityToPay) * threshold.fraction, benefit: benefit)
  }

  /// The expected cost to the household beyond a benefit, in fen; infinite if the law's mean is.
  ///
  ///     E (out of pocket − b)⁺ = Σ slope · (E min(C, to) − E min(C, from))
  ///
  /// over the stretches of the insurance above the cost that the benefit just meets.
  public func expectedOutOfPocket(benefit: Int = 0) -> Double {
    precondition(benefit >= 0, "a benefit should not be negative, but is \(benefit)")
    let met = insurance.greatestCost(payingAtMost: Double(benefit))
    var expected = 0.0
    for piece in insurance.pieces where piece.to > met && piece.slope > 0 {
      let from = max(piece.from, met)
      expected += piece.slope * (cost.limitedExpectation(piece.to) - cost.limitedExpectation(from))
    }
    return expected
  }

  /// The households per million and year for which an illness is catastrophic, an expectation.
  ///
  ///     10⁶ Σ share · P(diagnosis) · P(out of pocket − benefit > threshold · capacity)
  ///
  /// - Throws: `HouseholdError.sharesDoNotSumToOne` if they are further than 10⁻⁹ from it.
  public func catastrophicPerMillion(
    of classes: [HouseholdClass], benefit: Int = 0, threshold: Rate = Household.catastrophicShare
  ) throws(HouseholdError) -> Double {
    let total = classes.reduce(0) { $0 + $1.share }
    guard abs(total - 1) <= 1e-9 else { throw .sharesDoNotSumToOne(total) }
    return 1e6
      * classes.reduce(0) { sum, kind in
        sum + kind.share * kind.diagnosis
          * catastrophic(for: kind.household, benefit: benefit, threshold: threshold)
      }
  }

  /// Bounds on the probability that a household cannot pay a diagnosis out of its wealth.
  ///
  /// Wealth and cost are independent. P(W < z(U)) with z what is paid at the U-quantile of the cost
  /// rises with U, so that its means over the lower and upper ends of n equal steps of U enclose the
  /// integral; they are at most 1/n apart.
  ///
  /// - Parameters:
  ///   - wealth: The law of the household's wealth, in fen.
  ///   - benefit: What the pool pays for the diagnosis, in fen.
  ///   - steps: The number n of steps.
  /// - Returns: The least and the greatest that the probability can be.
  /// - Precondition: `steps` is positive and `benefit` not negative.
  /// - Complexity: O(n).
  public func beyondWealth(
    _ wealth: any ContinuousLaw, benefit: Int = 0, steps: Int = 4_096
  ) -> ClosedRange<Double> {
    precondition(steps > 0 && benefit >= 0, "steps or benefit are out of range")
    func lacks(_ step: Int) -> Double {
      let cost = cost.quantile(Double(step) / Double(steps))
      guard cost < .infinity else { return 1 }
      return wealth.cumulative(max(0, insurance.outOfPocket(max(0, cost)) - Double(benefit)))
    }
    let inner = (1..<max(steps, 1)).reduce(0.0) { $0 + lacks($1) }
    let lower = (lacks(0) + inner) / Double(steps)
    let upper = (inner + lacks(steps)) / Double(steps)
    return min(lower, upper)...max(lower, upper)
  }
}

/// Why there is no number of catastrophic households.
public enum HouseholdError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The shares of the kinds of households sum to this.
  case sharesDoNotSumToOne(Double)

  /// The error as one sentence.
  public var description: String {
    switch self {
    case .sharesDoNotSumToOne(let sum): "the shares of households should sum to 1, but to \(sum)"
    }
  }
}
