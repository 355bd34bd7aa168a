internal import RealModule

/// Who does not renew a yearly policy, and how that answers to the premium.
///
/// A policy lasts its year, so that lapses fall on the renewal alone. They act as a hazard:
///
///     renewing = exp(−h)        h = −log(1 − rate) · min(4, max(1/4, (premium / reference)^elasticity))
///
/// with the same bounds as a member's response to a share. An elasticity of 0 is no response.
public struct RenewalLapse: Hashable, Sendable {
  /// What a premium is compared with.
  public enum Reference: Hashable, Sendable {
    /// A premium in fen.
    case fixed(Int)
    /// The premium of the year before.
    case yearBefore
  }

  /// The yearly lapse rate at the reference premium.
  public let rate: Rate
  /// By how many percent the hazard of lapse rises with each percent of premium.
  public let elasticity: Double
  /// What the premium is compared with.
  public let reference: Reference

  /// A lapse rate and its response.
  ///
  /// - Precondition: `rate` is below 1, `elasticity` is finite, a fixed reference is positive.
  public init(rate: Rate, elasticity: Double = 0, reference: Reference = .yearBefore) {
    precondition(rate.fraction < 1, "a lapse rate should be below 1, but is \(rate.fraction)")
    precondition(elasticity.isFinite, "an elasticity should be finite, but is \(elasticity)")
    if case .fixed(let premium) = reference {
      precondition(premium > 0, "a reference premium should be positive, but is \(premium)")
    }
    self.rate = rate
    self.elasticity = elasticity
    self.reference = reference
  }

  /// The share that renews when the premium goes from one to another.
  ///
  /// Where the reference is 0 fen, the year before, any premium above it counts as the largest rise.
  ///
  /// - Precondition: Neither premium is negative.
  public func renewing(from before: Int, to after: Int) -> Double {
    precondition(before >= 0 && after >= 0, "premiums of \(before) and \(after) fen")
    let base: Int =
      switch reference {
      case .fixed(let premium): premium
      case .yearBefore: before
      }
    let ratio = after == base ? 1 : base == 0 ? .infinity : Double(after) / Double(base)
    let response = elasticity == 0 ? 1 : min(4, max(0.25, Self.power(ratio, elasticity)))
    return .exp(.log(onePlus: -rate.fraction) * response)
  }

  private static func power(_ ratio: Double, _ exponent: Double) -> Double {
    if ratio == 0 { return exponent > 0 ? 0 : .infinity }
    if ratio == .infinity { return exponent > 0 ? .infinity : 0 }
    return .exp(exponent * .log(ratio))
  }

  /// The share of the first year's members who are insured in each year at these yearly premiums.
  ///
  /// The first is 1. Deaths and claims are not in it.
  public func inForce(premiums: [Int]) -> [Double] {
    var shares: [Double] = premiums.isEmpty ? [] : [1]
    for (before, after) in zip(premiums, premiums.dropFirst()) {
      shares.append(shares[shares.count - 1] * renewing(from: before, to: after))
    }
    return shares
  }
}
