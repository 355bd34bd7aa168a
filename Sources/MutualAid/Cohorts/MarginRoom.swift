/// Room for what some replications draw of a span, side by side.
final class MarginRoom {
  /// Rows of a value for each replication.
  struct Rows<Element> {
    private let values: UnsafeMutableBufferPointer<Element>

    fileprivate init(_ count: Int, of none: Element) {
      values = .allocate(capacity: count * MarginRoom.width)
      values.initialize(repeating: none)
    }

    fileprivate func deallocate() { values.deallocate() }

    /// The values of a row.
    subscript(row: Int) -> UnsafeMutableBufferPointer<Element> {
      let first = row * MarginRoom.width
      return .init(rebasing: values[first..<first + MarginRoom.width])
    }

    /// A replication's value of a row.
    subscript(row: Int, place: Int) -> Element {
      get { values[row * MarginRoom.width + place] }
      nonmutating set { values[row * MarginRoom.width + place] = newValue }
    }

    /// Writes a value to the first rows.
    func fill(_ rows: Int, with value: Element) {
      values[..<(rows * MarginRoom.width)].update(repeating: value)
    }
  }

  /// How many replications are drawn together; it is part of what draws follow from.
  static let width = 256

  /// All hits by row of the plan, and by group.
  let own: Rows<UInt32>
  let ofGroup: Rows<UInt32>
  /// Those of the rest by group.
  let restOfGroup: Rows<UInt32>
  /// Common hits by line.
  let ofLine: Rows<UInt32>
  /// Common hits by line and settlement.
  let dealt: Rows<UInt32>
  /// What all claims of a settlement are worth, in fen.
  let worth: Rows<Int64>
  /// A bound on the chance that two hits are of one settlement, unless both are of the rest.
  let together: Rows<Double>
  /// What bounds the number of pairs of a group that share a member, over all groups: of hits of one
  /// settlement, and of hits of the rest.
  let pairs: Rows<Double>
  let pairsOfRest: Rows<Double>
  /// For what is needed for a moment.
  let scratch: Rows<UInt32>
  /// The outcomes of the hits of the rest, those of a replication side by side, and where they begin.
  var rest: [UInt32] = []
  var restStarts = [Int](repeating: 0, count: MarginRoom.width + 1)

  /// The number of settlements that there is room for.
  private let settlements: Int

  /// Room for any of some spans.
  init(for spans: [MarginSpan]) {
    let rows = spans.first?.rows.count ?? 0
    let groups = spans.first?.rowsOfGroup.count ?? 0
    let lines = spans.reduce(0) { max($0, $1.lines.count) }
    settlements = spans.reduce(0) { max($0, $1.range.count) }
    own = Rows(rows, of: 0)
    ofGroup = Rows(groups, of: 0)
    restOfGroup = Rows(groups, of: 0)
    ofLine = Rows(lines, of: 0)
    dealt = Rows(lines * settlements, of: 0)
    worth = Rows(settlements, of: 0)
    together = Rows(1, of: 0)
    pairs = Rows(1, of: 0)
    pairsOfRest = Rows(1, of: 0)
    scratch = Rows(3, of: 0)
  }

  deinit {
    for rows in [own, ofGroup, restOfGroup, ofLine, dealt, scratch] { rows.deallocate() }
    worth.deallocate()
    for row in [together, pairs, pairsOfRest] { row.deallocate() }
  }

  /// The row of `dealt` of a line and settlement.
  func row(_ line: Int, _ settlement: Int) -> Int { line * settlements + settlement }

  /// Begins a span.
  func clear(for span: MarginSpan) {
    own.fill(span.rows.count, with: 0)
    ofGroup.fill(span.rowsOfGroup.count, with: 0)
    restOfGroup.fill(span.rowsOfGroup.count, with: 0)
    ofLine.fill(span.lines.count, with: 0)
    worth.fill(span.range.count, with: 0)
    for row in [together, pairs, pairsOfRest] { row.fill(1, with: 0) }
  }

  /// The outcomes of a replication's hits of the rest.
  func rest(of place: Int) -> ArraySlice<UInt32> { rest[restStarts[place]..<restStarts[place + 1]] }
}
