import Testing

@testable import MutualAid

extension Scenario: CustomTestStringConvertible {
  /// The pool's name, which stands in a test's.
  public var testDescription: String { name }
}

/// The engine against the reference engine: every figure of small pools, in distribution.
struct ReferenceTests {
  /// The risk that two engines that agree fail somewhere in all these tests.
  private static let risk = 1e-6
  /// How many pools there are at most.
  private static let pools = 50
  #if DEBUG
    private static let replications = 40
  #else
    private static let replications = 1000
  #endif

  @Test(arguments: Scenario.simulatedParts)
  func `every figure follows the same law as in a count member by member`(pool: Scenario) throws {
    try expectAgreement(on: pool)
  }

  private func expectAgreement(on pool: Scenario) throws {
    let reference = ReferenceSimulation(of: pool)
    let expected = reference.run(replications: Self.replications, seed: 1).records
    let found = try Simulation(of: pool, seed: 1).records(of: 0..<Self.replications)
    let risk = Self.risk / Double(Self.pools * reference.measures.count * 3 * 2)
    for (place, measure) in reference.measures.enumerated() {
      let samples = TwoSamples(left: expected.map { $0[place] }, right: found.map { $0[place] })
      let disagreement = samples.disagreement(risk: risk)
      #expect(disagreement == nil, "\(measure): \(disagreement ?? "")")
    }
    // Sums over the run see how periods hang together.
    for quantity in Set(reference.measures.map(\.quantity)) {
      let places = reference.measures.indices.filter {
        reference.measures[$0].quantity == quantity
      }
      func sums(_ records: [[Int]]) -> [Int] {
        records.map { record in places.reduce(0) { $0 + record[$1] } }
      }
      let disagreement = TwoSamples(left: sums(expected), right: sums(found))
        .disagreement(risk: risk)
      #expect(disagreement == nil, "sum of \(quantity): \(disagreement ?? "")")
    }
  }
}
