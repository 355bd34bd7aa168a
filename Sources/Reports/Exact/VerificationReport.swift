internal import MutualAid
internal import Probability

/// A verification for people: what `fentan verify` prints.
struct VerificationReport {
  /// What was compared.
  let verification: Verification
  /// What is shown.
  let options: ReportOptions

  private var forecast: ExactForecast { verification.forecast }
  private var words: LawWords { LawWords(scenario: forecast.scenario, periods: forecast.periods) }

  /// The most rows of a table of settlements; of longer ones the beginning and the end are shown.
  static let mostSettlements = 120

  /// The whole report.
  var blocks: [Block] {
    header + years + summary + disagreements + words.missingBlocks(forecast.missing)
  }

  private var header: [Block] {
    let outcome = verification.outcome
    let isWhole = forecast.figures.allSatisfy(\.law.isExact)
    return [
      .title(PlainWords.cleaned(forecast.scenario.name)),
      .facts([
        ("pool", words.pool),
        (
          "run",
          PlainWords.counted(outcome.replications, "replication") + ", seed \(outcome.seed)"
        ),
        (
          "risk",
          NumberText.trimmedPercent(verification.risk)
            + " of a false alarm in \(PlainWords.counted(verification.testCount, "test")) together"
        ),
        ("amounts", "in \(words.currency)"), ("verdict", verdict),
      ]),
      .paragraph(
        "z is how many standard errors the simulated figure lies above the exact one; that of a "
          + "quantile goes by the number of replications up to it. A test disagrees where a "
          + "deviation as large has a chance below "
          + "\(Self.chance(verification.threshold)), by Chernoff's bound."
          + (isWhole ? "" : " " + LawWords.rangeNote)),
    ]
  }

  private var verdict: String {
    let count = verification.disagreements.count
    return count == 0
      ? "simulation and exact laws agree"
      : "simulation and exact laws DISAGREE in \(PlainWords.counted(count, "statistic"))"
  }

  /// Every statistic of every year's cost.
  private var years: [Block] {
    let rows = verification.comparisons.filter { $0.figure.measure.quantity == .yearCost }
      .flatMap { comparison in comparison.checks.map { row(of: $0, comparison.figure.measure) } }
    guard !rows.isEmpty else { return [] }
    return [
      .heading("What a year costs a member who pays at every settlement of it, \(words.currency)"),
      table(rows, time: "year"),
    ]
  }

  /// A line for every figure.
  private var summary: [Block] {
    let quantiles = options.quantiles(atMost: 7)
    let rows = verification.comparisons.filter { $0.figure.measure.quantity != .yearCost }
      .map { comparison -> [String] in
        let measure = comparison.figure.measure
        let scale = words.scale(of: measure)
        let mean = comparison[.mean]
        let simulated = scale.short(mean: mean?.simulated, error: mean?.error)
        let scores =
          [comparison[.mean], comparison[.deviation]]
          + quantiles.map {
            comparison[.quantile($0)]
          }
        return [
          words.time(of: measure), words.segment(of: measure), measure.quantity.words,
          LawWords.short(comparison.figure.law.mean, scale: scale), simulated.mean, simulated.error,
        ] + scores.map { $0.map { Self.score($0.score) } ?? "" }
      }
    guard !rows.isEmpty else { return [] }
    let columns: [Table.Column] =
      [
        .init(heading: "settlement", alignment: .left), .init(heading: "segment", alignment: .left),
        .init(heading: "figure", alignment: .left), .init(heading: "exact", group: "mean"),
        .init(heading: "simulated", group: "mean"), .init(heading: "± s.e.", group: "mean"),
        .init(heading: "mean", group: "z of the"), .init(heading: "s.d.", group: "z of the"),
      ]
      + quantiles.map { p in
        .init(
          heading: NumberText.quantile(p), group: "z of the",
          dropped: p == 0.5 || p == 0.95 ? 1 : 2)
      }
    return [
      .heading("Shares and claims paid at each settlement, \(words.currency) and claims"),
      .table(LawWords.withoutEmptyColumns(Table(columns: columns, rows: shortened(rows)))),
    ]
  }

  /// The first and the last of too many rows, with a row of dots between.
  private func shortened(_ rows: [[String]]) -> [[String]] {
    guard let columns = rows.first?.count, rows.count > Self.mostSettlements else { return rows }
    let half = Self.mostSettlements / 2
    return rows.prefix(half) + [["…"] + Array(repeating: "", count: columns - 1)]
      + rows.suffix(half)
  }

  private var disagreements: [Block] {
    let rows = verification.disagreements.map { row(of: $0.check, $0.measure) }
    guard !rows.isEmpty else { return [] }
    return [.heading("Where they disagree"), table(rows, time: "when")]
  }

  private func row(of check: LawCheck, _ measure: Measure) -> [String] {
    let scale = words.scale(of: measure)
    let simulated: [String]
    if let error = check.error {
      let texts = scale.short(mean: check.simulated, error: error.isFinite ? error : nil)
      simulated = [texts.mean, texts.error, ""]
    } else {
      simulated = [
        LawWords.short(scale.figure(check.simulated)), "",
        check.interval.map { LawWords.short($0, scale: scale) } ?? NumberText.missing,
      ]
    }
    return [
      words.time(of: measure), words.segment(of: measure), measure.quantity.words,
      check.statistic.heading, LawWords.short(check.exact, scale: scale),
    ] + simulated + [Self.score(check.score), Self.chance(check.chance)]
  }

  private func table(_ rows: [[String]], time: String) -> Block {
    let columns: [Table.Column] = [
      .init(heading: time, alignment: .left), .init(heading: "segment", alignment: .left),
      .init(heading: "figure", alignment: .left), .init(heading: "", alignment: .left),
      .init(heading: "exact"), .init(heading: "simulated"), .init(heading: "± s.e."),
      .init(heading: "95% interval", alignment: .right), .init(heading: "z"),
      .init(heading: "chance", alignment: .right),
    ]
    return .table(LawWords.withoutEmptyColumns(Table(columns: columns, rows: rows)))
  }

  /// A z-score, with its sign.
  static func score(_ score: Double) -> String {
    guard score.isFinite else { return score > 0 ? "+∞" : "-∞" }
    let text = NumberText.fixed(score, decimals: 2)
    return text.hasPrefix("-") || text == "0.00" ? text : "+" + text
  }

  /// A small probability, in three digits or as a power of ten.
  static func chance(_ chance: Double) -> String {
    if chance >= 0.001 { return NumberText.fixed(chance, decimals: 3) }
    if chance == 0 { return "0" }
    var (digits, exponent) = (chance, 0)
    while digits < 1 { (digits, exponent) = (digits * 10, exponent - 1) }
    return NumberText.fixed(digits, decimals: 1) + "e\(exponent)"
  }
}

extension LawCheck.Statistic {
  /// Its name for people.
  var heading: String {
    switch self {
    case .mean: "mean"
    case .deviation: "s.d."
    case .quantile(let p): NumberText.quantile(p)
    }
  }

  /// Its name in files.
  var name: String {
    switch self {
    case .mean: "mean"
    case .deviation: "sd"
    case .quantile(let p): NumberText.quantile(p, point: "_")
    }
  }
}
