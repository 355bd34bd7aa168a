/// Where each measure stands in the record of a replication.
struct RecordLayout: Sendable {
  /// The measures, in the order of a record.
  let measures: [Measure]
  private let segments: Int
  private let years: [Int]
  private let periodCount: Int
  private let hasShutdown: Bool
  private let hasRefusals: Bool

  private static let ofEveryPeriod: [Measure.Quantity] = [
    .members, .joined, .died, .left, .agedOut, .diagnosed, .cases, .benefits, .fee, .contributions,
    .platform, .surplus, .incurredNotReported, .reportedNotSettled, .capBinds,
  ]
  private static let allOfPeriod = ofEveryPeriod + [.refused]
  private static let placesOfPeriod = Dictionary(
    uniqueKeysWithValues: zip(allOfPeriod, allOfPeriod.indices))
  private static let ofShutdown: [Measure.Quantity] = [
    .leftWithoutCover, .tailCases, .tailBenefits, .tailPlatform, .tailContributions, .lostLate,
    .lostUnpaid, .benefitsUnpaid, .tailPaidPart,
  ]

  /// How many quantities of each period are not of a segment.
  private let periodWidth: Int

  init(of scenario: Scenario, periods: [Period]) {
    let segments = scenario.segments.count
    self.segments = segments
    periodCount = periods.count
    hasShutdown = scenario.shutdown != nil
    hasRefusals = scenario.claims.classes.contains { $0.approval.contains { $0 < 1 } }
    periodWidth = Self.ofEveryPeriod.count + (hasRefusals ? 1 : 0)
    let ofPeriod = Self.allOfPeriod.prefix(periodWidth)
    years = Array(Set(periods.map(\.year))).sorted()
    var measures: [Measure] = []
    for period in periods {
      measures += ofPeriod.map { Measure($0, .period(period.index)) }
      measures += (0..<segments).map { Measure(.share, .period(period.index), segment: $0) }
    }
    for year in years {
      measures += (0..<segments).map { Measure(.yearCost, .year(year), segment: $0) }
    }
    measures.append(Measure(.openAtHorizon, .run))
    if scenario.shutdown != nil {
      measures += Self.ofShutdown.map { Measure($0, .run) }
      measures += (0..<segments).map { Measure(.lastShare, .run, segment: $0) }
    }
    self.measures = measures
  }

  /// Where a quantity of a period stands.
  func place(_ quantity: Measure.Quantity, period: Int) -> Int {
    guard let place = Self.placesOfPeriod[quantity], place < periodWidth else {
      preconditionFailure("\(quantity) is not of a period")
    }
    return period * (periodWidth + segments) + place
  }

  /// Where a segment's share of a period stands.
  func placeOfShare(period: Int, segment: Int) -> Int {
    period * (periodWidth + segments) + periodWidth + segment
  }

  /// Where a segment's cost of a year stands.
  func placeOfCost(year: Int, segment: Int) -> Int {
    let number = years.firstIndex(of: year) ?? 0
    return periodCount * (periodWidth + segments) + number * segments + segment
  }

  /// Where a quantity of the run stands, if the scenario has it.
  func place(ofRun quantity: Measure.Quantity, segment: Int = 0) -> Int? {
    let start = (periodCount * (periodWidth + segments)) + years.count * segments
    if quantity == .openAtHorizon { return start }
    guard hasShutdown else { return nil }
    if quantity == .lastShare { return start + 1 + Self.ofShutdown.count + segment }
    return Self.ofShutdown.firstIndex(of: quantity).map { start + 1 + $0 }
  }
}
