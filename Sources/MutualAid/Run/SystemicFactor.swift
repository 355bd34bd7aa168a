import Probability
import RealModule

/// The common random factor on all hazards of one replication.
///
/// Its normal score follows a stationary AR(1), a step for each calendar year or period; the factor is
/// the quantile of its law at the score's probability (a Gaussian copula), so that its mean is 1 and
/// its law the same in every step.
struct SystemicFactor: Sendable {
  /// The factor of the present step.
  private(set) var value = 1.0
  private let law: Law
  private let normal: Normal
  private var step: Int?
  private var score = 0.0

  private enum Law: Sendable {
    /// exp(σ x − σ²/2)
    case lognormal(sigma: Double)
    case gamma(Gamma)
  }

  /// A factor before its first step.
  init(_ risk: SystemicRisk) {
    guard let normal = try? Normal() else { preconditionFailure("the standard normal law exists") }
    self.normal = normal
    switch risk.law {
    case .lognormal: law = .lognormal(sigma: Double.log(onePlus: risk.cv * risk.cv).squareRoot())
    case .gamma:
      guard let gamma = try? Gamma(mean: 1, coefficientOfVariation: risk.cv) else {
        preconditionFailure("a systemic risk's spread is checked when it is read")
      }
      law = .gamma(gamma)
    }
  }

  /// Goes on to a step, through all that lie between.
  ///
  /// - Parameters:
  ///   - next: The number of the step, from 0.
  ///   - correlation: The correlation of the scores of two steps that follow one another.
  ///   - stream: The stream of a step.
  mutating func advance(
    to next: Int, correlation: Double, stream: (_ step: Int) -> Stream
  ) {
    while step.map({ $0 < next }) ?? true {
      let now = step.map { $0 + 1 } ?? next
      var draws = stream(now)
      let shock = normal.sample(using: &draws)
      score =
        step == nil
        ? shock : correlation * score + (1 - correlation * correlation).squareRoot() * shock
      step = now
    }
    value = quantile()
  }

  private func quantile() -> Double {
    switch law {
    case .lognormal(let sigma): .exp(sigma * score - sigma * sigma / 2)
    case .gamma(let gamma):
      // The last number below 1: a probability of 1 has no finite quantile.
      gamma.quantile(min(normal.cumulative(score), 1 - 0x1p-53))
    }
  }
}
