internal import MutualAid
internal import Probability

extension ShortReport {
  /// The triggers of a shutdown, and what follows once one has fired.
  static func facts(
    of triggers: ShutdownTriggers, in currency: Currency
  ) -> [(name: String, text: String)] {
    triggers.words(in: currency).map { ("a trigger", $0) } + [
      ("then contributions end", triggers.terms.contributionsEndWords),
      ("cover ends", triggers.terms.coverEndsWords),
      ("claims are filed", triggers.terms.filingWords),
      ("the tail is paid by", triggers.terms.tail.words),
    ]
  }

  /// How likely a trigger is to have shut the pool by the end of each calendar year.
  var shutByYear: [Block] {
    let confidence = book.options.confidence
    let rows = book.outcome.years.compactMap { year -> [String]? in
      guard let last = book.outcome.periods.last(where: { $0.year == year }),
        let shut = book.figure(.shut, .period(last.index))?.probability
      else { return nil }
      return [
        "\(last.settlement)", NumberText.percent(shut.value), NumberText.percent(shut.lower),
        NumberText.percent(shut.upper),
      ]
    }
    guard !rows.isEmpty else { return [] }
    let interval = NumberText.trimmedPercent(confidence) + " interval"
    return [
      .heading("Probability that a trigger has shut the pool by a settlement"),
      .table(
        Table(
          columns: [
            .init(heading: "settlement", alignment: .left), .init(heading: "probability"),
            .init(heading: "from", group: interval), .init(heading: "to", group: interval),
          ], rows: rows)),
    ]
  }
}
