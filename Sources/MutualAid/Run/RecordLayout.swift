/// Where each measure stands in the record of a replication.
struct RecordLayout: Sendable {
  /// The measures, in the order of a record.
  let measures: [Measure]
  private let segments: Int
  private let years: [Int]
  private let periodCount: Int
  /// What is measured of the shutdown as a whole; empty without one.
  private let ofShutdown: [Measure.Quantity]

  private let ofPeriod: [Measure.Quantity]
  private let placesOfPeriod: [Measure.Quantity: Int]
  private static let always: [Measure.Quantity] = [
    .members, .joined, .died, .left, .agedOut, .diagnosed, .cases, .benefits, .fee, .contributions,
    .platform, .surplus, .incurredNotReported, .reportedNotSettled, .capBinds,
  ]
  private static let alwaysOfShutdown: [Measure.Quantity] = [
    .leftWithoutCover, .expectedClaims, .expectedBenefits, .tailCases, .tailBenefits,
    .tailPlatform, .tailLastPeriods, .closingCost, .tailContributions, .lostLate, .lostUnpaid,
    .lostRights, .cutClaims, .benefitsUnpaid, .tailPaidPart,
  ]

  init(of scenario: Scenario, periods: [Period]) {
    let segments = scenario.segments.count
    self.segments = segments
    periodCount = periods.count
    let ofShutdown = Self.ofShutdown(scenario)
    self.ofShutdown = ofShutdown
    years = Array(Set(periods.map(\.year))).sorted()
    let mayRefuse = scenario.claims.classes.contains { $0.approval.contains { $0 < 1 } }
    let ofPeriod =
      Self.always + (mayRefuse ? [.refused] : [])
      + (scenario.membership.lapse == nil ? [] : [.lapsed])
      + (scenario.membership.failedDebits == nil ? [] : [.expelled])
      + (scenario.claims.systemic == nil ? [] : [.systemicFactor])
      + (scenario.triggers == nil ? [] : [.shut])
    self.ofPeriod = ofPeriod
    placesOfPeriod = Dictionary(uniqueKeysWithValues: zip(ofPeriod, ofPeriod.indices))
    var measures: [Measure] = []
    for period in periods {
      measures += ofPeriod.map { Measure($0, .period(period.index)) }
      measures += (0..<segments).map { Measure(.share, .period(period.index), segment: $0) }
    }
    for year in years {
      measures += (0..<segments).map { Measure(.yearCost, .year(year), segment: $0) }
    }
    measures.append(Measure(.openAtHorizon, .run))
    if !ofShutdown.isEmpty {
      measures += ofShutdown.map { Measure($0, .run) }
      measures += (0..<segments).map { Measure(.lastShare, .run, segment: $0) }
    }
    self.measures = measures
  }

  private static func ofShutdown(_ scenario: Scenario) -> [Measure.Quantity] {
    let (shutdown, terms) = (scenario.shutdown, scenario.triggers?.terms)
    guard shutdown != nil || terms != nil else { return [] }
    let replaces = shutdown?.replacement != nil || terms?.replacement != nil
    let refunds = [shutdown?.refunds, terms?.refunds].contains {
      $0.map { $0 != RefundRule.none } ?? false
    }
    return (scenario.triggers?.causes.map(\.quantity) ?? []) + alwaysOfShutdown
      + (replaces ? [.replaced, .replacementCost] : []) + (refunds ? [.refunds] : [])
  }

  /// Where a quantity of a period stands.
  func place(_ quantity: Measure.Quantity, period: Int) -> Int {
    guard let place = placesOfPeriod[quantity] else {
      preconditionFailure("\(quantity) is not of a period")
    }
    return period * (ofPeriod.count + segments) + place
  }

  /// Where a segment's share of a period stands.
  func placeOfShare(period: Int, segment: Int) -> Int {
    period * (ofPeriod.count + segments) + ofPeriod.count + segment
  }

  /// Where a segment's cost of a year stands.
  func placeOfCost(year: Int, segment: Int) -> Int {
    let number = years.firstIndex(of: year) ?? 0
    return periodCount * (ofPeriod.count + segments) + number * segments + segment
  }

  /// Where a quantity of the run stands, if the scenario has it.
  func place(ofRun quantity: Measure.Quantity, segment: Int = 0) -> Int? {
    let start = (periodCount * (ofPeriod.count + segments)) + years.count * segments
    if quantity == .openAtHorizon { return start }
    guard !ofShutdown.isEmpty else { return nil }
    if quantity == .lastShare { return start + 1 + ofShutdown.count + segment }
    return ofShutdown.firstIndex(of: quantity).map { start + 1 + $0 }
  }
}
