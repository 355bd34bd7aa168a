import Probability

/// Members alike of whom one settlement may decide claims.
struct CohortCell: Sendable {
  /// A claim that one of them may have.
  struct Claim: Sendable {
    /// The place of the amount among all that the run has.
    let amount: Int
    /// The place of the group and amount among the counts of a year.
    let row: Int
    /// The probability.
    let probability: Double
  }

  let members: Int
  /// The likeliest first.
  let claims: [Claim]
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
    let found = try IndependentSettlements(of: timetable, mayHaveFactor: false)
    years = found.years
    var groups: [CohortGroup] = []
    var places: [CohortGroup: Int] = [:]
    let groupOfCohort = timetable.cohorts.map { cohort in
      let group = CohortGroup(of: cohort)
      if places[group] == nil {
        places[group] = groups.count
        groups.append(group)
      }
      return places[group] ?? 0
    }
    self.groups = groups
    let payable = found.rules.map { rule in
      timetable.lines.map { $0.worth == .refused ? 0 : rule.payable($0.amount) }
    }
    let amounts = Set(payable.joined()).filter { $0 > 0 }.sorted()
    self.amounts = amounts
    var rows: [Row] = []
    var known: [Row: Int] = [:]
    let cells = found.decided.enumerated().map { settlement, sources in
      sources.sorted {
        Self.group($0, groupOfCohort, timetable) < Self.group($1, groupOfCohort, timetable)
      }
      .map { source in
        let group = Self.group(source, groupOfCohort, timetable)
        var chances = [Double](repeating: 0, count: amounts.count)
        // A fixed order: a dictionary's own differs from run to run, and with it the last bit.
        for (line, chance) in source.decided[settlement, default: [:]].sorted(by: {
          $0.key < $1.key
        }) {
          if let place = amounts.firstIndex(of: payable[settlement][line]) {
            chances[place] += chance * source.probability
          }
        }
        let claims = chances.indices.filter { chances[$0] > 0 }.map { amount in
          let row = Row(group: group, amount: amount)
          if known[row] == nil {
            known[row] = rows.count
            rows.append(row)
          }
          return CohortCell.Claim(
            amount: amount, row: known[row] ?? 0, probability: min(1, chances[amount]))
        }
        return CohortCell(
          members: source.members, claims: claims.sorted { $0.probability > $1.probability })
      }.filter { !$0.claims.isEmpty }
    }
    self.cells = cells
    self.rows = rows
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

  /// The place of a source's group.
  private static func group(
    _ source: ClaimSource, _ groupOfCohort: [Int], _ timetable: Timetable
  ) -> Int {
    let cover = timetable.plans[source.period].slots[source.group.slot].cover
    return groupOfCohort[cover.cohorts[source.group.place]]
  }

  /// The mean number of claims of all settlements.
  var meanClaims: Double {
    cells.joined().reduce(0) { sum, cell in
      cell.claims.reduce(sum) { $0 + Double(cell.members) * $1.probability }
    }
  }
}
