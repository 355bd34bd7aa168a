/// Makes the cells of settlements, and numbers groups and rows as they come.
struct CohortCells {
  /// The groups of cohorts.
  private(set) var groups: [CohortGroup] = []
  /// What is counted in a year.
  private(set) var rows: [CohortPlan.Row] = []
  private var places: [CohortPlan.Row: Int] = [:]
  private let timetable: Timetable
  private let amounts: [Int]
  /// By cohort.
  private let groupOfCohort: [Int]

  /// - Parameters:
  ///   - timetable: The scenario.
  ///   - amounts: The amounts that are told apart.
  init(of timetable: Timetable, amounts: [Int]) {
    self.timetable = timetable
    self.amounts = amounts
    var groups: [CohortGroup] = []
    var places: [CohortGroup: Int] = [:]
    groupOfCohort = timetable.cohorts.map { cohort in
      let group = CohortGroup(of: cohort)
      if let place = places[group] { return place }
      places[group] = groups.count
      groups.append(group)
      return groups.count - 1
    }
    self.groups = groups
  }

  /// The cells of one settlement, in the order of their groups.
  ///
  /// - Parameters:
  ///   - sources: Whose claims it decides.
  ///   - settlement: Its number.
  ///   - payable: What members pay for a claim of each line.
  /// - Returns: A cell for each source that can have a claim.
  mutating func cells(
    of sources: [ClaimSource], decidedIn settlement: Int, payable: [Int]
  ) -> [CohortCell] {
    var cells: [CohortCell] = []
    for (group, source) in sources.map({ (self.group(of: $0), $0) }).sorted(by: { $0.0 < $1.0 }) {
      var chances = [Double](repeating: 0, count: amounts.count)
      // A fixed order: a dictionary's own differs from run to run, and with it the last bit.
      let lines = source.decided[settlement, default: [:]].sorted { $0.key < $1.key }
      for (line, chance) in lines {
        guard let amount = amounts.firstIndex(of: payable[line]) else { continue }
        chances[amount] += chance * source.probability
      }
      let claims = chances.indices.filter { chances[$0] > 0 }.map { amount in
        CohortCell.Claim(
          amount: amount, row: row(.init(group: group, amount: amount)),
          probability: min(1, chances[amount]))
      }
      guard !claims.isEmpty else { continue }
      cells.append(
        CohortCell(
          members: source.members, claims: claims.sorted { $0.probability > $1.probability }))
    }
    return cells
  }

  private mutating func row(_ row: CohortPlan.Row) -> Int {
    if let place = places[row] { return place }
    places[row] = rows.count
    rows.append(row)
    return rows.count - 1
  }

  private func group(of source: ClaimSource) -> Int {
    let cover = timetable.plans[source.period].slots[source.group.slot].cover
    return groupOfCohort[cover.cohorts[source.group.place]]
  }
}
