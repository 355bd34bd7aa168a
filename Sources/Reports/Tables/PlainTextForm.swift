/// Blocks as text for a terminal.
enum PlainTextForm {
  /// The most columns that a line fills.
  static let width = 110

  /// The blocks, an empty line between them.
  static func text(_ blocks: [Block]) -> String {
    blocks.map(lines).filter { !$0.isEmpty }
      .map { $0.joined(separator: "\n") + "\n" }.joined(separator: "\n")
  }

  private static func lines(of block: Block) -> [String] {
    switch block {
    case .title(let text):
      let line = PlainWords.shortened(text, to: width)
      return [line, String(repeating: "═", count: PlainWords.width(line))]
    case .heading(let text):
      return [PlainWords.shortened(text, to: width)]
    case .paragraph(let text): return PlainWords.wrapped(text, to: 100)
    case .facts(let facts): return self.facts(facts)
    case .table(let table): return self.table(table)
    case .list(let points):
      return points.flatMap { point in
        PlainWords.wrapped(point, to: 98).enumerated().map { ($0 == 0 ? "- " : "  ") + $1 }
      }
    }
  }

  private static func facts(_ facts: [(name: String, text: String)]) -> [String] {
    let indent = (facts.map { PlainWords.width($0.name) }.max() ?? 0) + 2
    return facts.flatMap { fact in
      PlainWords.wrapped(fact.text, to: 100 - indent).enumerated().map { place, line in
        padded(place == 0 ? fact.name : "", to: indent, atEnd: true) + line
      }
    }
  }

  private static func table(_ table: Table) -> [String] {
    var table = table
    var sheet = Sheet(table)
    while sheet.width > width, let column = firstToDrop(of: table) {
      table = table.without(column)
      sheet = Sheet(table)
    }
    return sheet.lines
  }

  private static func firstToDrop(of table: Table) -> Int? {
    table.columns.indices.filter { table.columns[$0].dropped != nil }
      .max { (table.columns[$0].dropped ?? 0) < (table.columns[$1].dropped ?? 0) }
  }

  static func padded(_ text: String, to width: Int, atEnd: Bool) -> String {
    let padding = String(repeating: " ", count: max(0, width - PlainWords.width(text)))
    return atEnd ? text + padding : padding + text
  }
}

/// A table laid out: cells cut, points aligned, columns as wide as their widest cell.
private struct Sheet {
  private let table: Table
  private let rows: [[String]]
  private var widths: [Int]

  private static let gap = 2

  init(_ table: Table) {
    self.table = table
    let rows = table.pointAligned(digit: " ", point: " ").map { row in
      row.map { PlainWords.shortened($0, to: Table.widestWords) }
    }
    self.rows = rows
    widths = table.columns.enumerated().map { place, column in
      max(PlainWords.width(column.heading), rows.map { PlainWords.width($0[place]) }.max() ?? 0)
    }
    // A group's name that is wider than its columns widens the last of them.
    for group in table.groups {
      let lacking = PlainWords.width(group.name ?? "") - width(of: group.columns)
      if lacking > 0 { widths[group.columns.upperBound - 1] += lacking }
    }
  }

  var width: Int { width(of: table.columns.indices) }

  var lines: [String] {
    let headings = line(table.columns.map(\.heading))
    let rule = String(repeating: "─", count: width)
    let body = [headings, rule] + rows.map(line)
    return table.columns.contains { $0.group != nil } ? [groupLine] + body : body
  }

  private func width(of columns: Range<Int>) -> Int {
    columns.reduce(0) { $0 + widths[$1] } + Self.gap * (columns.count - 1)
  }

  private func line(_ cells: [String]) -> String {
    trimmed(
      cells.enumerated().map { place, cell in
        let isLeft = table.columns[place].alignment == .left
        return PlainTextForm.padded(cell, to: widths[place], atEnd: isLeft)
      })
  }

  /// The groups' names, each in the middle of a rule over its columns.
  private var groupLine: String {
    trimmed(
      table.groups.map { group in
        let width = width(of: group.columns)
        guard let name = group.name else { return String(repeating: " ", count: width) }
        let free = width - PlainWords.width(name)
        guard free >= 4 else { return PlainTextForm.padded(name, to: width, atEnd: true) }
        let left = String(repeating: "─", count: (free - 2) / 2)
        return left + " " + name + " " + String(repeating: "─", count: free - 2 - left.count)
      })
  }

  private func trimmed(_ cells: [String]) -> String {
    let line = cells.joined(separator: String(repeating: " ", count: Self.gap))
    let end = line.lastIndex { $0 != " " }.map(line.index(after:)) ?? line.startIndex
    return String(line[..<end])
  }
}
