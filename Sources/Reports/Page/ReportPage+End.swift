internal import MutualAid
internal import Probability

extension ReportPage {
  /// How the pool ends: its dates, and what is paid, lost and left.
  var shutdown: Markup {
    let tables = short.shutdown.filter(\.isTable).map(\.markup)
    let triggers =
      book.scenario.triggers.map {
        Block.facts(ShortReport.facts(of: $0, in: book.scenario.currency)).markup
      } ?? .none
    if book.scenario.shutdown == nil, book.scenario.triggers != nil {
      return "<section>\n<h2>Shutdown</h2>\n\(triggers)\n\(tables)\n</section>"
    }
    guard let shutdown = book.scenario.shutdown else {
      return tables.isEmpty ? .none : "<section>\n<h2>At the horizon</h2>\n\(tables)\n</section>"
    }
    let filing: [(when: String, what: String)] =
      switch shutdown.filing {
      case .date(let day): [(day.description, "last day to file a claim")]
      case .daysFromDiagnosis(let days):
        [("\(days) days from diagnosis", "last day to file a claim")]
      case nil: []
      }
    let dates: [(when: String, what: String)] =
      [
        (shutdown.announced.description, "the end is announced"),
        (shutdown.contributionsEnd.description, "contributions end"),
        (
          shutdown.coverEnds.description.split(separator: "T").joined(separator: ", "), "cover ends"
        ),
      ].sorted { $0.0 < $1.0 } + filing
    let events = dates.map { date -> Markup in
      "<li><time>\(date.when)</time>\(date.what)</li>"
    }
    return """
      <section>
      <h2>Shutdown</h2>
      <ol class="timeline">
      \(events)
      </ol>
      <p>The claims that are open when contributions end are paid by \(shutdown.tail.words).</p>
      \(triggers)
      \(tables)
      </section>
      """
  }

  /// The most published figures that stand open.
  private static let mostPublished = 30

  /// Published figures beside the simulated ones, with their sources.
  var published: Markup {
    let comparisons = book.comparisons
    guard !comparisons.isEmpty else { return .none }
    let rows = comparisons.map { comparison -> [String] in
      let observation = comparison.observation
      let (mean, error) = comparison.figure?.short ?? (NumberText.missing, "")
      let atMost = comparison.probabilityAtMost(confidence: book.options.confidence)
      let day =
        observation.quantity == .yearCost
        ? "\(observation.day.year)" : observation.day.description
      return [
        day, observation.quantity.measured.words,
        PlainWords.cleaned(observation.segment ?? ""), comparison.scale.short(observation.value),
        mean, error, comparison.shortDifference,
        atMost.map { NumberText.percent($0.value) } ?? NumberText.missing,
        PlainWords.shortened(PlainWords.cleaned(observation.source), to: 60),
      ]
    }
    let table = Table(
      columns: [
        .init(heading: "day", alignment: .left), .init(heading: "figure", alignment: .left),
        .init(heading: "segment", alignment: .left), .init(heading: "published"),
        .init(heading: "mean", group: "estimate"), .init(heading: "± s.e.", group: "estimate"),
        .init(heading: "difference"), .init(heading: "futures at or below"),
        .init(heading: "source", alignment: .left),
      ], rows: rows)
    let shown = short.withoutEmptyColumns(table)
    return """
      <section>
      <h2>Published and simulated</h2>
      <p class="how">The difference is that of the simulated mean from what was published. Where few
      futures, or nearly all, lie at or below a published figure, chance alone hardly explains it.</p>
      \(rows.count > Self.mostPublished ? details([.table(shown)], "The figures") : shown.markup)
      </section>
      """
  }

  /// Where the scenario's figures come from.
  var provenance: Markup { PageFrame.provenance(book.scenario.provenance) }

  /// What makes the same page again.
  var footer: Markup {
    PageFrame.footer(
      [
        ("program", "fentan \(manifest.programVersion)"), ("seed", "\(book.outcome.seed)"),
        ("replications", NumberText.exact(book.outcome.replications, grouped: true)),
        ("method", book.outcome.method.rawValue),
        ("scenario", manifest.scenarioHash), ("figures", fingerprint),
      ], scenarioText: manifest.scenarioText,
      files: ["summary.json", "periods.csv", "years.csv"])
  }
}
