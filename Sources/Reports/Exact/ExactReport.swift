internal import MutualAid
internal import Probability

/// Exact figures for people: what `fentan run --method exact` prints.
struct ExactReport {
  /// The laws.
  let forecast: ExactForecast
  /// What is shown.
  let options: ReportOptions

  private var words: LawWords { LawWords(scenario: forecast.scenario, periods: forecast.periods) }

  /// The whole report.
  var blocks: [Block] {
    header + section(.yearCost, "What a year costs a member who pays at every settlement of it")
      + section(.share, "What one payer owes at each settlement")
      + section(.cases, "Claims paid at each settlement") + words.missingBlocks(forecast.missing)
  }

  private var header: [Block] {
    let isWhole = forecast.figures.allSatisfy(\.law.isExact)
    return [
      .title(PlainWords.cleaned(forecast.scenario.name)),
      .facts([
        ("pool", words.pool), ("method", "exact: nothing is simulated"),
        ("amounts", "in \(words.currency)"),
      ]),
    ] + (isWhole ? [] : [.paragraph(LawWords.rangeNote)])
  }

  private func section(_ quantity: Measure.Quantity, _ heading: String) -> [Block] {
    let figures = forecast.figures.filter { $0.measure.quantity == quantity }
    guard !figures.isEmpty else { return [] }
    let quantiles = options.quantiles(atMost: 7)
    let rows = figures.flatMap { figure -> [[String]] in
      let first = [words.time(of: figure.measure), words.segment(of: figure.measure)]
      let own = first + [""] + cells(of: figure, quantiles: quantiles)
      return [own] + needRow(of: figure, first: first, quantiles: quantiles)
    }
    let columns: [Table.Column] =
      [
        .init(heading: quantity == .yearCost ? "year" : "settlement", alignment: .left),
        .init(heading: "segment", alignment: .left), .init(heading: "", alignment: .left),
        .init(heading: "mean"), .init(heading: "s.d."),
      ]
      + quantiles.map { p in
        .init(heading: NumberText.quantile(p), dropped: p == 0.5 || p == 0.95 ? nil : 1)
      }
    let unit = quantity.unit == .money ? ", \(words.currency)" : ""
    return [
      .heading(heading + unit),
      .table(LawWords.withoutEmptyColumns(Table(columns: columns, rows: rows))),
    ]
  }

  private func cells(of figure: ExactForecast.Figure, quantiles: [Double]) -> [String] {
    let scale = words.scale(of: figure.measure)
    let law = figure.law
    return [
      LawWords.short(law.mean, scale: scale), LawWords.short(law.standardDeviation, scale: scale),
    ] + quantiles.map { LawWords.short(law.quantile($0), scale: scale) }
  }

  /// The figure before rounding, where that is another.
  private func needRow(
    of figure: ExactForecast.Figure, first: [String], quantiles: [Double]
  ) -> [[String]] {
    guard let need = figure.need, let mean = need.mean, let deviation = need.standardDeviation
    else { return [] }
    let scale = words.scale(of: figure.measure)
    let values = [mean, deviation] + quantiles.map { need.quantile($0) ?? .nan }
    let own =
      [figure.law.mean, figure.law.standardDeviation]
      + quantiles.map { level -> ClosedRange<Double>? in
        let range = figure.law.quantile(level)
        return Double(range.lowerBound)...Double(range.upperBound)
      }
    let texts = values.map { LawWords.short(scale.figure($0)) }
    guard texts != own.map({ LawWords.short($0, scale: scale) }) else { return [] }
    return [first + ["before rounding"] + texts]
  }
}
