import class Foundation.ProcessInfo
import Testing

@testable import MutualAid

/// A small pool that exercises one part of the model, shown by its name.
struct SmallPool: Sendable, CustomTestStringConvertible {
  let scenario: Scenario
  var testDescription: String { scenario.name }

  static let simulated = (Scenario.simulatedParts + Scenario.laterParts).map(SmallPool.init)
  static let toCome = (Scenario.partsToCome + Scenario.prepaidParts).map(SmallPool.init)
}

/// The engine against the reference engine: every figure of small pools, in distribution.
struct ReferenceTests {
  /// The risk that two engines that agree fail somewhere in all these tests.
  private static let risk = 1e-6
  /// How many pools there are at most.
  private static let pools = 60
  /// More of them, from the environment, see smaller disagreements.
  private static let replications: Int = {
    let asked = ProcessInfo.processInfo.environment["FENTAN_REFERENCE_REPLICATIONS"]
    #if DEBUG
      return asked.flatMap { Int($0) } ?? 20
    #else
      return asked.flatMap { Int($0) } ?? 500
    #endif
  }()

  @Test(arguments: SmallPool.simulated + SmallPool.toCome)
  func `every figure follows the same law as in a count member by member`(pool: SmallPool) throws {
    try expectAgreement(on: pool.scenario)
  }

  @Test(arguments: SmallPool.simulated + SmallPool.toCome)
  func `the reference engine loses no fen, member or claim`(pool: SmallPool) {
    expectBalance(in: pool.scenario)
  }

  private func expectBalance(in pool: Scenario) {
    let reference = ReferenceSimulation(of: pool)
    let last = pool.periods.count - 1
    for record in reference.run(replications: 5, seed: 2).records {
      func sum(_ quantity: Measure.Quantity) -> Int {
        zip(reference.measures, record).reduce(0) {
          if case .year = $1.0.scope { return $0 }
          return $1.0.quantity == quantity ? $0 + $1.1 : $0
        }
      }
      let carried = zip(reference.measures, record).first {
        $0.0 == Measure(.surplus, .period(last))
      }
      #expect(
        sum(.contributions) + sum(.platform) + sum(.tailFloat)
          == sum(.benefits) + sum(.fee) + (carried?.1 ?? 0))
      #expect(record.allSatisfy { $0 >= 0 })
      // A refused claim is none of these.
      let ended = sum(.cases) + sum(.lostLate) + sum(.lostUnpaid) + sum(.openAtHorizon)
      let isAnyRefused = pool.claims.classes.contains { $0.approval.contains { $0 < 1 } }
      #expect(isAnyRefused ? sum(.diagnosed) >= ended : sum(.diagnosed) == ended)
    }
  }

  private func expectAgreement(on pool: Scenario) throws {
    let reference = ReferenceSimulation(of: pool)
    let expected = reference.run(replications: Self.replications, seed: 1).records
    let found = try Simulation(of: pool, seed: 1).records(of: 0..<Self.replications)
    let risk = Self.risk / Double(Self.pools * reference.measures.count * 3 * 2)
    for (place, measure) in reference.measures.enumerated()
    where !Self.uncounted.contains(measure.quantity) {
      let samples = TwoSamples(left: expected.map { $0[place] }, right: found.map { $0[place] })
      expectAgreement(of: samples, on: "\(measure)", risk: risk)
    }
    // Sums over the run see how periods hang together.
    for quantity in Set(reference.measures.map(\.quantity)).subtracting(Self.uncounted) {
      let places = reference.measures.indices.filter {
        reference.measures[$0].quantity == quantity
      }
      func sums(_ records: [[Int]]) -> [Int] {
        records.map { record in places.reduce(0) { $0 + record[$1] } }
      }
      let samples = TwoSamples(left: sums(expected), right: sums(found))
      expectAgreement(of: samples, on: "sum of \(quantity)", risk: risk)
    }
  }

  /// Figures of a shutdown that follow from others, which the reference engine does not work out.
  private static let uncounted: Set<Measure.Quantity> = [
    .closingCost, .tailLastPeriods, .expectedClaims, .expectedBenefits, .lostRights, .cutClaims,
  ]

  private func expectAgreement(of samples: TwoSamples, on name: String, risk: Double) {
    let disagreement = samples.disagreement(risk: risk)
    let words = "\(name): reference and engine: \(disagreement ?? "")"
    #expect(disagreement == nil, "\(words)")
  }
}
