extension Table {
  /// The table as HTML.
  var markup: Markup {
    let padded = pointAligned(digit: "\u{2007}", point: "\u{2008}")
    let hasGroups = columns.contains { $0.group != nil }
    let groupRow: Markup = "<tr>\(groups.map(Self.heading))</tr>\n"
    let headings = columns.map { column -> Markup in
      "<th\(Self.style(of: column)) scope=\"col\">\(column.heading)</th>"
    }
    let rows = padded.map { row -> Markup in
      let cells = zip(row, columns).map { cell, column -> Markup in
        "<td\(Self.style(of: column))>\(cell)</td>"
      }
      return "<tr>\(cells)</tr>"
    }
    return """
      <div class="scroll"><table>
      <thead>
      \(hasGroups ? groupRow : .none)<tr>\(headings)</tr>
      </thead>
      <tbody>
      \(rows)
      </tbody>
      </table></div>
      """
  }

  private static func heading(of group: (name: String?, columns: Range<Int>)) -> Markup {
    guard let name = group.name else { return "<td colspan=\"\(group.columns.count)\"></td>" }
    return """
      <th class="group" scope="colgroup" colspan="\(group.columns.count)">\(name)</th>
      """
  }

  private static func style(of column: Column) -> Markup {
    column.alignment == .left ? " class=\"words\"" : ""
  }
}

extension Block {
  /// The block as HTML, a section's heading one level below the page's.
  var markup: Markup {
    switch self {
    case .title(let text): return "<h1>\(text)</h1>"
    case .heading(let text): return "<h3>\(text)</h3>"
    case .paragraph(let text): return "<p>\(text)</p>"
    case .facts(let facts):
      let pairs = facts.map { fact -> Markup in
        "<dt>\(fact.name)</dt><dd>\(fact.text)</dd>"
      }
      return "<dl>\(pairs)</dl>"
    case .table(let table): return table.markup
    case .list(let points):
      return "<ul>\(points.map { point -> Markup in "<li>\(point)</li>" })</ul>"
    }
  }
}
