/// A table as comma-separated values.
///
/// > Y. Shafranovich. "Common Format and MIME Type for Comma-Separated Values (CSV) Files."
/// > RFC 4180, 2005. Lines end with a line feed, as the tools that read them expect.
enum CSVText {
  /// The header and the rows, a field that is `nil` left empty.
  static func table(header: [String], rows: [[String?]]) -> String {
    ([header] + rows).map { $0.map(field).joined(separator: ",") + "\n" }.joined()
  }

  /// A field, in quotes where it holds a comma, a quote or the end of a line.
  private static func field(_ text: String?) -> String {
    guard let text else { return "" }
    let needsQuotes = text.unicodeScalars.contains { ",\"\n\r".unicodeScalars.contains($0) }
    guard needsQuotes else { return text }
    return "\"" + text.map { $0 == "\"" ? "\"\"" : String($0) }.joined() + "\""
  }
}
