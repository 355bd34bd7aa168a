/// A table that people read.
struct Table {
  /// How the cells of a column stand below each other.
  enum Alignment {
    /// Words.
    case left
    /// Dates and whole numbers.
    case right
    /// Numbers, point below point.
    case decimal
  }

  /// A column.
  struct Column {
    /// What stands above it.
    let heading: String
    /// What stands above the headings of neighbouring columns with the same group.
    var group: String? = nil
    /// How its cells stand.
    var alignment: Alignment = .decimal
    /// Where a table is too wide, columns are left out from the highest number down; `nil` stays.
    var dropped: Int? = nil
  }

  /// The columns.
  let columns: [Column]
  /// The rows, each with a cell for every column.
  var rows: [[String]]

  /// The widest a column of words becomes.
  static let widestWords = 34

  /// A table of rows.
  ///
  /// - Precondition: Every row has a cell for every column.
  init(columns: [Column], rows: [[String]]) {
    precondition(rows.allSatisfy { $0.count == columns.count }, "a row has a cell for each column")
    self.columns = columns
    self.rows = rows
  }

  /// The table without a column.
  func without(_ column: Int) -> Table {
    var columns = columns
    columns.remove(at: column)
    return Table(
      columns: columns,
      rows: rows.map { row in
        var row = row
        row.remove(at: column)
        return row
      })
  }

  /// The runs of neighbouring columns with the same group.
  var groups: [(name: String?, columns: Range<Int>)] {
    var groups: [(name: String?, columns: Range<Int>)] = []
    for (place, column) in columns.enumerated() {
      if let last = groups.last, last.name == column.group, column.group != nil {
        groups[groups.count - 1].columns = last.columns.lowerBound..<place + 1
      } else {
        groups.append((column.group, place..<place + 1))
      }
    }
    return groups
  }

  /// The rows with the cells of decimal columns padded at the end, so that their points align.
  func pointAligned(digit: String, point: String) -> [[String]] {
    let tails = columns.indices.map { column -> Int in
      guard columns[column].alignment == .decimal else { return 0 }
      return rows.map { Self.tail(of: $0[column]) }.max() ?? 0
    }
    return rows.map { row in
      row.enumerated().map { column, cell in
        guard columns[column].alignment == .decimal, !cell.isEmpty else { return cell }
        let missing = tails[column] - Self.tail(of: cell)
        guard missing > 0 else { return cell }
        // A cell without a point lacks the point as well as the digits.
        let digits = Self.tail(of: cell) == 0 ? missing - 1 : missing
        let padding = (digits < missing ? point : "") + String(repeating: digit, count: digits)
        return cell.hasSuffix("%") ? cell.dropLast() + "%" + padding : cell + padding
      }
    }
  }

  /// The point and what follows it, without a percent sign.
  private static func tail(of cell: String) -> Int {
    guard let point = cell.lastIndex(of: ".") else { return 0 }
    return cell.distance(from: point, to: cell.endIndex) - (cell.hasSuffix("%") ? 1 : 0)
  }
}
