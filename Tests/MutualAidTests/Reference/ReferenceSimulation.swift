@testable import MutualAid

/// Many replications of the reference engine.
struct ReferenceSimulation {
  let scenario: Scenario
  let measures: [Measure]
  private let hazards: [ReferenceHazards]

  init(of scenario: Scenario) {
    self.scenario = scenario
    let periods = scenario.periods
    measures = RecordLayout(of: scenario, periods: periods).measures
    hazards = periods.map { ReferenceHazards(of: scenario, in: $0) }
  }

  /// The records of some replications, in the order of the measures, and what their members paid.
  func run(replications: Int, seed: UInt64) -> (records: [[Int]], figures: ReferenceFigures) {
    var records: [[Int]] = []
    var figures = ReferenceFigures()
    for number in 0..<replications {
      var pool = ReferencePool(
        of: scenario, hazards: hazards, seed: seed &* 1_000_003 &+ UInt64(number) &* 0x5851_F42D)
      pool.run()
      records.append(measures.map { pool.record[$0] ?? 0 })
      figures.merge(pool.figures)
    }
    return (records, figures)
  }
}
