import Probability
import Testing

@testable import MutualAid

/// Pools so small that every fate of every member can be gone through.
struct EnumeratedPoolTests {
  /// The law of the shares of a pool of few members, from all combinations of their fates.
  ///
  /// - Returns: For each settlement the law of its share, and the law of the first year's cost.
  private func enumerate(
    _ timetable: Timetable
  ) throws -> (shares: [[Int: Double]], year: [Int: Double]) {
    let sources = ClaimSource.sources(
      of: timetable, course: MembershipCourse(of: timetable))
    let periods = timetable.periods.count
    // The law of one member's benefits by settlement, over the periods: independent in each.
    var law: [[Int]: Double] = [[Int](repeating: 0, count: periods): 1]
    for source in sources {
      for _ in 0..<source.members {
        var next: [[Int]: Double] = [:]
        for (benefits, chance) in law {
          var rest = 1.0
          for (settlement, lines) in source.decided {
            for (line, given) in lines {
              var found = benefits
              found[settlement] += timetable.lines[line].amount
              next[found, default: 0] += chance * source.probability * given
              rest -= source.probability * given
            }
          }
          next[benefits, default: 0] += chance * rest
        }
        law = next
      }
    }
    let scenario = timetable.scenario
    var shares = [[Int: Double]](repeating: [:], count: periods)
    var year: [Int: Double] = [:]
    for (benefits, chance) in law {
      var surplus = 0
      var cost = 0
      for (settlement, benefit) in benefits.enumerated() {
        let payers = scenario.membership.path.members(on: timetable.periods[settlement].publication)
        let need = benefit + scenario.apportionment.fee.of(benefit) - surplus
        let share = need > 0 ? (need + payers - 1) / payers : 0
        surplus = share * payers - need
        cost += timetable.periods[settlement].year == scenario.launch.year ? share : 0
        shares[settlement][share, default: 0] += chance
      }
      year[cost, default: 0] += chance
    }
    return (shares, year)
  }

  private func expect(_ law: ExactLaw, encloses masses: [Int: Double], _ place: String) {
    var below = 0.0
    for (value, mass) in masses.sorted(by: { $0.key < $1.key }) {
      let before = law.cumulative(value - 1)
      #expect(before.lowerBound - 1e-12 <= below && below <= before.upperBound + 1e-12, "\(place)")
      below += mass
      let upTo = law.cumulative(value)
      #expect(upTo.lowerBound - 1e-12 <= below && below <= upTo.upperBound + 1e-12, "\(place)")
    }
    let mean = masses.reduce(0) { $0 + Double($1.key) * $1.value }
    #expect(law.mean.lowerBound - 1e-9 <= mean && mean <= law.mean.upperBound + 1e-9, "\(place)")
    let square = masses.reduce(0) {
      $0 + (Double($1.key) - mean) * (Double($1.key) - mean) * $1.value
    }
    if let deviation = law.standardDeviation {
      #expect(deviation.lowerBound - 1e-9 <= square.squareRoot(), "\(place)")
      #expect(square.squareRoot() <= deviation.upperBound + 1e-9, "\(place)")
    }
  }

  private func tiny(members: Int, growth: Int, fee: Int, benefits: [Int]) -> Scenario {
    var scenario = Scenario.delayed(members: members)
    scenario.horizon = day(2022, 9, 30)
    scenario.apportionment.fee = Rate(millionths: fee)
    scenario.membership.path = MembershipPath(points: [
      .init(day: day(2022, 1, 1), members: members),
      .init(day: day(2022, 9, 20), members: members + growth),
    ])
    scenario.claims.classes = benefits.map { benefit in
      ClaimClass(
        name: "\(benefit)", share: .init(1 / Double(benefits.count)), benefits: [.init(benefit)])
    }
    return scenario
  }

  @Test func `with delays and a growing path the laws enclose every settlement's share`() throws {
    let timetable = Timetable(of: tiny(members: 4, growth: 2, fee: 73_000, benefits: [1_234, 200]))
    let (shares, _) = try enumerate(timetable)
    let forecast = try ExactForecast(of: timetable)
    for (settlement, masses) in shares.enumerated() {
      let measure = Measure(.share, .period(settlement), segment: 0)
      let figure = try #require(forecast.figures.first { $0.measure == measure })
      expect(figure.law, encloses: masses, "settlement \(settlement)")
      // The unknown surplus is less than a fen a payer.
      #expect((figure.law.width ?? .max) <= (settlement == 0 ? 0 : 1))
    }
    #expect(forecast.obstacles == [.changingPayers])
  }

  @Test(arguments: [0, 73_000])
  func `the first year's cost of unchanging payers is exact, whatever the delays`(fee: Int) throws {
    let timetable = Timetable(of: tiny(members: 5, growth: 0, fee: fee, benefits: [1_234, 203]))
    let (shares, year) = try enumerate(timetable)
    let forecast = try ExactForecast(of: timetable)
    let measure = Measure(.yearCost, .year(2022), segment: 0)
    let cost = try #require(forecast.figures.first { $0.measure == measure })
    expect(cost.law, encloses: year, "year")
    #expect(cost.law.isExact == (fee == 0))
    for (settlement, masses) in shares.enumerated() {
      let measure = Measure(.share, .period(settlement), segment: 0)
      let figure = try #require(forecast.figures.first { $0.measure == measure })
      expect(figure.law, encloses: masses, "settlement \(settlement)")
    }
  }

  @Test func `payers who share without remainder carry nothing, so that all is exact`() throws {
    let timetable = Timetable(
      of: tiny(members: 5, growth: 0, fee: 100_000, benefits: [1_000, 250]))
    let (shares, year) = try enumerate(timetable)
    let forecast = try ExactForecast(of: timetable)
    #expect(forecast.figures.allSatisfy { $0.law.isExact })
    for (settlement, masses) in shares.enumerated() {
      let measure = Measure(.share, .period(settlement), segment: 0)
      expect(
        try #require(forecast.figures.first { $0.measure == measure }).law, encloses: masses,
        "settlement \(settlement)")
    }
    let measure = Measure(.yearCost, .year(2022), segment: 0)
    expect(
      try #require(forecast.figures.first { $0.measure == measure }).law, encloses: year, "year")
  }
}
