internal import MutualAid
internal import Probability

/// The report as one HTML file: no script, no request to anywhere, light or dark as the reader's
/// system is, fit for print.
struct ReportPage {
  let book: FigureBook
  let manifest: Manifest
  /// The hash of the figures.
  let fingerprint: String
  let short: ShortReport

  /// The page of these figures.
  ///
  /// Of the manifest only what is the same in every run is shown.
  init(_ book: FigureBook, manifest: Manifest, fingerprint: String) {
    self.book = book
    self.manifest = manifest
    self.fingerprint = fingerprint
    short = ShortReport(book, isWhole: true)
  }

  /// The file's contents.
  var text: String {
    PageFrame.text(title: name, programVersion: manifest.programVersion, sections)
  }

  private var sections: [Markup] {
    [header, shares, years, members, claims, money, shutdown, published, provenance, footer]
  }

  var name: String { PlainWords.cleaned(book.scenario.name) }
  var currency: String { book.currency }

  /// The names of the segments for headings: an empty one where there is a single segment.
  var segments: [(place: Int, name: String)] {
    book.segments.map { ($0, book.segments.count > 1 ? book.segmentName($0) : "") }
  }

  /// The day on which contributions end, as a line through the pictures.
  var end: (day: Day, name: String)? {
    book.scenario.shutdown.map { ($0.contributionsEnd, "contributions end") }
  }

  private var header: Markup {
    let lead = [
      "\(book.scenario.launch) to \(book.scenario.horizon)", short.settlementCount, short.members,
      PlainWords.counted(book.outcome.replications, "simulated future"),
    ]
    let cards = book.outcome.years.flatMap { year in
      segments.compactMap { card(year: year, segment: $0) }
    }.suffix(Self.mostCards)
    return """
      <header>
      <h1>\(name)</h1>
      <p class="lead">\(lead.compactMap(\.self).joined(separator: " · "))</p>
      </header>
      \(cards.isEmpty ? .none : cardHeading)
      <div class="cards">
      \(Array(cards))
      </div>
      <p class="how">± is the standard error of an estimated mean: more replications make it smaller.
      The range over futures is what chance may bring one pool: more replications only sharpen it.</p>
      """
  }

  private var cardHeading: Markup {
    "<p class=\"over\">What a year costs a member, \(currency)</p>"
  }

  /// The most cards at the top; of more years and segments, the last are shown.
  private static let mostCards = 5

  private func card(year: Int, segment: (place: Int, name: String)) -> Markup? {
    guard let figure = book.figure(.yearCost, .year(year), segment: segment.place),
      figure.tally.maximum ?? 0 > 0
    else { return nil }
    let (mean, error) = figure.short
    let range = [0.05, 0.95].map { figure.short(book.quantile($0, of: figure)) }
    let published = short.published[figure.measure].map { comparison -> Markup in
      """
      <span><i>published</i>\(comparison.scale.short(comparison.observation.value))</span>
      <span><i>difference</i>\(comparison.shortDifference)</span>
      """
    }
    let name = segment.name.isEmpty ? "" : ", " + segment.name
    return """
      <div class="card"><span><b class="over">\(year)\(name)</b></span>
      <strong>\(mean) <small>\(error)</small></strong>
      <span><i>90% of futures</i></span><span><i>from</i>\(range[0])</span>
      <span><i>to</i>\(range[1])</span>\(published ?? .none)</div>
      """
  }

  /// The figures in a table that opens on request.
  func details(_ blocks: [Block], _ summary: String = "The figures in a table") -> Markup {
    let table = blocks.compactMap { if case .table(let table) = $0 { table.markup } else { nil } }
    guard !table.isEmpty else { return .none }
    return "<details><summary>\(summary)</summary>\(table)</details>"
  }

  /// A picture with its title and legend, or a word on why there is none.
  func figure(_ title: String, legend: [Markup], _ picture: Markup?) -> Markup {
    PageFrame.figure(title, legend: legend, picture)
  }

  /// A piece of a legend: a swatch and its name.
  func key(_ style: Markup, _ name: String) -> Markup { PageFrame.key(style, name) }
}
