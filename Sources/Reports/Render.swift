public import MutualAid

/// Writes what a run found to the end of a text.
///
/// The same outcome and options give the same text on every machine.
///
/// - Parameters:
///   - outcome: What the run found. Without replications the figures are missing: `–` for people,
///     empty in CSV and `null` in JSON.
///   - form: The form of the report.
///   - options: What it shows.
///   - members: What members paid, where it was asked for; in CSV it is a file of its own.
///   - text: The text that the report is added to; the report ends with a new line.
public func render(
  _ outcome: Outcome, as form: ReportForm, options: ReportOptions = .usual,
  members: MembershipCosts? = nil, to text: inout String
) {
  let book = FigureBook(outcome, options: options)
  let more = members.map { MemberTable(costs: $0, options: options).blocks } ?? []
  switch form {
  case .table: text += PlainTextForm.text(ShortReport(book).blocks + more)
  case .markdown: text += MarkdownForm.text(ShortReport(book).blocks + more)
  case .csv: text += FigureTable(book).all
  case .json: text += SummaryDocument(book, members: members).text
  }
}

/// Writes exact figures to the end of a text.
///
/// - Parameters:
///   - forecast: The exact laws.
///   - form: The form of the report.
///   - options: What it shows; every quantile is above 0 and below 1.
///   - text: The text that the report is added to; the report ends with a new line.
public func render(
  _ forecast: ExactForecast, as form: ReportForm, options: ReportOptions = .usual,
  to text: inout String
) {
  switch form {
  case .table:
    text += PlainTextForm.text(ExactReport(forecast: forecast, options: options).blocks)
  case .markdown:
    text += MarkdownForm.text(ExactReport(forecast: forecast, options: options).blocks)
  case .csv: text += ExactTable(forecast: forecast, options: options).text
  case .json: text += ExactDocument(forecast: forecast, options: options).text
  }
}

/// Writes a verification to the end of a text.
///
/// - Parameters:
///   - verification: What was compared.
///   - form: The form of the report.
///   - options: What it shows: the quantiles that were checked.
///   - text: The text that the report is added to; the report ends with a new line.
public func render(
  _ verification: Verification, as form: ReportForm, options: ReportOptions = .usual,
  to text: inout String
) {
  switch form {
  case .table:
    text += PlainTextForm.text(
      VerificationReport(verification: verification, options: options).blocks)
  case .markdown:
    text += MarkdownForm.text(
      VerificationReport(verification: verification, options: options).blocks)
  case .csv: text += VerificationTable(verification: verification).text
  case .json: text += VerificationDocument(verification: verification).text
  }
}

/// Writes a paired run to the end of a text.
///
/// - Parameters:
///   - outcome: What the paired run found.
///   - form: The form of the report.
///   - options: What it shows.
///   - text: The text that the report is added to; the report ends with a new line.
public func render(
  _ outcome: PairedOutcome, as form: ReportForm, options: ReportOptions = .usual,
  to text: inout String
) {
  switch form {
  case .table: text += PlainTextForm.text(PairedReport(outcome: outcome, options: options).blocks)
  case .markdown: text += MarkdownForm.text(PairedReport(outcome: outcome, options: options).blocks)
  case .csv: text += PairedTable(outcome: outcome, options: options).text
  case .json: text += PairedDocument(outcome: outcome, options: options).text
  }
}

/// Writes a comparison with a premium and no cover to the end of a text.
///
/// - Parameters:
///   - comparison: What was compared.
///   - form: The form of the report.
///   - options: What it shows.
///   - text: The text that the report is added to; the report ends with a new line.
public func render(
  _ comparison: SharingComparison, as form: ReportForm, options: ReportOptions = .usual,
  to text: inout String
) {
  let report = SharingReport(comparison: comparison, options: options)
  switch form {
  case .table: text += PlainTextForm.text(report.blocks)
  case .markdown: text += MarkdownForm.text(report.blocks)
  case .csv: text += SharingTable(comparison: comparison, options: options).text
  case .json: text += SharingDocument(comparison: comparison, options: options).text
  }
}

/// Writes a sweep to the end of a text.
///
/// - Parameters:
///   - pools: What was found over the grid.
///   - form: The form of the report.
///   - options: What it shows.
///   - text: The text that the report is added to; the report ends with a new line.
public func render(
  _ pools: SweptPools, as form: ReportForm, options: ReportOptions = .usual, to text: inout String
) {
  switch form {
  case .table: text += PlainTextForm.text(SweepReport(pools: pools, options: options).blocks)
  case .markdown: text += MarkdownForm.text(SweepReport(pools: pools, options: options).blocks)
  case .csv: text += SweepTable(pools: pools, options: options).text
  case .json: text += SweepDocument(pools: pools, options: options).text
  }
}
