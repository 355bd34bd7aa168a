import MutualAid

/// Rows with the same columns, written as a CSV file or as a list of mappings.
///
/// A row is a mapping either way, so that a CSV cell and an inline value pass the same checks.
struct Table<Row: Sendable>: Sendable {
  /// The most bytes that a CSV file may have.
  static var byteLimit: Int { 64 << 20 }

  /// The columns.
  let columns: SectionDefinition
  private let isCited: Bool
  private let read: @Sendable (Section, Reading) -> Row?

  /// A table whose rows `read` makes.
  ///
  /// The sources of the rows are those of the table, if they are cited; published figures keep
  /// their own.
  init(
    columns: SectionDefinition, isCited: Bool = true,
    read: @escaping @Sendable (Section, Reading) -> Row?
  ) {
    self.columns = columns
    self.isCited = isCited
    self.read = read
  }

  /// The rows of a CSV file that a scenario names, or `nil` with problems noted.
  func rows(of file: Placed<String>, at path: String, _ reading: Reading) -> [Placed<Row>]? {
    guard let text = reading.load(file, limit: Self.byteLimit) else { return nil }
    let relative = reading.resolve(file)
    let source = Place.Source.table(reading.displayed(relative))
    reading.register(text, as: source, folder: RelativePath.folder(of: relative))
    reading.keep(text, as: relative)
    if let forbidden = text.firstForbidden() {
      let place = Place(source: source, line: forbidden.line, column: forbidden.column)
      reading.note(.notText(forbidden.scalar), at: place, path: "")
      return nil
    }
    do {
      return rows(try CSV(text.text), source, at: path, reading)
    } catch {
      let place = Place(source: source, line: error.line, column: error.column)
      reading.note(.syntax(error.sentence), at: place, path: "")
      return nil
    }
  }

  private func rows(_ csv: CSV, _ source: Place.Source, at path: String, _ reading: Reading)
    -> [Placed<Row>]?
  {
    guard let header = csv.rows.first, csv.rows.count > 1 else {
      let names = columns.keys.filter(\.isRequired).map(\.name).joined(separator: ",")
      reading.note(
        .expected(
          "a header such as \(names) and at least one row",
          found: csv.rows.isEmpty ? "an empty file" : "a header alone"),
        at: Place(source: source, line: 1, column: 1), path: "")
      return nil
    }
    guard check(header, source, reading) else { return nil }
    let rows = csv.rows.dropFirst().map { cells -> Placed<Row>? in
      guard cells.count == header.count else {
        let place = Place(source: source, line: cells[0].line, column: cells[0].column)
        reading.note(
          .expected("\(header.count) cells as in the header", found: "\(cells.count)"), at: place,
          path: "")
        return nil
      }
      return row(node(header, cells, source), at: "", reading, isCited: false)
    }
    cite(csv, header, at: path, reading)
    let good = rows.compactMap { $0 }
    return good.count == rows.count ? good : nil
  }

  private func check(_ header: [CSV.Cell], _ source: Place.Source, _ reading: Reading) -> Bool {
    let names = columns.keys.map(\.name)
    var seen: Set<String> = []
    var isGood = true
    func note(_ reason: ScenarioProblem.Reason, _ cell: CSV.Cell) {
      let place = Place(source: source, line: cell.line, column: cell.column)
      reading.note(reason, at: place, path: cell.text.shown)
      isGood = false
    }
    for cell in header {
      if !names.contains(cell.text) {
        note(.unknownColumn(nearest: names.nearest(to: cell.text), known: names), cell)
      } else if !seen.insert(cell.text).inserted {
        note(.duplicate(firstLine: cell.line), cell)
      }
    }
    for key in columns.keys where key.isRequired && !seen.contains(key.name) {
      let place = Place(source: source, line: header[0].line, column: 1)
      reading.note(.missing(expected: "a column of this name"), at: place, path: key.name)
      isGood = false
    }
    return isGood
  }

  /// A row as a mapping; an empty cell is a setting that is absent.
  private func node(_ header: [CSV.Cell], _ cells: [CSV.Cell], _ source: Place.Source) -> Node {
    let entries = zip(header, cells).compactMap { name, cell -> Node.Entry? in
      guard cell.isQuoted || !cell.text.isEmpty else { return nil }
      let place = Place(source: source, line: cell.line, column: cell.column)
      // CSV has no types: quotes only keep commas, so a quoted number is a number.
      let value = Node(content: .scalar(text: cell.text, isQuoted: false), place: place)
      return Node.Entry(key: name.text, place: place, value: value)
    }
    let place = Place(source: source, line: cells[0].line, column: cells[0].column)
    return Node(content: .mapping(entries), place: place)
  }

  private func cite(_ csv: CSV, _ header: [CSV.Cell], at path: String, _ reading: Reading) {
    for (index, name) in header.enumerated() where isCited {
      guard name.text == "source" || name.text == "assumed" else { continue }
      for row in csv.rows.dropFirst() where row.count == header.count && !row[index].text.isEmpty {
        reading.cite(name.text == "source" ? .source : .assumed, row[index].text, at: path)
      }
    }
  }

  private func row(_ node: Node, at path: String, _ reading: Reading, isCited: Bool = true)
    -> Placed<Row>?
  {
    guard
      let section = Section(
        node, at: path, columns, reading, isRecorded: false, isCited: isCited)
    else { return nil }
    return reading.withinValue { read(section, reading) }.map {
      Placed(value: $0, place: node.place, path: path)
    }
  }

  /// A list of mappings, one for each row.
  func list(_ expectation: String) -> Form<[Placed<Row>]> {
    Form(
      expectation,
      schema: ["type": "array", "minItems": 1, "items": columns.schema]
    ) { node, path, reading in
      guard case .list(let nodes) = node.content, !nodes.isEmpty else {
        reading.note(.expected(expectation, found: node.found), at: node.place, path: path)
        return nil
      }
      let rows = nodes.enumerated().map { index, node in
        row(node, at: path.appending(key: String(index)), reading)
      }
      let good = rows.compactMap { $0 }
      return good.count == rows.count ? good : nil
    }
  }
}
