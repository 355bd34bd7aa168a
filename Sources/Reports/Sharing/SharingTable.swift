internal import MutualAid

/// A comparison with a premium and no cover in full: the contents of `comparison.csv`.
struct SharingTable {
  let comparison: SharingComparison
  let options: ReportOptions

  /// The table.
  var text: String {
    CSVText.table(
      header: [
        "scope", "year", "side", "quantity", "dimension", "group", "unit", "value", "se", "lower",
        "upper",
      ],
      rows: SharingFigureList(comparison: comparison, options: options).all.map { figure in
        [
          figure.scopeName, figure.year.map { "\($0)" }, figure.side,
          figure.quantity, figure.dimension, figure.group, figure.unit,
          figure.value.flatMap(NumberText.shortest), figure.error.flatMap(NumberText.shortest),
          figure.bounds.lower.flatMap(NumberText.shortest),
          figure.bounds.upper.flatMap(NumberText.shortest),
        ]
      })
  }
}

/// The same as one JSON document: the contents of `comparison.json`.
struct SharingDocument {
  /// The name and version of the document's layout.
  static let schema = "fentan-comparison-1"

  let comparison: SharingComparison
  let options: ReportOptions

  /// The document as text.
  var text: String {
    let scenario = comparison.scenario
    return JSONText.object([
      ("schema", .text(Self.schema)), ("name", .text(scenario.name)),
      ("launch", .text(scenario.launch.description)),
      ("horizon", .text(scenario.horizon.description)),
      ("currency", .text(scenario.currency.code)),
      ("method", .text(comparison.replications == nil ? "exact" : "monte-carlo")),
      ("seed", comparison.replications == nil ? .null : .integer(comparison.seed)),
      ("replications", comparison.replications.map { .integer($0) } ?? .null),
      ("confidence", .number(options.confidence)),
      (
        "compared",
        .object(
          SharingWords(comparison: comparison).terms.map { ($0.name, .text($0.text)) })
      ),
      (
        "figures",
        .list(SharingFigureList(comparison: comparison, options: options).all.map(figure))
      ),
    ]).document
  }

  private func figure(_ figure: SharingFigure) -> JSONText {
    .object([
      ("scope", .text(figure.scopeName)),
      ("year", figure.year.map { .integer($0) } ?? .null), ("side", .text(figure.side)),
      ("quantity", .text(figure.quantity)), ("dimension", .text(figure.dimension)),
      ("group", .text(figure.group)), ("unit", .text(figure.unit)),
      ("value", .number(figure.value)), ("se", .number(figure.error)),
      ("lower", .number(figure.bounds.lower)), ("upper", .number(figure.bounds.upper)),
    ])
  }
}
