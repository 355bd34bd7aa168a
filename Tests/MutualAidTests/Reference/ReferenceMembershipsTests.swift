import Probability
import Testing

@testable import MutualAid

/// Memberships beside a premium, against a count member by member.
struct ReferenceMembershipsTests {
  private static let risk = 1e-6
  private static let pools = 70
  #if DEBUG
    private static let replications = 20
  #else
    private static let replications = 300
  #endif

  private static let told = (SmallPool.simulated + SmallPool.toCome).filter { pool in
    Simulation.tellsMemberCosts(of: pool.scenario) && pool.scenario.triggers == nil
  }

  /// Premiums of every year that differ by age, sex and segment where the pool tells these apart.
  private static func premiums(of scenario: Scenario) throws -> [FlatPremium] {
    let bands = scenario.membership.ages.map { [0...38, 39...57, 58...$0.upperBound] } ?? []
    return try (scenario.launch.year...scenario.horizon.year).map { year in
      var groups: [CoveredGroup] = []
      for (number, segment) in scenario.segments.enumerated() {
        let level = Double(300_000 * (number + 1) + 70_000 * (year - 2019))
        if bands.isEmpty {
          let group = MemberGroup(ages: 0...90, segment: segment.name)
          groups.append(CoveredGroup(group, years: 1, benefits: level))
        }
        for (place, band) in bands.enumerated() {
          for sex in Sex.allCases {
            let factor = Double(place + 1) * (sex == .male ? 1.3 : 1)
            groups.append(
              CoveredGroup(
                MemberGroup(ages: band, sex: sex, segment: segment.name), years: 1,
                benefits: level * factor))
          }
        }
      }
      let rating = PremiumTerms.Rating.classes(
        ages: bands.isEmpty ? [0...90] : bands, bySex: !bands.isEmpty, bySegment: true)
      return try FlatPremium(
        for: CoveredYear(year, groups: groups),
        on: PremiumTerms(rating: rating, basis: .loading(.zero)))
    }
  }

  /// What one member has cost both ways.
  private struct Stay {
    let share: Int
    let premium: Int
    let members: Int
  }

  /// What members pay an insurer day by day.
  private struct Insured {
    private struct Kind: Hashable {
      let segment: Int
      let birthYear: Int?
      let sex: Sex
    }

    let premiums: [FlatPremium]
    let scenario: Scenario
    /// By kind, what is paid from the launch to before each day.
    private var paid: [Kind: [Double]] = [:]

    init(_ premiums: [FlatPremium], in scenario: Scenario) {
      self.premiums = premiums
      self.scenario = scenario
    }

    /// What one member pays from joining to leaving.
    mutating func premium(of member: ReferenceMember) throws -> Int {
      let kind = Kind(
        segment: member.segment, birthYear: member.birthYear, sex: member.sex)
      let known = try paid[kind] ?? byDay(of: kind)
      paid[kind] = known
      let end = member.isPresent ? scenario.horizon : member.lastDay
      let first = scenario.launch.distance(to: member.joined)
      let last = scenario.launch.distance(to: end)
      return Int((known[last + 1] - known[first]).rounded())
    }

    /// A day of cover costs the year's premium over the days of the year.
    private func byDay(of kind: Kind) throws -> [Double] {
      var sums = [0.0]
      let oldest = scenario.membership.ages?.upperBound ?? 0
      for number in 0...scenario.launch.distance(to: scenario.horizon) {
        let day = scenario.launch.advanced(by: number)
        let premium = try #require(premiums.first { $0.year == day.year })
        let age = max(0, min(kind.birthYear.map { day.year - 1 - $0 } ?? 0, oldest))
        let rate = try #require(
          premium.rate(age: age, sex: kind.sex, segment: scenario.segments[kind.segment].name))
        let cover = scenario.shutdown?.coverEnds.part(of: day) ?? 1
        sums.append(sums[number] + Double(rate.premium) * cover / Double(Day.count(in: day.year)))
      }
      return sums
    }
  }

  @Test(arguments: told)
  func `what memberships cost both ways follows the same law as member by member`(
    pool: SmallPool
  ) throws {
    let premiums = try Self.premiums(of: pool.scenario)
    let hazards = pool.scenario.periods.map { ReferenceHazards(of: pool.scenario, in: $0) }
    var insured = Insured(premiums, in: pool.scenario)
    let counted = try (0..<Self.replications).map { number in
      var reference = ReferencePool(
        of: pool.scenario, hazards: hazards, seed: 90_001 &+ UInt64(number) &* 0x5851_F42D)
      reference.run()
      return try reference.members.map { member in
        Stay(share: member.paid, premium: try insured.premium(of: member), members: 1)
      }
    }
    let simulation = Simulation(of: pool.scenario, seed: 13, keepsGenerations: true)
    let schedule = PremiumSchedule(premiums, over: simulation.timetable, confidence: 0.95)
    let found = try simulation.memberships(of: 0..<Self.replications, beside: schedule).map {
      $0.map { entry in
        Stay(
          share: entry.paid,
          premium: schedule.premium(of: entry.kind, from: entry.first, through: entry.last),
          members: entry.members)
      }
    }
    compare(counted, found, pool.scenario.name)
  }

  private func compare(_ counted: [[Stay]], _ found: [[Stay]], _ name: String) {
    let stays = counted.flatMap(\.self)
    let premiums = stays.map(\.premium).sorted()
    let differences = stays.map { $0.share - $0.premium }.sorted()
    func compare(_ words: String, _ figure: (Stay) -> Int) {
      func sums(_ stays: [[Stay]]) -> [Int] {
        stays.map { $0.reduce(0) { $0 + $1.members * figure($1) } }
      }
      let disagreement = TwoSamples(left: sums(counted), right: sums(found))
        .disagreement(risk: Self.risk / Double(Self.pools * 9 * 3))
      #expect(
        disagreement == nil, "\(name), \(words): reference and engine: \(disagreement ?? "")")
    }
    compare("members") { _ in 1 }
    compare("premiums") { $0.premium }
    compare("shares less premiums") { $0.share - $0.premium }
    for part in 1...3 {
      let limit = premiums[premiums.count * part / 4]
      compare("premiums up to \(limit)") { $0.premium <= limit ? 1 : 0 }
      let difference = differences[differences.count * part / 4]
      compare("differences up to \(difference)") { $0.share - $0.premium <= difference ? 1 : 0 }
    }
  }

  @Test(arguments: told)
  func `members have paid what a run by member tells, in every future`(pool: SmallPool) throws {
    let simulation = Simulation(of: pool.scenario, seed: 3, keepsGenerations: true)
    let schedule = PremiumSchedule([], over: simulation.timetable, confidence: 0.95)
    let found = try simulation.memberships(of: 0..<20, beside: schedule)
    for (entries, record) in zip(found, try simulation.memberRecords(of: 0..<20)) {
      for (segment, row) in record.costs.memberships.enumerated() {
        for (place, costs) in row.enumerated() {
          let year = record.costs.years.lowerBound + place
          let expected = costs.reduce(into: [:]) { $0[$1.value, default: 0] += $1.weight }
          let counted = entries.reduce(into: [Int: Int]()) { counts, entry in
            guard schedule.segmentOfKind[entry.kind] == segment,
              simulation.periods[entry.first].first.year == year
            else { return }
            counts[entry.paid, default: 0] += entry.members
          }
          #expect(counted == expected, "\(pool.scenario.name) \(segment) \(year)")
        }
      }
    }
  }
}
