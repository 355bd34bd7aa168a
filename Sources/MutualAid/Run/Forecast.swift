/// What a run will take, before it is begun.
public struct Forecast: Equatable, Sendable {
  /// Draws of a cohort's members in one replication: a death for each cohort and period, and a
  /// diagnosis for each cohort, period and number of days that members still wait.
  public let draws: Int
  /// Figures that each replication yields.
  public let measures: Int
  /// The most memory that the outcomes take, in bytes: 16 for each distinct value of a measure, and
  /// once more while they are sorted.
  public let outcomeBytes: Int

  /// The time that replications take, in seconds.
  ///
  /// - Parameters:
  ///   - trial: The seconds that a trial on one thread took.
  ///   - tried: Its replications.
  ///   - threads: Threads of the run, at most one for each core.
  public static func seconds(
    of replications: Int, threads: Int, trial: Double, tried: Int
  ) -> Double {
    trial / Double(tried) * Double(replications) / Double(threads)
  }
}

extension Simulation {
  /// What so many replications will take.
  public func forecast(replications: Int) -> Forecast {
    let distinct = min(replications, 32_768)
    return Forecast(
      draws: drawsPerReplication, measures: measureCount,
      outcomeBytes: measureCount * distinct * 16 * 2)
  }
}
