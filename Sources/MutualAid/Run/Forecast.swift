import Probability
import RealModule

/// What a run will take, before it is begun, by a trial with fewer replications.
public struct Forecast: Equatable, Sendable {
  /// Draws of a cohort's members in one replication: a death for each cohort and period, and a
  /// diagnosis for each cohort, period and number of days that members still wait.
  public let draws: Int
  /// Figures that each replication yields.
  public let measures: Int

  /// The time that replications take, in seconds.
  ///
  /// - Parameters:
  ///   - replications: How many.
  ///   - threads: Threads of the run, at most one for each core.
  ///   - trial: The seconds that a trial on one thread took.
  ///   - tried: Its replications.
  /// - Returns: The trial's time in proportion.
  public static func seconds(
    of replications: Int, threads: Int, trial: Double, tried: Int
  ) -> Double {
    trial / Double(tried) * Double(replications) / Double(threads)
  }

  /// The memory that more replications take beyond a trial's, in bytes: that of their outcomes.
  ///
  /// A tally has 16 bytes for each of its distinct outcomes, and room for those that wait to be sorted in.
  ///
  /// - Parameters:
  ///   - replications: How many.
  ///   - trial: What a trial has found.
  /// - Returns: How much more than the trial's.
  /// - Complexity: O(*outcomes* of the trial).
  public static func bytes(of replications: Int, beyond trial: Outcome) -> Int {
    trial.tallies.reduce(0) { sum, tally in
      let spread = OutcomeSpread(of: tally)
      let now = spread.bytes(replications: trial.replications)
      return sum + max(0, spread.bytes(replications: replications) - now)
    }
  }
}

extension Simulation {
  /// How many replications go through the periods side by side, if there are so many.
  public var replicationsAtOnce: Int { timetable.lanesAtOnce }

  /// What a replication will take.
  public var forecast: Forecast {
    Forecast(draws: drawsPerReplication, measures: measureCount)
  }
}

/// How many distinct outcomes a quantity has, as far as some of them tell.
///
/// Were outcomes normal, with a step between them of h standard deviations, so many of R would be
/// distinct:
///
///     ∫ (1 − e^(−R h φ(x))) dx / h
///
/// What the outcomes at hand have of that, others have too.
struct OutcomeSpread {
  /// The standard deviation in steps.
  private let deviation: Double
  /// How many were distinct of those at hand, over what the normal law expects.
  private var part = 1.0

  /// The most distinct outcomes that a tally holds.
  private static let mostDistinct = 32_768.0

  /// The spread of some outcomes.
  init(of tally: Tally) {
    let values = tally.values
    let step = zip(values, values.dropFirst()).reduce(0) {
      Self.divisor($0, $1.1.value - $1.0.value)
    }
    deviation = step > 0 ? (tally.standardDeviation?.value ?? 0) / Double(step) : 0
    guard deviation > 0 else { return }
    part = min(1, Double(values.count) / normal(tally.count))
  }

  private static func divisor(_ a: Int, _ b: Int) -> Int {
    var (a, b) = (a, b)
    while b > 0 { (a, b) = (b, a % b) }
    return a
  }

  /// How many of some outcomes are distinct.
  func distinct(replications: Int) -> Double {
    guard replications > 0 else { return 0 }
    guard deviation > 0 else { return 1 }
    return min(Self.mostDistinct, max(1, part * normal(replications)))
  }

  private func normal(_ replications: Int) -> Double {
    let width = 0.05
    let height = Double(replications) / (deviation * (2 * Double.pi).squareRoot())
    let sum = stride(from: -8, through: 8, by: width).reduce(0) {
      $0 - Double.expMinusOne(-height * .exp(-$1 * $1 / 2))
    }
    return min(Double(replications), max(1, sum * width * deviation))
  }

  /// The bytes of a tally of so many outcomes.
  func bytes(replications: Int) -> Int {
    let distinct = distinct(replications: replications)
    let waiting = min(Double(replications), max(1_024, distinct))
    return Int(16 * distinct + 8 * waiting)
  }
}
