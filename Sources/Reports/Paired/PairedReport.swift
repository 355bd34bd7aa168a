internal import MutualAid
internal import Probability

/// A paired run for people: what `fentan compare` prints.
struct PairedReport {
  /// What was found.
  let outcome: PairedOutcome
  /// What is shown.
  let options: ReportOptions

  private var words: PairedWords { PairedWords(base: outcome.base) }
  private static let base = PairedWords.letter(0)

  /// The whole report.
  var blocks: [Block] {
    header
      + outcome.comparisons.enumerated().flatMap { place, comparison in
        section(comparison, letter: PairedWords.letter(place + 1))
      }
  }

  private var header: [Block] {
    let scenarios = [outcome.base] + outcome.comparisons.map(\.scenario)
    return [
      .title("Scenarios in the same futures"),
      .facts(
        scenarios.enumerated().map { place, scenario in
          (
            PairedWords.letter(place),
            "\(PlainWords.cleaned(scenario.name)), \(scenario.launch) to \(scenario.horizon), "
              + PlainWords.counted(scenario.periods.count, "settlement")
          )
        } + [
          (
            "run",
            PlainWords.counted(outcome.replications, "replication")
              + " of each, seed \(outcome.seed), common random numbers"
          ),
          ("amounts", "in \(words.currency)"),
        ]),
      .paragraph(
        "± is the standard error of the estimated mean. That of a difference is of the pairs: each "
          + "future is drawn once, and lived through by every scenario. Runs saved is how many times more "
          + "replications two runs with draws of their own would need."),
    ]
  }

  private func section(_ comparison: ScenarioComparison, letter: String) -> [Block] {
    let years = comparison.figures.filter { words.year(of: $0.figure) != nil }
    let others = comparison.figures.filter { words.year(of: $0.figure) == nil }
    return costs(years, letter) + futures(years, letter) + ofTheRun(others, letter)
      + unmatched(comparison, letter)
  }

  private func costs(_ figures: [PairedFigure], _ letter: String) -> [Block] {
    guard !figures.isEmpty else { return [] }
    let heading =
      "\(letter) against \(Self.base): what a year costs a member who pays at every settlement of it, "
      + words.currency
    return [
      .heading(heading),
      .table(
        compact(
          Table(
            columns: [
              .init(heading: "year", alignment: .left), .init(heading: "segment", alignment: .left),
            ] + meanColumns(letter) + [.init(heading: "runs saved", dropped: 2)],
            rows: figures.map { figure in
              labels(of: figure) + means(of: figure) + [saved(by: figure)]
            }),
          single: areSingle(figures))),
    ]
  }

  /// How many times more replications runs with draws of their own would need.
  private func saved(by figure: PairedFigure) -> String {
    guard let ratio = figure.pairs.pairs.varianceReduction else { return NumberText.missing }
    return "× " + NumberText.fixed(ratio, decimals: ratio < 10 ? 1 : 0)
  }

  private func futures(_ figures: [PairedFigure], _ letter: String) -> [Block] {
    let rows = figures.compactMap { figure -> [String]? in
      guard let cheaper = figure.pairs.cheaper(confidence: options.confidence) else { return nil }
      return labels(of: figure)
        + [cheaper.second, cheaper.first].flatMap {
          [
            NumberText.percent($0.value), NumberText.percent($0.lower),
            NumberText.percent($0.upper),
          ]
        } + [NumberText.percent(cheaper.neither.value)]
    }
    guard !rows.isEmpty else { return [] }
    let groups = [Self.base, letter].map { "\($0) is cheaper" }
    let interval = groups.flatMap { group in
      ["futures", "from", "to"].map { Table.Column(heading: $0, group: group) }
    }
    let table = Table(
      columns: [
        .init(heading: "year", alignment: .left), .init(heading: "segment", alignment: .left),
      ] + interval + [.init(heading: "the same")], rows: rows)
    let level = NumberText.trimmedPercent(options.confidence)
    return [
      .heading(
        "\(letter) against \(Self.base): futures in which a year is cheaper, with the "
          + "\(level) interval of the estimate"),
      .table(compact(table, single: areSingle(figures))),
    ]
  }

  private func ofTheRun(_ figures: [PairedFigure], _ letter: String) -> [Block] {
    guard !figures.isEmpty else { return [] }
    let rows = figures.map { figure -> [String] in
      let unit = figure.figure.quantity.unit == .money ? words.currency : ""
      return [words.words(of: figure.figure), unit] + means(of: figure)
    }
    return [
      .heading("\(letter) against \(Self.base): the whole run"),
      .table(
        Table(
          columns: [
            .init(heading: "figure", alignment: .left), .init(heading: "unit", alignment: .left),
          ] + meanColumns(letter, mayDropErrors: true), rows: rows)),
    ]
  }

  private func unmatched(_ comparison: ScenarioComparison, _ letter: String) -> [Block] {
    let points = [(comparison.onlyInBase, Self.base), (comparison.onlyInOther, letter)]
      .flatMap { figures, owner in figures.map { "\(words.words(of: $0)): only in \(owner)" } }
    guard !points.isEmpty else { return [] }
    return [.heading("\(letter) against \(Self.base): without a counterpart"), .list(points)]
  }

  private func labels(of figure: PairedFigure) -> [String] {
    [
      words.year(of: figure.figure).map { "\($0)" } ?? "",
      figure.figure.segment.map(PlainWords.cleaned) ?? "",
    ]
  }

  private func means(of figure: PairedFigure) -> [String] {
    let scale = words.scale(of: figure.figure)
    let pairs = figure.pairs
    return words.short(pairs.second.mean, scale) + words.short(pairs.first.mean, scale)
      + words.shortDifference(pairs.meanDifference, scale)
  }

  /// The columns of two means and their difference.
  ///
  /// Where amounts of a whole run are too wide, the errors of the means give way, and that of the
  /// difference stays.
  private func meanColumns(_ letter: String, mayDropErrors: Bool = false) -> [Table.Column] {
    let means = [Self.base, letter].flatMap { group in
      [
        Table.Column(heading: "mean", group: group),
        Table.Column(heading: "± s.e.", group: group, dropped: mayDropErrors ? 1 : nil),
      ]
    }
    let group = "\(letter) − \(Self.base)"
    return means + [
      .init(heading: "difference", group: group), .init(heading: "± s.e.", group: group),
    ]
  }

  private func areSingle(_ figures: [PairedFigure]) -> Bool {
    Set(figures.map(\.figure.segment)).count <= 1
  }

  /// The table without the name of a single segment.
  private func compact(_ table: Table, single: Bool) -> Table { single ? table.without(1) : table }
}
