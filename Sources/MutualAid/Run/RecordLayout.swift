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
  private let ofRun: QuantityPlaces
  private let hasLastShare: Bool
  private let ofPeriod: QuantityPlaces
  /// The figures of one period.
  private let perPeriod: Int
  /// Where the figures of the run begin.
  private let startOfRun: Int

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
    self.ofRun = QuantityPlaces(ofRun)
    hasLastShare = !ofShutdown.isEmpty
    let years = Array(Set(periods.map(\.year))).sorted()
    self.years = years
    let mayRefuse = scenario.claims.classes.contains { $0.approval.contains { $0 < 1 } }
    let ofPeriod =
      Self.always + (mayRefuse ? [.refused] : [])
      + (scenario.membership.lapse == nil ? [] : [.lapsed])
      + (scenario.membership.failedDebits == nil ? [] : [.expelled])
      + (scenario.claims.systemic == nil ? [] : [.systemicFactor])
      + (scenario.triggers == nil ? [] : [.shut])
      + (scenario.funding.fundRule == nil ? [] : Self.ofFund) + Self.ofBalances(scenario)
    self.ofPeriod = QuantityPlaces(ofPeriod)
    perPeriod = ofPeriod.count + segments + groups.count
    startOfRun = periods.count * perPeriod + years.count * (segments + groups.count)
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
    guard let place = ofPeriod[quantity] else {
      preconditionFailure("\(quantity) is not of a period")
    }
    return period * perPeriod + place
  }

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
    if quantity == .lastShare { return hasLastShare ? startOfRun + ofRun.count + segment : nil }
    guard let place = ofRun[quantity] else { return nil }
    return startOfRun + place
  }
}

/// Where quantities stand in a list, found without a search: they are asked for at every settlement of
/// every replication.
private struct QuantityPlaces: Sendable {
  /// How many the list has.
  let count: Int
  /// By the number of a quantity, its first place, or -1.
  private var places: [Int]

  init(_ list: [Measure.Quantity]) {
    let all = Measure.Quantity.allCases
    assert(zip(all.indices, all).allSatisfy { $0 == $1.number }, "quantities have other numbers")
    count = list.count
    places = [Int](repeating: -1, count: Measure.Quantity.allCases.count)
    for (place, quantity) in list.enumerated().reversed() { places[quantity.number] = place }
  }

  subscript(quantity: Measure.Quantity) -> Int? {
    let place = places[quantity.number]
    return place < 0 ? nil : place
  }
}

extension Measure.Quantity {
  /// The number of the case, in order.
  fileprivate var number: Int {
    // An enumeration without values is a byte that counts its cases.
    Int(unsafeBitCast(self, to: UInt8.self))
  }
}
