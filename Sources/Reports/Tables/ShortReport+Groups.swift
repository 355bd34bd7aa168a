internal import MutualAid
internal import Probability

extension ShortReport {
  /// What a year costs by group, where shares go by cohort.
  var groups: [Block] {
    let quantiles = book.options.quantiles(atMost: 4)
    let rows = book.outcome.years.flatMap { year in
      book.figures(of: .year(year)).compactMap { figure -> [String]? in
        guard let group = figure.measure.group, (figure.tally.maximum ?? 0) > 0 else { return nil }
        return ["\(year)", PlainWords.cleaned(group.words(in: book.scenario))]
          + cells(of: figure, quantiles: quantiles)
      }
    }
    guard !rows.isEmpty else { return [] }
    let table = Table(
      columns: [
        .init(heading: "year", alignment: .left), .init(heading: "members", alignment: .left),
      ] + figureColumns(quantiles: quantiles), rows: shortened(rows))
    return [
      .heading("What the year costs a member covered all year, by group, \(book.currency)"),
      .table(withoutEmptyColumns(table)),
    ]
  }
}
