import Probability
import RealModule
import Testing

@testable import MutualAid

/// Refused claims and those who had them.
struct ClaimsRefusalTests {
  /// A member of a closed pool is at risk in period t with probability x(t).
  ///
  /// A refusal is decided at the next settlement, so that who was diagnosed in t − 1 and refused is
  /// at risk again in t + 1:
  ///
  ///     x(t + 1) = x(t) (1 − p) + x(t − 1) p (1 − a)
  @Test(arguments: [0.0, 0.4, 1.0])
  func `refused claimants are at risk again from the period after the refusal`(
    approval: Double
  ) async throws {
    let (members, periods, hazard) = (20, 12, 0.15)
    var scenario = Scenario.closed(members: members, hazard: hazard, periods: periods)
    scenario.claims.processing = .days(30)
    scenario.claims.classes[0].approval = [approval]
    let p = 1 - Double.exp(-hazard)
    var atRisk = [1.0, 1 - p]
    for period in 1..<periods {
      atRisk.append(atRisk[period] * (1 - p) + atRisk[period - 1] * p * (1 - approval))
    }
    let outcome = try await Simulation(of: scenario, seed: 61).run(
      replications: 2_500, threads: 2)
    for period in 0..<periods {
      let ill = try #require(outcome[Measure(.diagnosed, .period(period))]?.mean)
      #expect(abs(ill.value - Double(members) * atRisk[period] * p) < 5 * ill.standardError)
      guard period > 0, approval < 1 else { continue }
      let refused = try #require(outcome[Measure(.refused, .period(period))]?.mean)
      let expected = Double(members) * atRisk[period - 1] * p * (1 - approval)
      #expect(abs(refused.value - expected) <= 5 * refused.standardError)
    }
    // Everybody who was not paid is there at the end.
    let present = try #require(outcome[Measure(.members, .period(periods - 1))]?.mean)
    let paid = (0..<periods - 1).reduce(0.0) { $0 + atRisk[$1] * p * approval }
    #expect(abs(present.value - Double(members) * (1 - paid)) <= 5 * present.standardError)
  }

  /// Where waiting ends within a period, claims of one line have a group and a pool with the same number.
  ///
  /// If both were drawn from the same words, half of the open claims would be the other half's twins, and
  /// their variance 1.4 times as large.
  @Test func `delays of refused claims do not depend on those of approved ones`() async throws {
    var scenario = Scenario.closed(members: 20_000, hazard: 0.005, periods: 2)
    scenario.membership.flow = .dated([DatedJoins(day: scenario.launch, joins: 20_000)])
    scenario.membership.waiting.days = 15
    scenario.claims.classes[0].approval = [0.5]
    scenario.claims.reporting = .table([.init(days: 0, weight: 1), .init(days: 200, weight: 1)])
    scenario.claims.processingCapacity = [
      DatedCapacity(from: scenario.horizon, to: scenario.horizon, cases: 1_000_000)
    ]
    let replications = 2_000
    let outcome = try await Simulation(of: scenario, seed: 67)
      .run(replications: replications, threads: 2)
    let open = try #require(outcome[Measure(.incurredNotReported, .period(0))])
    let mean = try #require(open.mean)
    let deviation = try #require(open.standardDeviation).value
    // Binomial with p ≈ 0.00125. The dispersion's standard error is √(2/n); a false alarm comes once in 2·10⁶.
    let dispersion = deviation * deviation / mean.value
    #expect(mean.value > 15)
    #expect(abs(dispersion - 0.99875) < 5 * (2 / Double(replications)).squareRoot())
  }

  /// With two cohorts of which only one can fall ill, refused claimants must come back to that one.
  @Test func `a refused claimant goes back to his own cohort`() throws {
    var scenario = Scenario.closed(members: 40, hazard: 30, periods: 20)
    scenario.segments[0].name = "ill"
    scenario.segments.insert(Segment(name: "well", incidence: RateTable(flat: 0)), at: 0)
    scenario.membership.mixes = [
      DatedMix(
        from: scenario.launch,
        parts: [.init(segment: 0, share: 0.5), .init(segment: 1, share: 0.5)])
    ]
    scenario.claims.classes[0] = ClaimClass(
      name: "illness", share: .init(1), benefits: [.init(100), .init(100)], approval: [0, 0])
    let simulation = Simulation(of: scenario, seed: 62)
    for number in 0..<8 {
      let record = Record(try simulation.record(of: number), of: scenario)
      // A hazard of 30 leaves nobody well: 20 fall ill in each period, and all are refused.
      #expect(record.all(.diagnosed) == record.periods.map { _ in 20 })
      #expect(record.all(.refused) == record.all(.diagnosed))
    }
  }

  /// Cohorts that share the terms are one pool of claims; who is refused is drawn from it.
  ///
  /// Young and old fall ill alike, and all are refused. If claims of one went back to the other, the
  /// old, who leave within the years, would be more or fewer than joined.
  @Test func `who reached the upper age while the claim was open leaves`() throws {
    var scenario = Scenario.closed(members: 200, hazard: 1.5, periods: 42)
    scenario.membership.ages = 20...59
    scenario.membership.mixes = [
      DatedMix(
        from: scenario.launch,
        parts: [20, 58].map { .init(segment: 0, age: $0, sex: nil, share: 0.5) })
    ]
    scenario.claims.processing = .days(45)
    scenario.claims.classes[0].approval = [0]
    let simulation = Simulation(of: scenario, seed: 63)
    for number in 0..<8 {
      let record = Record(try simulation.record(of: number), of: scenario)
      // Whoever was 58 at the start of 2021 was born in 1962 or before, and is 60 by the end of 2022.
      let left = record.periods.filter { $0.settlement <= day(2023, 1, 31) }
        .reduce(0) { $0 + record[.agedOut, $1.index] }
      #expect(left > 60 && left <= 100)
      #expect(record.sum(.agedOut) == 100)
      #expect(record[.members, 41] == 100)
      #expect(record.sum(.refused) > 200)
    }
  }

  /// An accident in the waiting period, refused within it, leaves the rest of it to wait.
  @Test func `a refused claimant goes on waiting`() throws {
    var scenario = Scenario.closed(members: 30, hazard: 30, periods: 6)
    scenario.membership.waiting = WaitingPeriod(days: 90, coversAccidents: true, pays: true)
    scenario.claims.classes = [
      ClaimClass(
        name: "accident", share: .init(0.5), benefits: [.init(100)], approval: [0],
        isAccident: true),
      ClaimClass(name: "illness", share: .init(0.5), benefits: [.init(100)]),
    ]
    scenario.shutdown?.tail = .nobody
    for number in 0..<8 {
      let record = Record(try Simulation(of: scenario, seed: 64).record(of: number), of: scenario)
      // All have an accident in each of the first three periods, and are refused.
      #expect(record.all(.refused).prefix(3) == [30, 30, 30])
      #expect(record.all(.cases).prefix(3) == [0, 0, 0])
      #expect(record[.cases, 3] + record[.refused, 3] == 30)
      #expect((1..<30).contains(record[.cases, 3]))
    }
  }
}
