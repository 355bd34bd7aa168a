internal import MutualAid
internal import Probability

extension ShortReport {
  /// What a year costs by group, where shares go by cohort, and the claims of a year where they are
  /// told by group.
  var groups: [Block] {
    groups(
      .yearCost,
      heading: "What the year costs a member covered all year, by group, \(book.currency)")
      + groups(.cases, heading: "Claims of the year, by group")
      + groups(.benefits, heading: "Benefits of the year, by group, \(book.currency)")
  }

  /// A quantity of each year by group.
  private func groups(_ quantity: Measure.Quantity, heading: String) -> [Block] {
    let quantiles = book.options.quantiles(atMost: 4)
    let rows = book.outcome.years.flatMap { year in
      book.figures(of: .year(year)).compactMap { figure -> [String]? in
        guard figure.measure.quantity == quantity, let group = figure.measure.group,
          (figure.tally.maximum ?? 0) > 0
        else { return nil }
        return ["\(year)", PlainWords.cleaned(group.words(in: book.scenario))]
          + cells(of: figure, quantiles: quantiles)
      }
    }
    guard !rows.isEmpty else { return [] }
    let table = Table(
      columns: [
        .init(heading: "year", alignment: .left), .init(heading: "members", alignment: .left),
      ] + figureColumns(quantiles: quantiles), rows: shortened(rows))
    return [.heading(heading), .table(withoutEmptyColumns(table))]
  }
}
