import Probability
import RealModule
import Testing

@testable import MutualAid

/// Settlements that can decide but so many cases.
struct ClaimsQueueTests {
  @Test func `a queue is first in first out by the day a case is ready`() {
    var queue = ClaimQueue(settlements: 1, days: 40, lines: 2, generations: 1)
    queue.add(3, line: 0, ready: 2, generation: 0)
    queue.add(2, line: 1, ready: 2, generation: 0)
    queue.add(4, line: 1, ready: 5, generation: 0)
    queue.add(RefusedClaim(line: 0, diagnosed: 0, home: nil, generation: 0), ready: 7)
    queue.add(6, line: 0, ready: 8, generation: 0)
    var draws = Stream(seed: 1, replication: 0, purpose: .queue)
    var picks = draws
    func take(_ day: Int, _ capacity: Int?) -> (approved: [Int], refused: Int) {
      let found = queue.take(readyBy: day, atMost: capacity, using: &draws, picks: &picks)
      return (found.approved, found.refused.count)
    }
    // Nothing is ready by day 1; nothing can be decided with a capacity of 0.
    #expect(take(1, 9) == ([0, 0], 0))
    #expect(take(6, 0) == ([0, 0], 0))
    #expect(take(6, 5) == ([3, 2], 0))
    #expect(take(6, 3) == ([0, 3], 0))
    // The last case of day 5, the refusal of day 7, and one of day 8.
    #expect(take(20, 3) == ([1, 1], 1))
    // A case may become ready later on a day that had none before.
    queue.add(1, line: 1, ready: 21, generation: 0)
    #expect(take(39, nil) == ([5, 1], 0))
    #expect(take(39, nil) == ([0, 0], 0))
  }

  /// Of the cases of one day each is equally likely to be decided first, refused ones too.
  @Test func `ties go at random`() {
    var draws = Stream(seed: 2, replication: 0, purpose: .queue)
    var picks = Stream(seed: 2, replication: 1, purpose: .queue)
    let rounds = 4_000
    var (lines, generations, refused, first) = ([0, 0], [0, 0], 0, 0)
    for _ in 0..<rounds {
      var queue = ClaimQueue(settlements: 1, days: 1, lines: 2, generations: 2)
      queue.add(2, line: 0, ready: 0, generation: 0)
      queue.add(1, line: 0, ready: 0, generation: 1)
      queue.add(3, line: 1, ready: 0, generation: 1)
      for number in 0..<4 {
        queue.add(RefusedClaim(line: 0, diagnosed: number, home: nil, generation: 0), ready: 0)
      }
      let found = queue.take(readyBy: 0, atMost: 4, using: &draws, picks: &picks)
      lines[0] += found.approved[0] + found.approved[1]
      lines[1] += found.approved[2] + found.approved[3]
      generations[0] += found.approved[0]
      generations[1] += found.approved[1]
      refused += found.refused.count
      first += found.refused.count { $0.diagnosed == 3 }
      let rest = queue.take(readyBy: 0, atMost: nil, using: &draws, picks: &picks)
      #expect(rest.approved.reduce(0, +) + rest.refused.count == 6)
    }
    // 4 of 10 cases are decided; a variance of a count is at most that of 4 independent cases.
    let tolerance = 5 * Double(rounds).squareRoot()
    for (count, cases) in zip(
      lines + generations + [refused, first], [3.0, 3, 2, 1, 4, 1])
    {
      #expect(abs(Double(count) - 0.4 * cases * Double(rounds)) < tolerance)
    }
  }

  /// Everybody falls ill on the first day of each period, and the case is ready that day.
  @Test func `a queue worked by hand has its cases, backlog and amounts`() throws {
    var scenario = Scenario.closed(members: 10, hazard: 3000, periods: 6)
    scenario.membership.claimants = .stay
    scenario.claims.processingCapacity = [
      DatedCapacity(from: day(2021, 1, 1), to: day(2021, 3, 31), cases: 7),
      DatedCapacity(from: day(2021, 4, 1), to: day(2021, 4, 30), cases: 0),
      DatedCapacity(from: day(2021, 5, 1), to: day(2021, 5, 31), cases: 1000),
    ]
    // Settlements on 30 January, 1 and 31 March, 30 April, 30 May and 29 June.
    let record = Record(try Simulation(of: scenario, seed: 1).record(of: 0), of: scenario)
    #expect(record.all(.diagnosed) == [10, 10, 10, 10, 10, 10])
    #expect(record.all(.cases) == [7, 7, 7, 0, 29, 10])
    #expect(record.all(.reportedNotSettled) == [3, 6, 9, 19, 0, 0])
    #expect(record.all(.incurredNotReported) == [0, 0, 0, 0, 0, 0])
    #expect(record.all(.benefits) == [700, 700, 700, 0, 2900, 1000])

    // With refusals, a claim takes capacity whatever its decision.
    scenario.claims.classes[0].approval = [0]
    let refused = Record(try Simulation(of: scenario, seed: 1).record(of: 0), of: scenario)
    #expect(refused.all(.refused) == [7, 7, 7, 0, 29, 10])
    #expect(refused.all(.reportedNotSettled) == [3, 6, 9, 19, 0, 0])
    #expect(refused.sum(.cases) == 0 && refused.sum(.benefits) == 0)
  }

  @Test func `those who wait in the queue stay members, pay, and are not diagnosed again`() throws {
    var scenario = Scenario.closed(members: 10, hazard: 3000, periods: 4)
    scenario.claims.processingCapacity = [
      DatedCapacity(from: scenario.launch, to: scenario.horizon, cases: 3)
    ]
    let record = Record(try Simulation(of: scenario, seed: 1).record(of: 0), of: scenario)
    #expect(record.all(.diagnosed) == [10, 0, 0, 0])
    #expect(record.all(.cases) == [3, 3, 3, 1])
    #expect(record.all(.members) == [7, 4, 1, 0])
    // 300 fen among 10, 7 and 4 payers, each rounded up, with what was collected too much.
    #expect(record.all(.contributions) == [300, 301, 300, 99])
  }

  /// The same pool written down a second time, claim by claim.
  struct LittlePool {
    struct Case {
      let ready: Int
      let turn: UInt64
      let isRefused: Bool
    }
    /// The last days of the periods, from launch.
    static let settlements = [29, 59, 89, 119, 149]
    static let hazard = 0.05
    static let approval = 0.8
    let members: Int
    var capacity: [Int?] {
      [members / 40, nil, members * 14 / 400, members * 14 / 400, members * 3 / 40]
    }

    /// Cases paid, refused and open after each settlement.
    func run(_ draws: inout Stream) -> [[Int]] {
      let (settlements, hazard, approval) = (Self.settlements, Self.hazard, Self.approval)
      var queue: [Case] = []
      var diagnosed = 0
      return settlements.indices.map { period in
        for _ in 0..<members {
          // Within a period the day follows a constant hazard.
          let day = Int(-Double.log(draws.uniform()) / hazard * 30)
          guard day < 30 else { continue }
          diagnosed += 1
          let application = period * 30 + day + (draws.below(4) < 3 ? 0 : 31)
          let isSlow = 20...50 ~= application
          queue.append(
            Case(
              ready: application + (isSlow ? 25 : draws.below(2) * 12), turn: draws.next(),
              isRefused: draws.uniform() >= approval))
        }
        queue.sort { ($0.ready, $0.turn) < ($1.ready, $1.turn) }
        let ready = queue.prefix { $0.ready <= settlements[period] }.count
        let decided = queue.prefix(min(ready, capacity[period] ?? .max))
        queue.removeFirst(decided.count)
        let refused = decided.count { $0.isRefused }
        return [decided.count - refused, refused, queue.count]
      }
    }
  }

  /// Of 400 members' claims each is followed by itself, of 1,000 members' claims tables tell the days of application.
  @Test(arguments: [400, 1_000])
  func `a queue agrees in distribution with a little simulation claim by claim`(members: Int)
    throws
  {
    let little = LittlePool(members: members)
    var scenario = Scenario.closed(members: members, hazard: LittlePool.hazard, periods: 5)
    scenario.membership.claimants = .stay
    scenario.claims.reporting = .table([.init(days: 0, weight: 3), .init(days: 31, weight: 1)])
    scenario.claims.processing = .table([.init(days: 0, weight: 1), .init(days: 12, weight: 1)])
    scenario.claims.processingChanges = [
      DatedDelay(
        from: scenario.launch.advanced(by: 20), to: scenario.launch.advanced(by: 50),
        delay: .days(25))
    ]
    scenario.claims.processingCapacity = scenario.periods.compactMap { period in
      little.capacity[period.index].map {
        DatedCapacity(from: period.first, to: period.settlement, cases: $0)
      }
    }
    scenario.claims.classes[0].approval = [LittlePool.approval]
    let rounds = 1_500
    let simulation = Simulation(of: scenario, seed: 71)
    let isSplit = simulation.timetable.plans.flatMap(\.groups).contains { $0.table != nil }
    #expect(isSplit == (members == 1_000))
    let quantities: [Measure.Quantity] = [.cases, .refused]
    var (found, expected): ([[[Int]]], [[[Int]]]) = ([], [])
    for start in stride(from: 0, to: rounds, by: 30) {
      found += try simulation.records(of: start..<start + 30).map { values in
        let record = Record(values, of: scenario)
        return record.periods.indices.map { period in
          quantities.map { record[$0, period] } + [
            record[.incurredNotReported, period] + record[.reportedNotSettled, period]
          ]
        }
      }
    }
    for number in 0..<rounds {
      var draws = Stream(seed: 72, replication: number, purpose: .incidence)
      expected.append(little.run(&draws))
    }
    for period in 0..<5 {
      for place in 0..<3 {
        expectAlike(
          found.map { $0[period][place] }, expected.map { $0[period][place] },
          "period \(period), figure \(place)")
      }
    }
  }

  /// Two samples of one law: the sum of (a − b)² / (a + b) over bins is chi-square.
  private func expectAlike(_ left: [Int], _ right: [Int], _ name: String) {
    let sorted = (left + right).sorted()
    let cuts = Set((1..<20).map { sorted[$0 * sorted.count / 20] }).sorted()
    func counts(_ values: [Int]) -> [Double] {
      values.reduce(into: [Double](repeating: 0, count: cuts.count + 1)) { counts, value in
        counts[cuts.firstIndex { value < $0 } ?? cuts.count] += 1
      }
    }
    let bins = zip(counts(left), counts(right)).filter { $0.0 + $0.1 > 0 }
    let statistic = bins.reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) / ($1.0 + $1.1) }
    let freedom = Double(max(1, bins.count - 1))
    // Wilson and Hilferty's cube root, at 5.2 standard deviations: some 1e-7.
    let limit = 1 - 2 / (9 * freedom) + 5.2 * (2 / (9 * freedom)).squareRoot()
    #expect(statistic / freedom < limit * limit * limit, "\(name): \(statistic) over \(freedom)")
  }
}
