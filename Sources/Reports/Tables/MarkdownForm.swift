/// Blocks as GitHub's Markdown.
enum MarkdownForm {
  /// The blocks, an empty line between them.
  static func text(_ blocks: [Block]) -> String {
    blocks.map(lines).filter { !$0.isEmpty }
      .map { $0.joined(separator: "\n") + "\n" }.joined(separator: "\n")
  }

  private static func lines(of block: Block) -> [String] {
    switch block {
    case .title(let text): ["# " + escaped(text)]
    case .heading(let text): ["## " + escaped(text)]
    case .paragraph(let text): [escaped(text)]
    case .facts(let facts): facts.map { "- **\(escaped($0.name))**: \(escaped($0.text))" }
    case .table(let table): self.table(table)
    case .list(let points): points.map { "- " + escaped($0) }
    }
  }

  private static func table(_ table: Table) -> [String] {
    let headings = table.columns.map { column in
      escaped(column.group.map { "\($0): \(column.heading)" } ?? column.heading)
    }
    let rules = table.columns.map { $0.alignment == .left ? ":---" : "---:" }
    return ([headings, rules] + table.rows.map { $0.map(escaped) })
      .map { "| " + $0.joined(separator: " | ") + " |" }
  }

  /// The text with every character that Markdown or HTML would read as markup taken literally.
  ///
  /// > *CommonMark Spec*, version 0.31.2 (2024), section 2.4 Backslash escapes.
  static func escaped(_ text: String) -> String {
    var escaped = ""
    for character in text {
      switch character {
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "&": escaped += "&amp;"
      case "\\", "`", "*", "_", "[", "]", "#", "|", "~", "!", "$": escaped += "\\\(character)"
      default: escaped.append(character)
      }
    }
    return escaped
  }
}
