import MutualAid
import Reports
import ScenarioFiles

/// What `explain` prints of a scenario.
struct Explanation {
  /// The words, ending with a new line.
  let text: String

  /// Explains a scenario that was read, with lines that say what a run of it will take.
  init(of document: ScenarioDocument, simulation: Simulation, forecast: [String]) {
    let scenario = document.scenario
    let parts = [
      scenario.name + "\n",
      Self.settings(document.entries),
      Self.sources(scenario.provenance),
      Self.periods(simulation.periods),
      Self.members(scenario, cohorts: simulation.cohortCount),
      Self.section("Forecast", forecast),
    ]
    text = PlainWords.visible(parts.filter { !$0.isEmpty }.joined(separator: "\n"))
  }

  /// Every setting with the origin of its value, and the value last, because it may be long.
  private static func settings(_ entries: [ResolvedEntry]) -> String {
    section(
      "Settings",
      columns(
        [["setting", "from", "value"]] + entries.map { [$0.keyPath, "\($0.origin)", $0.value] }))
  }

  private static func sources(_ provenance: [Provenance]) -> String {
    guard !provenance.isEmpty else { return "" }
    return section(
      "Sources and assumptions", columns(provenance.map { [$0.key, $0.kind.rawValue, $0.text] }))
  }

  private static func periods(_ periods: [Period]) -> String {
    guard let first = periods.first, let last = periods.last else {
      return section("Periods", ["none: no settlement falls between launch and horizon"])
    }
    let count = "\(grouped(periods.count)) \(periods.count == 1 ? "period" : "periods")"
    let ends =
      periods.count == 1 ? [("the only", first)] : [("the first", first), ("the last", last)]
    return section(
      "Periods",
      [count]
        + ends.map { name, period in
          "\(name) from \(period.first) to its settlement on \(period.settlement), "
            + "payers counted on \(period.publication)"
        })
  }

  private static func members(_ scenario: Scenario, cohorts: Int) -> String {
    let counts = scenario.membership.path.points.map(\.members)
    let most =
      scenario.membership.enrolment.map { "roster: \($0.words)" }
      ?? (scenario.membership.flow == nil
        ? "payers at most: \(grouped(counts.max() ?? 0))"
        : "who joins is told by period, whatever the number of members")
    let names = scenario.segments.map(\.name).joined(separator: ", ")
    return section(
      "Members",
      [
        "segments: \(names)",
        "cohorts of one segment, sex, class of risk and birth year: \(grouped(cohorts))",
        most,
      ] + turnover(scenario.membership))
  }

  /// That lapses do not make a pool smaller whose number of members is a path's.
  private static func turnover(_ membership: Membership) -> [String] {
    guard membership.lapse != nil, membership.flow == nil, membership.enrolment == nil else {
      return []
    }
    return ["the path holds: whoever lapses is replaced, so that lapses change who the members are"]
  }

  private static func section(_ title: String, _ lines: [String]) -> String {
    title + "\n" + lines.map { "  \($0)\n" }.joined()
  }

  /// Rows with their cells below one another, without blanks at the end.
  private static func columns(_ rows: [[String]]) -> [String] {
    let count = rows.map(\.count).max() ?? 0
    let widths = (0..<count).map { place in
      rows.compactMap { place < $0.count ? $0[place].count : nil }.max() ?? 0
    }
    return rows.map { row in
      row.enumerated().map { place, cell in
        place == row.count - 1
          ? cell : cell + String(repeating: " ", count: widths[place] - cell.count)
      }.joined(separator: "  ")
    }
  }
}

extension Enrolment {
  /// What a roster has, in a few words: `1,200 rows, 1,200 members in 340 groups`.
  var words: String {
    "\(grouped(rows)) \(rows == 1 ? "row" : "rows"), \(grouped(members)) "
      + "\(members == 1 ? "member" : "members") "
      + (isGrouped
        ? "in \(grouped(groups.count)) \(groups.count == 1 ? "group" : "groups")"
        : "in too many groups for any method but individuals")
  }
}
