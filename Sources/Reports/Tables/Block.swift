/// A piece of a report for people.
enum Block {
  /// The report's title.
  case title(String)
  /// The heading of a section.
  case heading(String)
  /// A sentence or more.
  case paragraph(String)
  /// Names and what they stand for, one a line.
  case facts([(name: String, text: String)])
  /// A table.
  case table(Table)
  /// Points.
  case list([String])
}
