internal import MutualAid
internal import Probability

/// A sweep in full, one row a figure and point: the contents of `sweep.csv`.
struct SweepTable {
  let pools: SweptPools
  let options: ReportOptions

  private var words: PairedWords { PairedWords(base: pools.outcome.base) }

  /// The table.
  var text: String {
    let quantiles = options.quantiles.flatMap { p -> [String] in
      let name = NumberText.quantile(p, point: "_")
      return [name, name + "_lower", name + "_upper"]
    }
    return CSVText.table(
      header: pools.keys + [
        "scope", "year", "quantity", "segment", "unit", "mean", "mean_se", "sd", "cv", "cv_se",
      ] + quantiles + ["difference", "difference_se"],
      rows: pools.lines.map { pools.points[$0.point] + cells(of: $0) })
  }

  private func cells(of line: SweptPools.Line) -> [String?] {
    let scale = words.scale(of: line.figure)
    let sd = line.values.standardDeviation.flatMap { $0.value.isFinite ? $0.value : nil }
    let quantiles = options.quantiles.flatMap { p -> [String?] in
      let quantile = line.values.quantile(p, confidence: options.confidence)
      return [
        quantile.map { scale.full($0.value) }, quantile?.lower.map(scale.full),
        quantile?.upper.map(scale.full),
      ]
    }
    return [
      words.scope(of: line.figure), words.year(of: line.figure).map { "\($0)" }, line.figure.name,
      line.figure.segment, scale.unit, scale.full(line.values.mean?.value),
      scale.full(words.finiteError(of: line.values.mean)), scale.full(sd),
      line.variation.flatMap { NumberText.shortest($0.value) },
      words.finiteError(of: line.variation).flatMap(NumberText.shortest),
    ] + quantiles + [
      scale.full(line.difference?.value), scale.full(words.finiteError(of: line.difference)),
    ]
  }
}

/// A sweep as one JSON document: the contents of `sweep.json`.
struct SweepDocument {
  /// The name and version of the document's layout.
  static let schema = "fentan-sweep-1"

  let pools: SweptPools
  let options: ReportOptions

  private var words: PairedWords { PairedWords(base: pools.outcome.base) }

  /// The document as text.
  var text: String {
    let base = pools.outcome.base
    return JSONText.object([
      ("schema", .text(Self.schema)), ("name", .text(base.name)),
      ("currency", .text(base.currency.code)), ("seed", .integer(pools.outcome.seed)),
      ("replications", .integer(pools.outcome.replications)),
      ("confidence", .number(options.confidence)),
      ("keys", .list(pools.keys.map { .text($0) })),
      (
        "points",
        .list(
          pools.points.enumerated().map { place, values in
            .object([
              ("values", .list(values.map { .text($0) })),
              ("figures", .list(pools.lines.filter { $0.point == place }.map(figure))),
            ])
          })
      ),
    ]).document
  }

  private func figure(_ line: SweptPools.Line) -> JSONText {
    let scale = words.scale(of: line.figure)
    let sd = line.values.standardDeviation.flatMap { $0.value.isFinite ? $0.value : nil }
    return .object([
      ("scope", .text(words.scope(of: line.figure))),
      ("year", words.year(of: line.figure).map { .integer($0) } ?? .null),
      ("quantity", .text(line.figure.name)), ("segment", .text(line.figure.segment)),
      ("unit", .text(scale.unit)), ("mean", .number(scale.full(line.values.mean?.value))),
      ("mean_se", .number(scale.full(words.finiteError(of: line.values.mean)))),
      ("sd", .number(scale.full(sd))), ("cv", .number(line.variation?.value)),
      ("cv_se", .number(words.finiteError(of: line.variation))),
      (
        "quantiles",
        .list(
          options.quantiles.compactMap { p in
            line.values.quantile(p, confidence: options.confidence).map { quantile in
              .object([
                ("p", .number(p)), ("value", .number(scale.full(quantile.value))),
                ("lower", .number(quantile.lower.map(scale.full))),
                ("upper", .number(quantile.upper.map(scale.full))),
              ])
            }
          })
      ),
      ("difference", .number(scale.full(line.difference?.value))),
      ("difference_se", .number(scale.full(words.finiteError(of: line.difference)))),
    ])
  }
}
