internal import MutualAid
internal import Probability

/// Exact figures in full as one JSON document: what `--method exact --format json` prints.
struct ExactDocument {
  /// The name and version of the document's layout.
  static let schema = "fentan-exact-1"

  /// The laws.
  let forecast: ExactForecast
  /// What is shown.
  let options: ReportOptions

  private var words: LawWords { LawWords(scenario: forecast.scenario, periods: forecast.periods) }

  /// The document as text.
  var text: String {
    JSONText.object([
      ("schema", .text(Self.schema)), ("pool", .text(forecast.scenario.name)),
      ("currency", .text(forecast.scenario.currency.code)),
      ("figures", .list(forecast.figures.map(figure))),
      ("without_exact_law", Self.missing(forecast.missing, words)),
    ]).document
  }

  private func figure(_ figure: ExactForecast.Figure) -> JSONText {
    let scale = words.scale(of: figure.measure)
    return .object(
      Self.members(of: figure.measure, words) + [
        ("is_exact", .number(figure.law.isExact ? "true" : "false")),
        (
          "statistics",
          .list(
            LawStatistic.all(of: figure, quantiles: options.quantiles).map { statistic in
              .object([
                ("name", .text(statistic.name)), ("lower", .number(scale.full(statistic.lower))),
                ("upper", .number(scale.full(statistic.upper))),
                ("before_rounding", .number(scale.full(statistic.need))),
              ])
            })
        ),
      ])
  }

  /// What a figure is about.
  static func members(of measure: Measure, _ words: LawWords) -> [(key: String, value: JSONText)] {
    let cells = ExactTable.measureCells(measure, words)
    return zip(ExactTable.measureHeader, cells).map { name, cell in
      (name, name == "year" ? .number(cell) : .text(cell))
    }
  }

  /// The figures that have no exact law.
  static func missing(_ missing: [NoExactLaw], _ words: LawWords) -> JSONText {
    .list(
      missing.map { item in
        .object(
          members(of: item.measure, words) + [
            ("reasons", .list(item.reasons.map { .text($0.description) }))
          ])
      })
  }
}
