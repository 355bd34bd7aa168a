import Probability
import RealModule

/// The common factors of a block of replications, step by step.
///
/// Where steps are independent, each replication draws its factor by itself. Where they are not, the
/// factors are those of the engine's replications of the same numbers.
struct FactorPath: Sendable {
  private let risk: SystemicRisk
  private let law: Law

  private enum Law: Sendable {
    case gamma(Gamma)
    /// exp(σ x − σ²/2)
    case lognormal(sigma: Double, Normal)
  }

  init(_ risk: SystemicRisk) {
    self.risk = risk
    switch risk.law {
    case .gamma:
      guard let gamma = try? Gamma(mean: 1, coefficientOfVariation: risk.cv) else {
        preconditionFailure("a systemic risk's spread is checked when it is read")
      }
      law = .gamma(gamma)
    case .lognormal:
      guard let normal = try? Normal() else {
        preconditionFailure("the standard normal law exists")
      }
      law = .lognormal(sigma: Double.log(onePlus: risk.cv * risk.cv).squareRoot(), normal)
    }
  }

  /// The number of a period's step.
  static func step(of period: Period, _ risk: SystemicRisk, launch: Day) -> Int {
    switch risk.step {
    case .period: period.index
    case .year: period.first.year - launch.year
    }
  }

  /// The factors of all steps, a row of replications each.
  ///
  /// - Parameters:
  ///   - steps: The number of steps.
  ///   - seed: The number that every draw follows from.
  ///   - block: The number of the block.
  ///   - replications: The numbers of its replications.
  /// - Returns: By step, the factor of each replication.
  func factors(
    steps: Int, seed: UInt64, block: Int, replications: Range<Int>
  ) -> [[Double]] {
    guard risk.autocorrelation != 0 else {
      return (0..<steps).map { step in
        var stream = Stream(
          seed: seed, replication: block, purpose: .collapsedFactor, period: step)
        return replications.map { _ in
          switch law {
          case .gamma(let gamma): gamma.sample(using: &stream)
          case .lognormal(let sigma, let normal):
            .exp(sigma * normal.sample(using: &stream) - sigma * sigma / 2)
          }
        }
      }
    }
    var path = replications.map { _ in SystemicFactor(risk) }
    return (0..<steps).map { step in
      for (place, number) in replications.enumerated() {
        path[place].advance(to: step, correlation: risk.autocorrelation) {
          Stream(seed: seed, replication: number, purpose: .systemic, period: $0)
        }
      }
      return path.map(\.value)
    }
  }
}
