import Probability

@testable import MutualAid

extension Scenario {
  /// `random(seed:)` with all that can befall a claim: changes of delay, approval, a capacity, and
  /// benefits that are drawn.
  static func randomClaims(seed: UInt64) -> Scenario {
    var scenario = Scenario.random(seed: seed)
    // The conditional mean has no law where benefits are drawn.
    if scenario.apportionment.sharing == .conditionalMean {
      scenario.apportionment.sharing = .linearRegression
    }
    var draws = Stream(seed: seed, replication: 1, purpose: .course)
    func chance(_ one: Int) -> Bool { draws.below(one) == 0 }
    // A year, with a New Year in it, and few cohorts: one whose terms change on a birthday, and one that reaches the upper age.
    scenario.launch = day(2019, 12, 5)
    scenario.membership.mixes[0] = DatedMix(
      from: scenario.launch,
      parts: scenario.membership.mixes[0].parts.filter {
        ($0.age == 39 && $0.sex == .male) || ($0.age == 59 && $0.sex == .female)
      })
    func delay() -> Delay {
      switch draws.below(3) {
      case 0: .days(draws.below(90))
      case 1: .gamma(mean: 40, cv: 0.8)
      default: .table([.init(days: 0, weight: 1), .init(days: 70, weight: 1)])
      }
    }
    let middle = scenario.launch.advanced(by: 60 + draws.below(250))
    if chance(2) {
      scenario.claims.reportingChanges = [
        DatedDelay(from: middle, to: middle.advanced(by: draws.below(120)), delay: delay())
      ]
    }
    if chance(2) {
      scenario.claims.processingChanges = [
        DatedDelay(from: scenario.launch, to: middle, delay: delay())
      ]
    }
    if chance(2) {
      scenario.claims.processingCapacity = [
        DatedCapacity(
          from: scenario.launch, to: middle, cases: draws.below(3) * draws.below(12)),
        DatedCapacity(
          from: middle.advanced(by: 40), to: scenario.horizon, cases: 1 + draws.below(30)),
      ]
    }
    for number in scenario.claims.classes.indices {
      if chance(2) {
        scenario.claims.classes[number].severities = scenario.segments.map { _ in
          .random(
            RandomBenefit(
              cost: chance(2)
                ? .lognormal(mean: 8_000_000, cv: 1.5)
                : .empirical([.init(amount: 0, weight: 1), .init(amount: 3, weight: 2)]),
              fixed: chance(2) ? 0 : 1_000_000, reimbursed: 0.8, maximum: 20_000_000))
        }
      }
      if chance(2) {
        scenario.claims.classes[number].approval = scenario.segments.map { _ in
          [0, 0.5, 0.9][draws.below(3)]
        }
      }
    }
    if chance(4) { scenario.enrolAtRandom(using: &draws) }
    return scenario
  }

  /// Puts a small random roster in the place of the path or the flow.
  private mutating func enrolAtRandom(using draws: inout Stream) {
    let classes = max(1, membership.riskClasses.count)
    let groups = (0..<(1 + draws.below(6))).map { _ -> Enrolment.Group in
      let joins = launch.advanced(by: draws.below(300))
      let birth: Enrolment.Birth =
        draws.below(2) == 0
        ? .age(draws.below(60)) : .date(joins.advanced(by: -draws.below(60 * 365)))
      return Enrolment.Group(
        joins: joins, leaves: draws.below(3) == 0 ? joins.advanced(by: 1 + draws.below(200)) : nil,
        segment: draws.below(segments.count), sex: draws.below(2) == 0 ? .male : .female,
        riskClass: draws.below(classes), birth: birth, members: 1 + draws.below(1500))
    }
    membership.enrolment = Enrolment(groups: groups)
    membership.flow = nil
    membership.mixes = []
  }

  /// Members of one kind who joined at the launch, with periods of 30 days and nobody joining later;
  /// without approval each would be diagnosed in a period with probability 1 − exp(−`hazard`).
  static func closed(members: Int, hazard: Double, periods: Int) -> Scenario {
    let launch = day(2021, 1, 1)
    var scenario = Scenario.oneYear(members: members, rate: 0, benefit: 100, fee: .zero)
    scenario.launch = launch
    scenario.horizon = launch.advanced(by: 30 * periods - 1)
    scenario.calendar = SettlementCalendar(rule: .everyDays(30))
    scenario.membership.path = MembershipPath(points: [.init(day: launch, members: members)])
    scenario.membership.mixes = [
      DatedMix(from: launch, parts: [.init(segment: 0, share: 1)])
    ]
    scenario.membership.claimants = .leave
    // A table's rate of a year of 365 days: h = −ln(1 − q).
    scenario.segments[0].incidence = RateTable(flat: 0.5)
    scenario.segments[0].incidenceFactor = hazard * 365 / 30 / 0.693_147_180_559_945_3
    scenario.shutdown = Shutdown(
      announced: launch, contributionsEnd: scenario.horizon.advanced(by: 1),
      coverEnds: .end(of: scenario.horizon), filing: nil, tail: .platform)
    return scenario
  }
}

/// The figures of one replication by name.
struct Record {
  let values: [Int]
  let layout: RecordLayout
  let periods: [Period]

  init(_ values: [Int], of scenario: Scenario) {
    self.values = values
    periods = scenario.periods
    layout = RecordLayout(of: scenario, periods: periods)
  }

  /// A figure of a period, 0 where it is not measured.
  subscript(quantity: Measure.Quantity, period: Int) -> Int {
    layout.measures.contains(Measure(quantity, .period(period)))
      ? values[layout.place(quantity, period: period)] : 0
  }

  /// A figure of all periods.
  func all(_ quantity: Measure.Quantity) -> [Int] {
    periods.map { self[quantity, $0.index] }
  }

  /// The sum over all periods.
  func sum(_ quantity: Measure.Quantity) -> Int { all(quantity).reduce(0, +) }

  /// A figure of the run, 0 where it is not measured.
  func run(_ quantity: Measure.Quantity) -> Int {
    layout.place(ofRun: quantity).map { values[$0] } ?? 0
  }
}
