/// The forms that a report comes in.
public enum ReportForm: String, CaseIterable, Sendable {
  /// Aligned columns for a terminal, at most 110 wide, rounded by the error of the estimates.
  case table
  /// Every figure in full, one JSON document: the contents of `summary.json`.
  case json
  /// Every figure in full, one long table.
  case csv
  /// The tables of `table`, for a page that reads GitHub's Markdown.
  case markdown
}
