import Probability

/// The claims that are proposed on slots.
///
/// Claims are a Poisson process of rate 1 on all cells: their number is a Poisson count, and each falls evenly
/// on the cells. So the cost goes with claims, and not with members. Given that a claim falls on the cells of
/// a row, it falls evenly on them, and where is drawn by itself.
///
/// A slot's own part is right to 2⁻⁶³, so a claim's row has its law but for 2⁻⁴⁷ in total variation; the
/// place within a row is a whole number of 2⁻⁴⁸ parts of it.
extension RowSlots {
  /// How many proposals are on their way from memory at a time.
  private static let ahead = 32

  /// Proposes claims.
  ///
  /// A member's proposals come one after the other, in the order of their places; members come in an order of
  /// no meaning.
  ///
  /// - Parameters:
  ///   - stream: The section's own.
  ///   - fetchSlot: Has a row's slot read from memory.
  ///   - slot: A row's slot.
  ///   - fetchRow: Has a row's members read from memory.
  ///   - find: Whom a proposal at a part of a row's cells falls on, if on anybody.
  ///   - body: Takes what was found.
  /// - Complexity: O(*claims*), some 30 ns each.
  @inline(__always)
  func propose<Found>(
    using stream: inout Stream, fetchSlot: (_ row: Int) -> Void, slot: (_ row: Int) -> UInt32,
    fetchRow: (_ row: Int) -> Void, find: (_ row: Int, _ part: Double) -> Found?,
    each body: (_ found: Found, _ stream: inout Stream) -> Void
  ) {
    let count = Poisson.sample(mean: Double(rows * length) * unit, using: &stream)
    guard count > 0 else { return }
    var lanes = LaneWords(from: &stream)
    let words = UnsafeMutableBufferPointer<UInt64>.allocate(capacity: 2 * count)
    // Where most rows are hit again, all hits are put in order before they are looked at.
    let hits = UnsafeMutableBufferPointer<Found?>.allocate(capacity: count > rows ? 0 : count)
    let marks = RowMarks(rows: rows)
    defer {
      words.deallocate()
      hits.deallocate()
      marks.words.deallocate()
    }
    lanes.fill(words)
    let made = findRows(words, fetchSlot, slot, fetchRow, marks) { number, key in
      if number < hits.count { hits.initializeElement(at: number, to: find(key.row, key.part)) }
    }
    let once = min(made, hits.count)
    var again = made - once
    for number in 0..<once where marks.isHitAgain(Key(bits: words[number]).row) {
      words[again] = words[number]
      hits[number] = nil
      again += 1
    }
    order(words, again)
    for number in 0..<once + again {
      let key = Key(bits: words[max(0, number - once)])
      if let found = number < once ? hits[number] : find(key.row, key.part) { body(found, &stream) }
    }
  }

  /// Turns pairs of words into rows and places in them, and has each looked at when its members have come
  /// from memory.
  ///
  /// - Returns: How many there are; their bits take the place of the first words.
  @inline(__always)
  private func findRows(
    _ words: UnsafeMutableBufferPointer<UInt64>, _ fetchSlot: (_ row: Int) -> Void,
    _ slot: (_ row: Int) -> UInt32, _ fetchRow: (_ row: Int) -> Void, _ marks: RowMarks,
    look: (_ number: Int, _ key: Key) -> Void
  ) -> Int {
    let count = words.count / 2
    var (made, seen) = (0, 0)
    for number in 0..<count + 2 * Self.ahead {
      if number < count { fetchSlot(cell(of: words[2 * number]).slot) }
      let next = number - Self.ahead
      if next >= 0, next < count {
        let (own, cell) = cell(of: words[2 * next])
        let (row, isSomebodys) = Self.row(of: cell, in: slot(own), own: own)
        fetchRow(row)
        words[made] = Key(row: row, word: words[2 * next + 1]).bits
        marks.hit(row)
        made += isSomebodys ? 1 : 0
      }
      if seen < made, seen <= next - Self.ahead {
        look(seen, Key(bits: words[seen]))
        seen += 1
      }
    }
    return made
  }

  /// Puts the first of some keys in order; behind them is room for as many.
  private func order(_ words: UnsafeMutableBufferPointer<UInt64>, _ count: Int) {
    var keys = UnsafeMutableBufferPointer(rebasing: words[..<count])
    guard count > rows else {
      keys.sort()
      return
    }
    // First by row, by counting, and then within each.
    var ends = [Int](repeating: 0, count: rows + 1)
    for bits in keys { ends[Key(bits: bits).row + 1] += 1 }
    for row in 0..<rows { ends[row + 1] += ends[row] }
    let room = UnsafeMutableBufferPointer(rebasing: words[count..<2 * count])
    _ = room.update(fromContentsOf: keys)
    for bits in room {
      let row = Key(bits: bits).row
      keys[ends[row]] = bits
      ends[row] += 1
    }
    var begin = 0
    for end in ends[..<rows] {
      var row = UnsafeMutableBufferPointer(rebasing: keys[begin..<end])
      row.sort()
      begin = end
    }
  }

  /// The row that a cell of a slot belongs to, if to any.
  @inline(__always)
  static func row(of cell: Int, in slot: UInt32, own: Int) -> (row: Int, isSomebodys: Bool) {
    let isOwn = cell < Int(slot >> 16)
    let row = isOwn ? own : Int(slot & 0xFFFF)
    return (row, isOwn || row != own)
  }

  /// The slot that a word falls on, and the cell in it.
  @inline(__always)
  private func cell(of word: UInt64) -> (slot: Int, cell: Int) {
    let (slot, rest) = word.multipliedFullWidth(by: UInt64(rows))
    let cell = rest.multipliedFullWidth(by: UInt64(length)).high
    return (Int(truncatingIfNeeded: slot), Int(truncatingIfNeeded: cell))
  }

  /// The row of a proposal and where in the row it falls, in the order of both.
  private struct Key {
    /// The row above, and the place below.
    let bits: UInt64

    @inline(__always)
    init(bits: UInt64) { self.bits = bits }

    @inline(__always)
    init(row: Int, word: UInt64) { bits = UInt64(row) << 48 | word >> 16 }

    var row: Int {
      @inline(__always) get { Int(bits >> 48) }
    }

    /// The part of the row's cells that lie below the place.
    var part: Double {
      @inline(__always) get { Double(Int64(bits & 0xFFFF_FFFF_FFFF)) * 0x1p-48 }
    }
  }
}

/// Which rows were hit once, and which again: two bits a row.
private struct RowMarks {
  let words: UnsafeMutablePointer<UInt64>

  /// Marks of rows that were not hit.
  init(rows: Int) {
    let count = (rows + 31) / 32
    words = .allocate(capacity: count)
    words.initialize(repeating: 0, count: count)
  }

  /// Notes a hit.
  @inline(__always)
  func hit(_ row: Int) {
    let once: UInt64 = 1 << UInt64(2 * (row & 31))
    let word = words[row >> 5]
    words[row >> 5] = word | once | (word & once) << 1
  }

  @inline(__always)
  func isHitAgain(_ row: Int) -> Bool {
    words[row >> 5] >> UInt64(2 * (row & 31) + 1) & 1 == 1
  }
}
