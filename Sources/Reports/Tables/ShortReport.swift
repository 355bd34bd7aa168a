internal import MutualAid
internal import Probability

/// The report for people: the tables of `fentan run`.
struct ShortReport {
  /// The figures.
  let book: FigureBook
  /// Whether long tables are shown whole.
  private let isWhole: Bool
  /// The first published figure of each measure that has one.
  let published: [Measure: Comparison]

  /// The most rows of a table of settlements; of longer ones the beginning and the end are shown.
  static let mostSettlements = 120
  /// The most assumptions that are listed.
  static let mostAssumptions = 12

  /// The report of these figures.
  init(_ book: FigureBook, isWhole: Bool = false) {
    self.book = book
    self.isWhole = isWhole
    var published: [Measure: Comparison] = [:]
    for comparison in book.comparisons {
      guard let measure = comparison.figure?.measure, published[measure] == nil else { continue }
      published[measure] = comparison
    }
    self.published = published
  }

  /// The whole report.
  var blocks: [Block] {
    header + years + groups + exceedance + settlements + shutdown + otherPublished + assumptions
  }

  /// What was run, and how to read it.
  var header: [Block] {
    let scenario = book.scenario
    return [
      .title(PlainWords.cleaned(scenario.name)),
      .facts([
        (
          "pool",
          ["\(scenario.launch) to \(scenario.horizon)", settlementCount, members, segmentCount]
            .compactMap(\.self).joined(separator: ", ")
        ),
        (
          "run",
          PlainWords.counted(book.outcome.replications, "replication")
            + ", seed \(book.outcome.seed), method \(book.outcome.method.rawValue)"
        ),
        ("amounts", "in \(book.currency)"),
      ]),
      .paragraph(
        "± is the standard error of the estimated mean: more replications make it smaller. The range "
          + "over futures is what chance may bring one pool: more replications only sharpen it."),
    ]
  }

  /// How large the pool becomes.
  var members: String? {
    let most = book.outcome.periods
      .compactMap { book.figure(.members, .period($0.index)) }
      .max { ($0.mean ?? 0) < ($1.mean ?? 0) }
    return most.flatMap { $0.mean == nil ? nil : "up to \($0.shortMean) members" }
  }

  /// How often the pool settles.
  var settlementCount: String { PlainWords.counted(book.outcome.periods.count, "settlement") }

  private var segmentCount: String? {
    book.segments.count > 1 ? "\(book.segments.count) segments" : nil
  }

  /// What a year costs one member.
  var years: [Block] {
    let quantiles = book.options.quantiles(atMost: 6)
    let rows = book.outcome.years.flatMap { year in
      book.segments.compactMap { segment -> [String]? in
        guard let figure = book.figure(.yearCost, .year(year), segment: segment) else { return nil }
        let count = book.outcome.periods.count { $0.year == year }
        return ["\(year)", book.segmentName(segment), "\(count)"]
          + cells(of: figure, quantiles: quantiles)
      }
    }
    guard !rows.isEmpty else { return [] }
    let table = Table(
      columns: [
        .init(heading: "year", alignment: .left), .init(heading: "segment", alignment: .left),
        .init(heading: "settlements", alignment: .right, dropped: 9),
      ] + figureColumns(quantiles: quantiles), rows: rows)
    return [
      .heading("What a year costs a member who pays at every settlement of it, \(book.currency)"),
      .table(withoutEmptyColumns(table)),
    ]
  }

  /// How likely a year is to cost more than stated amounts.
  var exceedance: [Block] {
    let confidence = book.options.confidence
    let rows = book.outcome.years.flatMap { year in
      book.segments.flatMap { segment in
        book.amounts.compactMap { amount -> [String]? in
          guard let figure = book.figure(.yearCost, .year(year), segment: segment),
            let above = figure.tally.proportion(above: amount, confidence: confidence)
          else { return nil }
          return [
            "\(year)", book.segmentName(segment), figure.short(amount),
            NumberText.percent(above.value), NumberText.percent(above.lower),
            NumberText.percent(above.upper),
          ]
        }
      }
    }
    guard !rows.isEmpty else { return [] }
    let interval = NumberText.trimmedPercent(confidence) + " interval"
    let table = Table(
      columns: [
        .init(heading: "year", alignment: .left), .init(heading: "segment", alignment: .left),
        .init(heading: "more than"), .init(heading: "probability"),
        .init(heading: "from", group: interval), .init(heading: "to", group: interval),
      ], rows: rows)
    return [
      .heading("Probability that a year costs a member more, with the interval of its estimate"),
      .table(withoutEmptyColumns(table)),
    ]
  }

  /// What one payer owes at each settlement.
  var settlements: [Block] {
    let quantiles = book.options.quantiles(atMost: 4)
    let rows = book.outcome.periods.flatMap { period in
      book.segments.compactMap { segment -> [String]? in
        let scope = Measure.Scope.period(period.index)
        guard let figure = book.figure(.share, scope, segment: segment) else { return nil }
        let counts = [Measure.Quantity.members, .cases].map { quantity in
          // A count of all members stands once, beside the first segment.
          let ofAll = segment == 0 ? book.figure(quantity, scope) : nil
          return (book.figure(quantity, scope, segment: segment) ?? ofAll)?.shortMean ?? ""
        }
        return ["\(period.settlement)", book.segmentName(segment)] + counts
          + cells(of: figure, quantiles: quantiles)
      }
    }
    guard !rows.isEmpty else { return [] }
    let table = Table(
      columns: [
        .init(heading: "settlement", alignment: .left), .init(heading: "segment", alignment: .left),
        .init(heading: "members", dropped: 7), .init(heading: "claims paid", dropped: 8),
      ] + figureColumns(quantiles: quantiles), rows: shortened(rows))
    return [
      .heading("What one payer owes at each settlement, \(book.currency)"),
      .table(withoutEmptyColumns(table)),
    ]
  }

  /// The first and the last of too many rows, with a row of dots between.
  func shortened(_ rows: [[String]]) -> [[String]] {
    guard let columns = rows.first?.count, !isWhole, rows.count > Self.mostSettlements else {
      return rows
    }
    let dots = ["…"] + Array(repeating: "", count: columns - 1)
    let half = Self.mostSettlements / 2
    return rows.prefix(half) + [dots] + rows.suffix(half)
  }

  /// The mean, its error, the quantiles, and what was published.
  func cells(of figure: Figure, quantiles: [Double]) -> [String] {
    let published = published[figure.measure]
    return estimate(of: figure, quantiles: quantiles)
      + [
        published.map { $0.scale.short($0.observation.value) } ?? "",
        published?.shortDifference ?? "",
      ]
  }

  /// The mean, its error and the quantiles; of whether something happened, how often.
  private func estimate(of figure: Figure, quantiles: [Double]) -> [String] {
    if let probability = figure.probability {
      return [
        NumberText.percent(probability.value),
        figure.error.map { "± " + NumberText.percent($0) } ?? "",
      ] + quantiles.map { _ in "" }
    }
    let (mean, error) = figure.short
    return [mean, error] + quantiles.map { figure.short(book.quantile($0, of: figure)) }
  }

  func figureColumns(quantiles: [Double]) -> [Table.Column] {
    let futures = quantiles.enumerated().map { place, p in
      Table.Column(
        heading: NumberText.quantile(p), group: "range over futures",
        dropped: p == 0.95 ? nil : p == 0.5 ? 0 : 2 + place % 2)
    }
    return [.init(heading: "mean", group: "estimate"), .init(heading: "± s.e.", group: "estimate")]
      + futures + [.init(heading: "published"), .init(heading: "difference", dropped: 1)]
  }

  /// The table without the columns in which nothing stands, such as the segment of a single one.
  func withoutEmptyColumns(_ table: Table) -> Table {
    var table = table
    for column in table.columns.indices.reversed() {
      let isSingle = table.columns[column].heading == "segment" && book.segments.count == 1
      if isSingle || table.rows.allSatisfy({ $0[column].isEmpty }) { table = table.without(column) }
    }
    return table
  }
}

extension ShortReport {
  /// How the pool ends, and what that costs whom.
  var shutdown: [Block] {
    let quantiles = book.options.quantiles(atMost: 3)
    let rows = book.ofTheRun.map { figure in
      let segment = book.segments.count > 1 ? book.segmentName(figure.measure.segment) : ""
      let words = figure.measure.quantity.words + (segment.isEmpty ? "" : ", " + segment)
      return [words, figure.measure.quantity.unit == .money ? book.currency : ""]
        + cells(of: figure, quantiles: quantiles)
    }
    let table = Table(
      columns: [
        .init(heading: "at the end", alignment: .left), .init(heading: "unit", alignment: .left),
      ] + figureColumns(quantiles: quantiles), rows: rows)
    let figures: [Block] = rows.isEmpty ? [] : [.table(withoutEmptyColumns(table))]
    let dates = book.scenario.shutdown.map(Self.facts)
    let triggers = book.scenario.triggers.map {
      Self.facts(of: $0, in: book.scenario.currency)
    }
    guard dates != nil || triggers != nil else {
      return rows.isEmpty ? [] : [.heading("At the horizon")] + figures
    }
    return [.heading("Shutdown")] + [dates, triggers].compactMap { $0.map { .facts($0) } }
      + figures + shutByYear
  }

  static func facts(of shutdown: Shutdown) -> [(name: String, text: String)] {
    [
      ("announced", shutdown.announced.description),
      ("contributions end", shutdown.contributionsEnd.description),
      ("cover ends", shutdown.coverEnds.description),
      ("claims are filed", shutdown.filing?.words ?? "at any time"),
      ("the tail is paid by", shutdown.tail.words),
    ]
  }

  /// Published counts, which no table above has room for, and figures without a simulated one.
  private var otherPublished: [Block] {
    let others = book.comparisons.filter { comparison in
      comparison.figure != nil
        && [.members, .cases].contains(comparison.observation.quantity)
    }
    let rows = others.map { comparison -> [String] in
      let (mean, error) = comparison.figure?.short ?? (NumberText.missing, "")
      return [
        comparison.observation.day.description, comparison.observation.quantity.measured.words,
        book.segmentName(comparison.figure?.measure.segment), mean, error,
        comparison.scale.short(comparison.observation.value), comparison.shortDifference,
      ]
    }
    let table = Table(
      columns: [
        .init(heading: "day", alignment: .left), .init(heading: "figure", alignment: .left),
        .init(heading: "segment", alignment: .left), .init(heading: "mean", group: "estimate"),
        .init(heading: "± s.e.", group: "estimate"), .init(heading: "published"),
        .init(heading: "difference"),
      ], rows: rows)
    let unmatched = book.comparisons.count { $0.figure == nil }
    return (rows.isEmpty ? [] : [.heading("Published counts"), .table(withoutEmptyColumns(table))])
      + (unmatched == 0
        ? []
        : [
          .paragraph(
            "Published figures without a simulated one: \(unmatched). The run has no settlement or year "
              + "on their day, or does not measure them.")
        ])
  }

  /// What was assumed because nobody knows it.
  private var assumptions: [Block] {
    let assumed = book.scenario.provenance.filter { $0.kind == .assumed }
    guard !assumed.isEmpty else { return [] }
    let more = assumed.count - Self.mostAssumptions
    return [
      .heading("Assumed"),
      .list(
        assumed.prefix(Self.mostAssumptions).map { PlainWords.cleaned("\($0.key): \($0.text)") }
          + (more > 0 ? ["and \(more) more, which the JSON form lists"] : [])),
    ]
  }
}
