import Testing

@testable import MutualAid

/// What holds in every pool, whatever befalls its claims.
struct ClaimsConservationTests {
  /// Fewer pools without optimisation, where the timetable of each takes a second.
  #if DEBUG
    static let seeds: Range<UInt64> = 0..<20
  #else
    static let seeds: Range<UInt64> = 0..<200
  #endif

  @Test(arguments: seeds)
  func `in a random pool every claim is paid, refused, lost or open, and no fen is lost`(
    seed: UInt64
  ) throws {
    let scenario = Scenario.randomClaims(seed: seed)
    // A breach of the ledger throws.
    let record = Record(try Simulation(of: scenario, seed: seed).record(of: 0), of: scenario)
    let last = record.periods.count - 1
    let layout = RecordLayout(of: scenario, periods: scenario.periods)
    #expect(zip(layout.measures, record.values).allSatisfy { $0.quantity == .yearCost || $1 >= 0 })
    var carried = record[.surplus, last]
    if scenario.funding != .postpaid {
      carried += record[.fund, last] - record[.qard, last]
      carried += record.sum(.wakala) + record.sum(.refunds)
    }
    #expect(
      record.sum(.contributions) + record.sum(.platform)
        == record.sum(.benefits) + record.sum(.fee) + carried)
    #expect(
      record.sum(.diagnosed)
        == record.sum(.cases) + record.sum(.refused) + record.run(.lostLate)
        + record.run(.lostUnpaid) + record.run(.openAtHorizon))
    #expect(
      record.run(.openAtHorizon)
        == record[.incurredNotReported, last] + record[.reportedNotSettled, last])
    let goesOn = scenario.shutdown == nil && scenario.triggers == nil
    if goesOn, scenario.apportionment.aboveCap != .carry {
      // What is paid or refused is what was decided.
      for period in record.periods {
        let decided = record[.cases, period.index] + record[.refused, period.index]
        let capacity = scenario.claims.processingCapacity.cases(on: period.settlement)
        #expect(decided <= capacity ?? .max)
      }
    }
    guard goesOn, scenario.membership.claimants == .leave else { return }
    // Paid claimants leave; refused ones do not.
    let gone =
      record.sum(.died) + record.sum(.left) + record.sum(.agedOut) + record.sum(.cases)
      + (scenario.membership.lapse == nil ? 0 : record.sum(.lapsed))
      + (scenario.membership.failedDebits == nil ? 0 : record.sum(.expelled))
    #expect(record[.members, last] == record.sum(.joined) - gone)
  }

  /// As many classes as are split at once, and one more; some of the claims may be refused.
  @Test(arguments: [1023, 1024], [1, 0.9])
  func `a pool may have any number of classes`(classes: Int, approval: Double) throws {
    var scenario = Scenario.oneYear(members: 100_000, rate: 0.3, benefit: 100)
    scenario.claims = ClaimRules(
      classes: (0..<classes).map {
        ClaimClass(
          name: "\($0)", share: .init(1 / Double(classes)), benefits: [.init(1_000 + $0)],
          approval: [approval])
      })
    let record = Record(try Simulation(of: scenario, seed: 1).record(of: 0), of: scenario)
    let decided = record.sum(.cases) + (approval < 1 ? record.sum(.refused) : 0)
    #expect(decided == record.sum(.diagnosed))
    // A benefit is 1,511 on average, with a standard deviation of 296 and some 25,000 claims: ± 6 errors.
    let mean = Double(record.sum(.benefits)) / Double(record.sum(.cases))
    #expect(abs(mean - 999.5 - Double(classes) / 2) < 6 * 296 / 160)
  }

  @Test(arguments: [3, 8, 21, 55, 89] as [UInt64])
  func `a replication is the same alone and beside others, and with generations told apart`(
    seed: UInt64
  ) throws {
    let scenario = Scenario.randomClaims(seed: seed)
    let simulation = Simulation(of: scenario, seed: seed)
    let together = try simulation.records(of: 2..<9)
    for number in 2..<9 {
      #expect(try simulation.record(of: number) == together[number - 2])
    }
    var free = scenario
    free.apportionment.capPerYear = [:]
    let timetable = Timetable(of: free)
    let layout = RecordLayout(of: free, periods: timetable.periods)
    func records(apart: Bool) throws -> [[Int]?] {
      var batch = Batch(
        [0, 1, 2], of: timetable, layout: layout, seed: seed, tellsGenerationsApart: apart)
      for plan in timetable.plans { try batch.run(plan) }
      return batch.finished()
    }
    let (plain, apart) = (try records(apart: false), try records(apart: true))
    #expect(plain == apart)
    #expect(plain.allSatisfy { $0 != nil })
  }
}
