internal import MutualAid
internal import Probability

/// A sweep for people: what a year costs at each point of the grid.
struct SweepReport {
  let pools: SweptPools
  let options: ReportOptions

  private var words: PairedWords { PairedWords(base: pools.outcome.base) }

  /// The whole report.
  var blocks: [Block] {
    let outcome = pools.outcome
    let lines = pools.lines.filter { words.year(of: $0.figure) != nil }
    return [
      .title(
        "\(PlainWords.cleaned(outcome.base.name)) over \(pools.keys.joined(separator: " and "))"),
      .facts([
        ("points", "\(pools.points.count)"),
        (
          "run",
          PlainWords.counted(outcome.replications, "replication")
            + " of each, seed \(outcome.seed), common random numbers"
        ), ("amounts", "in \(words.currency)"),
      ]),
      .heading("What a year costs a member who pays at every settlement of it, \(words.currency)"),
      .table(table(of: lines)),
      .paragraph(
        "± is the standard error of the estimate. cv is the standard deviation over the mean. A "
          + "difference is from the first point, in the same futures."),
    ]
  }

  private func table(of lines: [SweptPools.Line]) -> Table {
    let keys = pools.keys.map { Table.Column(heading: $0, alignment: .right) }
    let quantiles = options.quantiles(atMost: 3)
    let table = Table(
      columns: keys + [
        .init(heading: "year", alignment: .left), .init(heading: "segment", alignment: .left),
        .init(heading: "mean"), .init(heading: "± s.e."), .init(heading: "sd"),
        .init(heading: "cv"), .init(heading: "± s.e."),
      ] + quantiles.map { .init(heading: NumberText.quantile($0), dropped: 2) } + [
        .init(heading: "difference", dropped: 1), .init(heading: "± s.e.", dropped: 1),
      ],
      rows: lines.map { line in row(line, quantiles) })
    let isSingle = Set(lines.map(\.figure.segment)).count <= 1
    let narrow = isSingle ? table.without(keys.count + 1) : table
    return Set(lines.map { words.year(of: $0.figure) }).count > 1
      ? narrow : narrow.without(keys.count)
  }

  private func row(_ line: SweptPools.Line, _ quantiles: [Double]) -> [String] {
    let scale = words.scale(of: line.figure)
    let sd = line.values.standardDeviation
    let labels = [
      words.year(of: line.figure).map { "\($0)" } ?? "",
      line.figure.segment.map(PlainWords.cleaned) ?? "",
    ]
    return pools.points[line.point].map(PlainWords.cleaned) + labels
      + words.short(line.values.mean, scale) + [
        scale.short(mean: sd?.value, error: words.finiteError(of: sd)).mean
      ]
      + variation(line.variation)
      + quantiles.map { p in
        scale.short(line.values.quantile(p, confidence: options.confidence)?.value)
      }
      + (line.difference == nil ? ["", ""] : words.shortDifference(line.difference, scale))
  }

  private func variation(_ variation: Estimate?) -> [String] {
    guard let variation else { return [NumberText.missing, ""] }
    guard let error = words.finiteError(of: variation), error > 0 else {
      return [NumberText.fixed(variation.value, decimals: 4), "± 0"]
    }
    let decimals = max(0, NumberText.decimals(forError: error))
    return [
      NumberText.fixed(variation.value, decimals: decimals),
      "± " + NumberText.fixed(error, decimals: decimals),
    ]
  }
}
