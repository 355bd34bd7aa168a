import Foundation
import Probability
import TestSupport
import Testing

@testable import MutualAid

/// Slots of rows, and where claims are proposed on them.
struct RowSlotsTests {
  /// Slots of some rows, kept apart.
  private struct Kept {
    let law: RowSlots
    let slots: [UInt32]

    init?(_ sums: [Double]) {
      var slots = [UInt32](repeating: .max, count: sums.count)
      guard let law = RowSlots(rows: sums.count, sum: { sums[$0] }, set: { slots[$0] = $1 })
      else { return nil }
      (self.law, self.slots) = (law, slots)
    }

    /// By row, its cells in all slots.
    var cells: [Int] {
      var cells = slots.map { _ in 0 }
      for (row, slot) in slots.enumerated() {
        let (own, alias) = (Int(slot >> 16), Int(slot & 0xFFFF))
        cells[row] += own
        if alias != row { cells[alias] += law.length - own }
      }
      return cells
    }

    func propose(
      _ stream: inout Probability.Stream, each body: (_ row: Int, _ part: Double) -> Void
    ) {
      law.propose(
        using: &stream, fetchSlot: { _ in }, slot: { slots[$0] }, fetchRow: { _ in },
        find: { ($0, $1) as (Int, Double)? }, each: { found, _ in body(found.0, found.1) })
    }
  }

  /// Sums of rows that are unlike: none, tiny, and a few that outweigh all others.
  private static func sums(_ count: Int, _ seed: UInt64) -> [Double] {
    var draws = Probability.Stream(seed: seed, replication: 0, purpose: .course)
    return (0..<count).map { _ in
      switch draws.below(6) {
      case 0: 0
      case 1: 1e-12 * draws.uniform()
      case 2: 5 * draws.uniform()
      default: 0.1 * draws.uniform()
      }
    }
  }

  /// That each row has the fewest cells that hold its sum, and all slots hold little more.
  private func expectCells(
    _ sums: [Double], _ words: Comment, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let kept = try #require(Kept(sums), words, sourceLocation: sourceLocation)
    let (unit, length) = (kept.law.unit, kept.law.length)
    let cells = kept.cells
    #expect(
      kept.slots.allSatisfy { Int($0 >> 16) <= length }, words, sourceLocation: sourceLocation)
    for (row, sum) in sums.enumerated() {
      let count = Double(cells[row])
      // Whole numbers below 2³² times a unit of 20 bits: nothing here is rounded.
      let isRight = count * unit >= sum && (count == 0 || (count - 1) * unit < sum)
      #expect(
        isRight && kept.law.cells(of: sum) == count, "\(words), row \(row)",
        sourceLocation: sourceLocation)
    }
    let nobodys = sums.count * length - cells.reduce(0, +)
    #expect(0..<max(1, sums.count) ~= nobodys, words, sourceLocation: sourceLocation)
    let all = Double(sums.count * length) * unit
    #expect(
      all <= sums.reduce(0, +) * (1 + 3.3e-5) || unit == .leastNormalMagnitude, words,
      sourceLocation: sourceLocation)
  }

  @Test(arguments: [1, 2, 7, 64, 1_000, 65_536])
  func `each row has its cells to the last one, and all slots hold little more`(rows: Int) throws {
    for seed in 0..<(rows > 1_000 ? 3 : 20) as Range<UInt64> {
      try expectCells(Self.sums(rows, seed), "seed \(seed)")
    }
    try expectCells((0..<rows).map { _ in 0.021 }, "all alike")
    try expectCells((0..<rows).map { $0 == rows / 2 ? 4_000_000 : 1e-9 }, "the middle one has all")
    try expectCells((0..<rows).map { $0 == rows - 1 ? 100 : 0 }, "the last one has all")
    try expectCells((0..<rows).map { Double($0) }.map { $0 / 1e6 }, "ascending")
    try expectCells((0..<rows).map { Double(rows - $0) / 1e6 }, "descending")
    try expectCells((0..<rows).map { pow(0.5, Double($0 % 1_200)) }, "down to what is too small")
    try expectCells((0..<rows).map { _ in .leastNonzeroMagnitude }, "all too small")
    try expectCells((0..<rows).map { _ in (0x1p22 - 1) / Double(rows) }, "most")
    // Sums that are whole cells but for the last bit, on both sides.
    let unit = try #require(Kept((0..<rows).map { _ in 1 })).law.unit
    for seed in 0..<5 as Range<UInt64> {
      var draws = Probability.Stream(seed: seed, replication: 1, purpose: .course)
      let near = (0..<rows).map { _ in
        let cells = Double(60_000 + draws.below(5_000)) * unit
        return [cells, cells.nextUp, cells.nextDown][draws.below(3)]
      }
      try expectCells(near, "nearly whole, seed \(seed)")
    }
  }

  @Test func `cells are the rows' that slots give them to, one by one`() throws {
    for sums in [[0, 0.3, 0.1, 1.7, 0, 0.02], [0.5, 0, 0], [2, 1]] {
      let kept = try #require(Kept(sums))
      var cells = sums.map { _ in 0 }
      for (own, slot) in kept.slots.enumerated() {
        for cell in 0..<kept.law.length {
          let found = RowSlots.row(of: cell, in: slot, own: own)
          if found.isSomebodys { cells[found.row] += 1 }
        }
      }
      #expect(cells == kept.cells)
      #expect(cells.map(Double.init) == sums.map { kept.law.cells(of: $0) })
    }
  }

  @Test func `no slots are made for more claims than a stream can decide`() throws {
    #expect(Kept([0x1p21, 0x1p21]) != nil)
    #expect(Kept([0x1p21, 0x1p21 + 0x1p-20]) == nil)
    #expect(Kept([1, .infinity]) == nil)
    #expect(Kept([1, .nan]) == nil)
    #expect(Kept([.greatestFiniteMagnitude, .greatestFiniteMagnitude]) == nil)
    for sums in [[], [0], [0, 0, 0], [Double](repeating: .leastNonzeroMagnitude, count: 100)] {
      let kept = try #require(Kept(sums))
      for replication in 0..<100 {
        var stream = Probability.Stream(seed: 1, replication: replication, purpose: .individual)
        kept.propose(&stream) { _, _ in Issue.record("there is no hazard") }
      }
    }
  }

  /// 30 rows of four members, unlike; some members, and some rows, have nothing.
  private static let members: [[Double]] = (0..<30).map { (row: Int) -> [Double] in
    (0..<4).map { (place: Int) -> Double in
      if 8..<16 ~= row || place > row % 4 { return 0 }
      return 0.02 * Double(row * place % 7) + (place == 1 ? 0.3 : 0) + (row == 21 ? 0.9 : 0)
    }
  }

  // Nearly all rows are hit again at the higher scale, and few at the lower ones.
  @Test(arguments: [0.1, 1, 9])
  func `claims fall on members by their lengths, in order, and evenly within`(scale: Double) throws
  {
    let members = Self.members.map { $0.map { $0 * scale } }
    #if DEBUG
      let replications = 4_000
    #else
      let replications = 40_000
    #endif
    let kept = try #require(Kept(members.map { row in RowSlots.sum(of: 4) { row[$0] } }))
    let lengths = members.flatMap(\.self)
    let total = lengths.reduce(0, +)
    var counts = lengths.map { _ in 0 }
    var tenths = [Int](repeating: 0, count: 10)
    var numbers = [Int](repeating: 0, count: 400)
    // Of a member whose slot is shared and of one with several slots, how often each number came.
    let watched = [5, 85]
    var times = watched.map { _ in [Int](repeating: 0, count: 60) }
    let ends = UnsafeMutablePointer<Double>.allocate(capacity: 5)
    defer { ends.deallocate() }
    for replication in 0..<replications {
      var stream = Probability.Stream(seed: 4, replication: replication, purpose: .individual)
      var (number, last) = (0, (member: -1, place: 0.0))
      var done: Set<Int> = []
      var own = watched.map { _ in 0 }
      kept.propose(&stream) { row, part in
        guard
          let found = kept.law.member(at: part, of: 4, ends: ends, length: { members[row][$0] })
        else { return }
        let member = 4 * row + found.member
        if member == last.member {
          #expect(found.place >= last.place)
        } else {
          #expect(done.insert(member).inserted, "member \(member) comes twice")
        }
        last = (member, found.place)
        counts[member] += 1
        if let place = watched.firstIndex(of: member) { own[place] += 1 }
        let part = found.place / lengths[member]
        #expect(0..<1 ~= part)
        tenths[max(0, min(9, Int(part * 10)))] += 1
        number += 1
      }
      numbers[number] += 1
      for (place, count) in own.enumerated() { times[place][count] += 1 }
    }
    // A false alarm in a million runs each.
    expectCounts(counts, match: lengths.map { $0 / total })
    expectCounts(tenths, match: tenths.map { _ in 0.1 })
    for (found, mean) in [(numbers, total)] + zip(times, watched.map { lengths[$0] }) {
      let law = try Poisson(mean: mean)
      var masses = found.indices.map { law.mass($0) }
      masses[masses.count - 1] += max(0, 1 - masses.reduce(0, +))
      expectCounts(found, match: masses)
    }
  }

  @Test func `the member at a place is the one that a walk along the row finds`() throws {
    var draws = Probability.Stream(seed: 8, replication: 0, purpose: .course)
    let ends = UnsafeMutablePointer<Double>.allocate(capacity: 17)
    defer { ends.deallocate() }
    for count in [2, 10, 16] {
      for _ in 0..<2_000 {
        // Whole numbers, whose sums are exact in any order.
        let lengths = (0..<count).map { _ in Double(max(0, draws.below(12) - 4)) }
        let sum = RowSlots.sum(of: count) { lengths[$0] }
        #expect(sum == lengths.reduce(0, +))
        let law = try #require(Kept([sum, 1_000])).law
        let part = Double(draws.below(1 << 20)) * 0x1p-20
        var left = part * (law.cells(of: sum) * law.unit)
        let expected = lengths.firstIndex { length in
          if left < length { return true }
          left -= length
          return false
        }
        let found = law.member(at: part, of: count, ends: ends, length: { lengths[$0] })
        #expect(found?.member == expected)
        if expected != nil { #expect(found?.place == left) }
      }
    }
  }

  @Test func `a dominating row among thousands is found where it is`() throws {
    let sums = (0..<40_000).map { $0 == 31_007 ? 100 : 1e-5 }
    let kept = try #require(Kept(sums))
    var rows: [Int: Int] = [:]
    for replication in 0..<200 {
      var stream = Probability.Stream(seed: 6, replication: replication, purpose: .individual)
      kept.propose(&stream) { row, part in
        guard part * kept.law.cells(of: sums[row]) * kept.law.unit < sums[row] else { return }
        rows[row == 31_007 ? 1 : 0, default: 0] += 1
      }
    }
    // 20,000 and 80 are expected; six standard deviations are passed twice in a billion runs.
    #expect(abs(rows[1, default: 0] - 20_000) < 849)
    #expect(abs(rows[0, default: 0] - 80) < 54)
  }

  @Test func `as many claims as can be are proposed, each row's in order`() throws {
    #if DEBUG
      let most = 0x1p16
    #else
      let most = RowSlots.mostProposals - 1
    #endif
    let kept = try #require(Kept((0..<1_000).map { _ in most / 1_000 }))
    var stream = Probability.Stream(seed: 9, replication: 0, purpose: .individual)
    var (count, last, steps) = (0, (-1, 0.0), 0)
    kept.propose(&stream) { row, part in
      count += 1
      if last > (row, part) { steps += 1 }
      last = (row, part)
    }
    #expect(steps == 0)
    // Beyond 5.3 standard deviations lies one in ten million.
    #expect(abs(Double(count) - most) < 5.3 * most.squareRoot())
  }
}
