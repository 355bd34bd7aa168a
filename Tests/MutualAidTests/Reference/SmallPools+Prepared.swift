@testable import MutualAid

extension Scenario {
  /// The parts that came to the engine after the first ones, one small pool each.
  static let laterParts: [Scenario] = [
    flow, datedFlow, riskClasses, durationFactors, systemicYear, systemicPeriod, lapse, elasticity,
    yearlyElasticity, willingness, failedDebits,
  ]
  /// The parts that the engine does not simulate yet.
  static let partsToCome: [Scenario] = [approval, capacity, randomBenefits, delayChanges]

  private static let approval = Scenario.small("approval by class and segment")
    .inTwoSegments(.equal).with {
      $0.claims.classes[0].approval = [0.8, 0.5]
      $0.claims.classes[1].approval = [0.3, 1]
    }
  private static let capacity = Scenario.small("a capacity, refusals too", months: 8).with {
    $0.claims.classes[0].approval = [0.7]
    $0.claims.processingCapacity = [
      DatedCapacity(from: day(2019, 11, 1), to: day(2020, 2, 1), cases: 3),
      DatedCapacity(from: day(2020, 2, 2), to: day(2020, 3, 31), cases: 9),
    ]
  }
  private static let randomBenefits = Scenario.small("random benefits").with {
    $0.claims.classes[0].severities = [
      .random(
        RandomBenefit(
          cost: .lognormal(mean: 20_000_000, cv: 0.8), fixed: 1_000_000, reimbursed: 0.7,
          maximum: 30_000_000))
    ]
    $0.claims.classes[1].severities = [
      .random(RandomBenefit(cost: .gamma(mean: 5_000_000, cv: 1.3), maximum: 20_000_000))
    ]
  }
  private static let delayChanges = Scenario.small("dated changes of delays", months: 7).with {
    $0.claims.reportingChanges = [
      DatedDelay(from: day(2019, 12, 1), to: day(2020, 1, 10), delay: .exponential(mean: 40))
    ]
    $0.claims.processingChanges = [
      DatedDelay(from: day(2019, 12, 20), to: day(2020, 2, 1), delay: .gamma(mean: 45, cv: 0.5))
    ]
  }
  private static let flow = Scenario.small("so many joins a period").with {
    $0.membership.flow = .perPeriod(60)
  }
  private static let datedFlow = Scenario.small("joins by date").with {
    $0.membership.flow = .dated([
      DatedJoins(day: day(2019, 10, 20), joins: 120), DatedJoins(day: day(2019, 11, 29), joins: 40),
      DatedJoins(day: day(2019, 12, 28), joins: 35), DatedJoins(day: day(2020, 2, 3), joins: 70),
    ])
  }
  private static let riskClasses = Scenario.small("classes of risk", members: [150, 300, 200])
    .with {
      $0.membership.riskClasses = [
        RiskClass(name: "low", share: 0.75, risk: 0.5),
        RiskClass(name: "high", share: 0.25, risk: 4),
      ]
    }
  private static let durationFactors = Scenario.small("initial selection", members: [150, 300])
    .with {
      $0.membership.waiting = WaitingPeriod(days: 20)
      $0.claims.durationFactors = [
        DurationFactor(days: 0, factor: 0.3), DurationFactor(days: 45, factor: 1.5),
        DurationFactor(days: 110, factor: 0.8),
      ]
    }
  private static let systemicYear = Scenario.small("a random factor by year", months: 8).with {
    $0.claims.systemic = SystemicRisk(step: .year, law: .gamma, cv: 0.6, autocorrelation: 0.7)
  }
  private static let systemicPeriod = Scenario.small("a random factor by period").with {
    $0.claims.systemic = SystemicRisk(
      step: .period, law: .lognormal, cv: 0.8, autocorrelation: -0.5)
  }
  private static let lapse = Scenario.small("lapse on a path that falls", members: [250, 200])
    .aged([30, 60]).with {
      $0.membership.lapse = Lapse(
        perYear: .init(bands: [
          .init(from: 0, to: 45, value: 0.6), .init(from: 46, to: 120, value: 0.2),
        ]),
        calendar: [CalendarFactor(from: day(2019, 12, 5), to: day(2020, 1, 5), factor: 3)])
    }
  private static let elasticity = Scenario.small("lapse by the share, low risks first").with {
    $0.membership.flow = .dated([DatedJoins(day: $0.launch, joins: 300)])
    $0.membership.riskClasses = [
      RiskClass(name: "low", share: 0.5, risk: 0.5, elasticity: 1.5),
      RiskClass(name: "high", share: 0.5, risk: 2, elasticity: 0.2, lapseFactor: 0.7),
    ]
    $0.membership.lapse = Lapse(
      perYear: .init(0.5), response: .elasticity(Elasticity(power: 1, reference: 500_000)))
  }
  private static let yearlyElasticity = Scenario.small("lapse by the last 12 months", months: 9)
    .with {
      $0.membership.flow = .perPeriod(50)
      $0.membership.lapse = Lapse(
        perYear: .init(0.5),
        response: .elasticity(
          Elasticity(power: 1, reference: 1_500_000, bounds: 0.1...6, cost: .last12Months)))
    }
  private static let willingness = Scenario.small("willingness to pay", months: 8).with {
    $0.membership.flow = .dated([DatedJoins(day: $0.launch, joins: 300)])
    $0.membership.riskClasses = [
      RiskClass(name: "low", share: 0.5, risk: 0.5),
      RiskClass(name: "high", share: 0.5, risk: 2, willingness: 0.9),
    ]
    $0.membership.lapse = Lapse(perYear: .init(0.1), response: .willingness(0.3))
  }
  private static let failedDebits = Scenario.small("debits that fail").with {
    $0.membership.flow = .dated([DatedJoins(day: $0.launch, joins: 300)])
    $0.membership.failedDebits = FailedDebits(share: 0.08)
    $0.apportionment.aboveCap = .proRata
  }
}
