import Foundation
import Probability
import TestSupport
import Testing

@testable import MutualAid

/// The bounds on rows of members, and where claims are proposed.
struct HazardAxisTests {
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

  /// By row, what proposals are made at.
  private func bounds(_ axis: HazardAxis, rows: Int) -> [Double] {
    (0..<rows).map { row in
      let (block, place) = row.quotientAndRemainder(dividingBy: HazardAxis.rowsOfBlock)
      let end = axis.marks[block] >> UInt64(8 * place) & 0xFF
      let begin = place == 0 ? 0 : axis.marks[block] >> UInt64(8 * place - 8) & 0xFF
      let whole = axis.marks[block] >> 56
      let length = Double(axis.starts[block + 1] - axis.starts[block]) * axis.unit
      return whole == 0 ? 0 : Double(end - begin) * (length / Double(whole))
    }
  }

  @Test(arguments: [1, 7, 8, 9, 64, 1_000, 20_003])
  func `no row's bound is below its sum, and all together are little above`(rows: Int) throws {
    for seed in 0..<20 as Range<UInt64> {
      let sums = Self.sums(rows, seed)
      let axis = try #require(HazardAxis(rows: rows) { sums[$0] })
      let bounds = bounds(axis, rows: rows)
      // Members are added up in another order than their row's sum, which may cost the last digits.
      #expect(zip(bounds, sums).allSatisfy { $0 >= $1 * (1 + 0x1p-33) })
      #expect(zip(bounds, sums).allSatisfy { $1 > 0 || $0 == 0 })
      #expect(
        bounds.reduce(0, +) <= sums.reduce(0, +) * (255.0 / 247) + 2 * Double(rows) * axis.unit)
    }
  }

  @Test(arguments: [1, 8, 9, 1_000, 20_003])
  func `each part of the axis is guided to the block in which it begins`(rows: Int) throws {
    let sums = Self.sums(rows, 5).map { $0 + 1e-9 }
    let axis = try #require(HazardAxis(rows: rows) { sums[$0] })
    let blocks = axis.marks.count
    #expect(axis.guides.count >= blocks && axis.guides.count < 2 * blocks || blocks == 1)
    for (part, block) in axis.guides.enumerated() {
      let place = UInt64(part) << UInt64(32 - axis.guideBits)
      #expect(UInt64(axis.starts[Int(block)]) <= place)
      #expect(UInt64(axis.starts[Int(block) + 1]) > place || Int(block) == blocks - 1)
    }
    #expect(axis.memory <= blocks * 16 + 20)
  }

  @Test func `bytes are compared all at once as one by one`() {
    var draws = Probability.Stream(seed: 8, replication: 0, purpose: .course)
    for _ in 0..<20_000 {
      let limit = 1 + draws.below(255)
      let bytes = (0..<8).map { _ in draws.below(limit + 1) }.sorted()
      let word = bytes.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      let value = draws.below(256)
      #expect(
        HazardAxis.bytes(of: word, upTo: UInt64(value)) == bytes.prefix(7).count { $0 <= value })
    }
  }

  /// 30 rows of one to three members, unlike; some blocks and rows have nothing.
  private static let members: [[Double]] = (0..<30).map { (row: Int) -> [Double] in
    let count = 8..<16 ~= row ? 0 : row % 4
    return (0..<count).map { (place: Int) -> Double in
      let length = 0.02 * Double(row * place % 7)
      return place == 1 ? length + 0.3 : length
    }
  }

  @Test func `claims fall on members by their lengths, and evenly within`() throws {
    let members = Self.members
    let axis = try #require(HazardAxis(rows: 30) { members[$0].reduce(0, +) })
    let lengths = members.flatMap(\.self)
    let total = lengths.reduce(0, +)
    let firsts = members.reduce(into: [0]) { $0.append(($0.last ?? 0) + $1.count) }
    var counts = lengths.map { _ in 0 }
    var tenths = [Int](repeating: 0, count: 10)
    var numbers = [Int](repeating: 0, count: 60)
    for replication in 0..<40_000 {
      var stream = Probability.Stream(seed: 4, replication: replication, purpose: .individual)
      var (number, last) = (0, (row: -1, place: 0.0))
      axis.propose(using: &stream, fetch: { _ in }) { row, place, _ in
        #expect((last.row, last.place) <= (row, place))
        last = (row, place)
        guard
          let found = HazardAxis.member(
            at: place, of: members[row].indices, length: { members[row][$0] })
        else { return }
        counts[firsts[row] + found.member] += 1
        let part = found.place / members[row][found.member]
        #expect(0..<1 ~= part)
        tenths[max(0, min(9, Int(part * 10)))] += 1
        number += 1
      }
      numbers[number] += 1
    }
    // A false alarm in a million runs each.
    expectCounts(counts, match: lengths.map { $0 / total })
    expectCounts(tenths, match: tenths.map { _ in 0.1 })
    let law = try Poisson(mean: total)
    var masses = numbers.indices.map { law.mass($0) }
    masses[masses.count - 1] += 1 - masses.reduce(0, +)
    expectCounts(numbers, match: masses)
  }

  @Test func `a dominating row among thousands is found where it is`() throws {
    // Nearly all parts of the axis begin in one block, and its neighbours are far apart.
    let axis = try #require(HazardAxis(rows: 40_000) { $0 == 31_007 ? 100 : 1e-5 })
    var rows: [Int: Int] = [:]
    for replication in 0..<200 {
      var stream = Probability.Stream(seed: 6, replication: replication, purpose: .individual)
      axis.propose(using: &stream, fetch: { _ in }) { row, place, _ in
        if place < (row == 31_007 ? 100 : 1e-5) { rows[row == 31_007 ? 1 : 0, default: 0] += 1 }
      }
    }
    // 20,000 and 80 are expected; six standard deviations are passed twice in a billion runs.
    #expect(abs(rows[1, default: 0] - 20_000) < 849)
    #expect(abs(rows[0, default: 0] - 80) < 54)
  }

  @Test func `no axis is made for more claims than its stream can decide`() throws {
    #expect(HazardAxis(rows: 2) { _ in 0x1p21 } == nil)
    #expect(HazardAxis(rows: 2) { _ in .infinity } == nil)
    #expect(HazardAxis(rows: 20) { _ in .greatestFiniteMagnitude } == nil)
    let axis = try #require(HazardAxis(rows: 16) { _ in 0 })
    var stream = Probability.Stream(seed: 1, replication: 0, purpose: .individual)
    axis.propose(using: &stream, fetch: { _ in }) { _, _, _ in Issue.record("there is no hazard") }
    let tiny = try #require(HazardAxis(rows: 16) { _ in .leastNonzeroMagnitude })
    tiny.propose(using: &stream, fetch: { _ in }) { _, _, _ in Issue.record("too little") }
  }
}
