/// Where each measure stands in the record of a replication.
struct RecordLayout: Sendable {
  /// The measures, in the order of a record.
  let measures: [Measure]
  private let segments: Int
  /// The groups of cohorts that shares are reported by, beside those by segment.
  let groups: [CohortGroup]
  private let years: [Int]
  private let periodCount: Int
  /// What is measured of the run as a whole, beside the shares of a last apportionment.
  private let ofRun: [Measure.Quantity]
  private let hasLastShare: Bool

  private let ofPeriod: [Measure.Quantity]
  private static let always: [Measure.Quantity] = [
    .members, .joined, .died, .left, .agedOut, .diagnosed, .cases, .benefits, .fee, .contributions,
    .platform, .surplus, .incurredNotReported, .reportedNotSettled, .capBinds,
  ]
  private static let ofFund: [Measure.Quantity] = [
    .fund, .qard, .wakala, .refunds, .benefitsCut, .fundShort,
  ]
  private static let ofBalances: [Measure.Quantity] = [
    .float, .deposits, .topUps, .refunds, .benefitsCut,
  ]
  private static let alwaysOfShutdown: [Measure.Quantity] = [
    .leftWithoutCover, .expectedClaims, .expectedBenefits, .tailCases, .tailBenefits,
    .tailPlatform, .tailLastPeriods, .closingCost, .tailContributions, .lostLate, .lostUnpaid,
    .lostRights, .cutClaims, .benefitsUnpaid, .tailPaidPart,
  ]

  init(of scenario: Scenario, periods: [Period]) {
    let segments = scenario.segments.count
    self.segments = segments
    let groups = CohortGroup.groups(of: scenario)
    self.groups = groups
    periodCount = periods.count
    let ofShutdown = Self.ofShutdown(scenario)
    let ofRun =
      [.openAtHorizon] + (scenario.funding.fundRule == nil ? [] : [.everShort]) + ofShutdown
    self.ofRun = ofRun
    hasLastShare = !ofShutdown.isEmpty
    years = Array(Set(periods.map(\.year))).sorted()
    let mayRefuse = scenario.claims.classes.contains { $0.approval.contains { $0 < 1 } }
    let ofPeriod =
      Self.always + (mayRefuse ? [.refused] : [])
      + (scenario.membership.lapse == nil ? [] : [.lapsed])
      + (scenario.membership.failedDebits == nil ? [] : [.expelled])
      + (scenario.claims.systemic == nil ? [] : [.systemicFactor])
      + (scenario.triggers == nil ? [] : [.shut])
      + (scenario.funding.fundRule == nil ? [] : Self.ofFund) + Self.ofBalances(scenario)
    self.ofPeriod = ofPeriod
    var measures: [Measure] = []
    for period in periods {
      measures += ofPeriod.map { Measure($0, .period(period.index)) }
      measures += (0..<segments).map { Measure(.share, .period(period.index), segment: $0) }
      measures += groups.map { Measure(.share, .period(period.index), group: $0) }
    }
    for year in years {
      measures += (0..<segments).map { Measure(.yearCost, .year(year), segment: $0) }
      measures += groups.map { Measure(.yearCost, .year(year), group: $0) }
    }
    measures += ofRun.map { Measure($0, .run) }
    if hasLastShare {
      measures += (0..<segments).map { Measure(.lastShare, .run, segment: $0) }
    }
    self.measures = measures
  }

  private static func ofBalances(_ scenario: Scenario) -> [Measure.Quantity] {
    guard let rule = scenario.funding.prepaidRule else { return [] }
    return ofBalances + (rule.topUp < 1 ? [.expelled] : [])
  }

  private static func ofShutdown(_ scenario: Scenario) -> [Measure.Quantity] {
    let (shutdown, terms) = (scenario.shutdown, scenario.triggers?.terms)
    guard shutdown != nil || terms != nil else { return [] }
    let replaces = shutdown?.replacement != nil || terms?.replacement != nil
    let refunds = [shutdown?.refunds, terms?.refunds].contains {
      $0 == .allPastShares
    }
    return (scenario.triggers?.causes.map(\.quantity) ?? []) + alwaysOfShutdown
      + (replaces ? [.replaced, .replacementCost] : []) + (refunds ? [.refunds] : [])
      + ofFloat(scenario)
  }

  /// What becomes of balances at a shutdown.
  private static func ofFloat(_ scenario: Scenario) -> [Measure.Quantity] {
    guard scenario.funding.prepaidRule != nil else { return [] }
    let mayDefault = scenario.triggers.map { $0.defaultPerYear > 0 } ?? false
    return [.balanceRefunds, .floatKept, .tailFloat] + (mayDefault ? [.floatLost] : [])
  }

  /// Where a quantity of a period stands.
  func place(_ quantity: Measure.Quantity, period: Int) -> Int {
    // So few are found faster one by one than by a hash.
    guard let place = ofPeriod.firstIndex(of: quantity) else {
      preconditionFailure("\(quantity) is not of a period")
    }
    return period * perPeriod + place
  }

  /// The figures of one period.
  private var perPeriod: Int { ofPeriod.count + segments + groups.count }

  /// Where a segment's share of a period stands; those of the groups follow the last segment's.
  func placeOfShare(period: Int, segment: Int) -> Int {
    period * perPeriod + ofPeriod.count + segment
  }

  /// Where a segment's cost of a year stands; those of the groups follow the last segment's.
  func placeOfCost(year: Int, segment: Int) -> Int {
    let number = years.firstIndex(of: year) ?? 0
    return periodCount * perPeriod + number * (segments + groups.count) + segment
  }

  /// Where a quantity of the run stands, if the scenario has it.
  func place(ofRun quantity: Measure.Quantity, segment: Int = 0) -> Int? {
    let start = periodCount * perPeriod + years.count * (segments + groups.count)
    if quantity == .lastShare { return hasLastShare ? start + ofRun.count + segment : nil }
    return ofRun.firstIndex(of: quantity).map { start + $0 }
  }
}
