extension [CohortPlan.Row] {
  /// By group, the places of its rows.
  var byGroup: [[Int]] {
    var places = [[Int]](repeating: [], count: 1 + (lazy.map(\.group).max() ?? -1))
    for (place, row) in enumerated() { places[row.group].append(place) }
    return places
  }
}

/// The settlements of a run, cohort by cohort.
struct CohortPlan: Sendable {
  /// A group of cohorts and an amount that its members may claim.
  struct Row: Hashable, Sendable {
    let group: Int
    let amount: Int
  }

  /// By settlement, the cells in the order of their groups.
  let cells: [[CohortCell]]
  let shares: [SettlementShares]
  /// The calendar years, ascending.
  let years: [Int]
  /// What members pay for claims, in fen, ascending.
  let amounts: [Int]
  /// The groups of cohorts that claims are told by.
  let groups: [CohortGroup]
  /// What is counted in a year.
  let rows: [Row]

  /// The settlements of a scenario.
  ///
  /// - Throws: `CollapsedError` with all that stands in the way.
  init(of timetable: Timetable) throws(CollapsedError) {
    let found = try IndependentSettlements(of: timetable)
    let payable = found.rules.map { rule in
      timetable.lines.map { $0.worth == .refused ? 0 : rule.payable($0.amount) }
    }
    let amounts = Set(payable.joined()).filter { $0 > 0 }.sorted()
    var cellMaker = CohortCells(of: timetable, amounts: amounts)
    let cells = found.decided.enumerated().map { settlement, sources in
      cellMaker.cells(of: sources, decidedIn: settlement, payable: payable[settlement])
    }
    years = found.years
    self.amounts = amounts
    self.cells = cells
    groups = cellMaker.groups
    rows = cellMaker.rows
    shares = timetable.periods.map { period in
      let rule = found.rules[period.index]
      let mean = cells[period.index].reduce(0) { sum, cell in
        cell.claims.reduce(sum) {
          $0 + Double(cell.members) * $1.probability * Double(amounts[$1.amount])
        }
      }
      return SettlementShares(
        rule: rule, meanCost: mean * (1 + rule.fee.fraction), greatestCost: nil,
        year: found.years.firstIndex(of: period.year) ?? 0,
        isLastOfYear: timetable.isLastOfYear[period.index])
    }
  }

  /// The mean number of claims of all settlements.
  var meanClaims: Double {
    cells.joined().reduce(0) { sum, cell in
      cell.claims.reduce(sum) { $0 + Double(cell.members) * $1.probability }
    }
  }
}
