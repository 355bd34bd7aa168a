import Probability
import Testing

@testable import MutualAid

/// Pools of random rosters, with random other parts of the model beside them.
struct RandomRosterTests {
  /// Whole numbers that follow from a seed.
  private struct Dice {
    private var stream: Probability.Stream
    init(_ seed: UInt64) {
      stream = Probability.Stream(seed: seed, replication: 0, purpose: .death)
    }
    mutating func draw(_ bound: Int) -> Int { Int(stream.uniform() * Double(bound)) }
    mutating func happens(_ chance: Double) -> Bool { stream.uniform() < chance }
  }

  private static func pool(_ seed: UInt64) -> Scenario {
    var dice = Dice(seed)
    var scenario = Scenario.living(members: 0, factor: 30)
    let launch = scenario.launch
    let hasAges = dice.happens(0.8)
    let groups = (0..<(1 + dice.draw(60))).map { _ -> Enrolment.Group in
      let joins = launch.advanced(by: dice.draw(500))
      let birth: Enrolment.Birth
      switch dice.draw(3) {
      case _ where !hasAges: birth = .unknown
      case 0: birth = .age(dice.draw(60))
      case 1: birth = .year(joins.year - dice.draw(61))
      default: birth = .date(joins.advanced(by: -dice.draw(60 * 365)))
      }
      return Enrolment.Group(
        joins: joins, leaves: dice.happens(0.4) ? joins.advanced(by: 1 + dice.draw(300)) : nil,
        sex: hasAges ? (dice.happens(0.5) ? .male : .female) : nil, birth: birth,
        members: 1 + dice.draw(40))
    }
    scenario.membership.enrolment = Enrolment(groups: groups)
    scenario.membership.mixes = []
    if !hasAges {
      scenario.membership.ages = nil
      scenario.segments = [Segment(name: "all", incidence: RateTable(flat: 0.1))]
      scenario.membership.mortality = nil
      scenario.claims.classes = [
        ClaimClass(name: "any", share: .init(1), benefits: [.init(1_000_000)])
      ]
    }
    if dice.happens(0.4) { scenario.membership.mortality = nil }
    if dice.happens(0.5) { scenario.shutdown = nil }
    if dice.happens(0.4) { scenario.membership.waiting = WaitingPeriod(days: 0) }
    if dice.happens(0.3) { scenario.membership.claimants = .stay }
    return scenario
  }

  @Test(arguments: 1...100 as ClosedRange<UInt64>)
  func `members in are members out and present, and they pay what the pool takes`(seed: UInt64)
    throws
  {
    let pool = Self.pool(seed)
    let simulation = Simulation(of: pool, seed: seed, keepsGenerations: true)
    for (record, costs) in try simulation.memberRecords(of: 0..<5) {
      #expect(record.allSatisfy { $0 >= 0 })
      func sum(_ quantity: Measure.Quantity) -> Int {
        zip(simulation.layout.measures, record).reduce(0) {
          $1.0.quantity == quantity ? $0 + $1.1 : $0
        }
      }
      let ever = pool.membership.enrolment?.members ?? 0
      #expect(sum(.joined) <= ever)
      if pool.shutdown == nil {
        let last = simulation.layout.place(.members, period: simulation.periods.count - 1)
        let paid = pool.membership.claimants == .leave ? sum(.cases) : 0
        let out = sum(.left) + sum(.died) + sum(.agedOut) + paid
        #expect(sum(.joined) == out + record[last])
      }
      let entries = costs.memberships.joined().joined()
      #expect(entries.reduce(0) { $0 + $1.weight } == sum(.joined))
      #expect(entries.reduce(0) { $0 + $1.value * $1.weight } == sum(.contributions))
    }
    let plain = try Simulation(of: pool, seed: seed).records(of: 0..<5)
    #expect(try simulation.memberRecords(of: 0..<5).map(\.record) == plain)
  }
}
