/// What one replication of a scenario finds, its members taken one by one.
struct RosterRecord: Equatable, Sendable {
  /// By period: claims diagnosed, those to be refused too.
  var diagnosed: [Int]
  /// By period: claims approved at the settlement and paid.
  var cases: [Int]
  /// By period: benefits paid.
  var benefits: [Int]
  /// By period: members after the settlement.
  var members: [Int]
  /// By period and segment: the payers.
  var payers: [[Int]]
  /// By period and segment: what a payer owes.
  var shares: [[Int]]

  /// What is measured, in the order of `values`.
  static func measures(periods: [Period], segments: Int) -> [Measure] {
    let ofPeriods = periods.flatMap { period -> [Measure] in
      let scope = Measure.Scope.period(period.index)
      return (0..<segments).map { Measure(.share, scope, segment: $0) }
        + [.members, .diagnosed, .cases, .benefits].map { Measure($0, scope) }
    }
    let ofYears = years(of: periods).flatMap { year, _ in
      (0..<segments).map { Measure(.yearCost, .year(year), segment: $0) }
    }
    return ofPeriods + ofYears
  }

  /// The figures, in the order of `measures`.
  func values(of periods: [Period]) -> [Int] {
    let ofPeriods = periods.indices.flatMap {
      shares[$0] + [members[$0], diagnosed[$0], cases[$0], benefits[$0]]
    }
    let segments = shares.first?.count ?? 0
    let ofYears = Self.years(of: periods).flatMap { _, range in
      (0..<segments).map { segment in range.reduce(0) { $0 + shares[$1][segment] } }
    }
    return ofPeriods + ofYears
  }

  /// The calendar years, each with its periods.
  private static func years(of periods: [Period]) -> [(year: Int, periods: Range<Int>)] {
    var years: [(year: Int, periods: Range<Int>)] = []
    for period in periods {
      if let last = years.last, last.year == period.year {
        years[years.count - 1].periods = last.periods.lowerBound..<period.index + 1
      } else {
        years.append((period.year, period.index..<period.index + 1))
      }
    }
    return years
  }
}
