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
///   - text: The text that the report is added to; the report ends with a new line.
public func render(
  _ outcome: Outcome, as form: ReportForm, options: ReportOptions = .usual, to text: inout String
) {
  let book = FigureBook(outcome, options: options)
  switch form {
  case .table: text += PlainTextForm.text(ShortReport(book).blocks)
  case .markdown: text += MarkdownForm.text(ShortReport(book).blocks)
  case .csv: text += FigureTable(book).all
  case .json: text += SummaryDocument(book).text
  }
}
