import TestSupport
import Testing

@testable import Probability

/// Tables of counts that are made and used at once.
struct CountTableTests {
  private func expectHolds(_ expected: Bool, _ holds: Bool) { #expect(holds == expected) }

  private func words(_ count: Int) -> [UInt64] {
    var stream = Stream(seed: 9, replication: count, purpose: .init(rawValue: 3))
    var generators = LaneWords(from: &stream)
    var words = [UInt64](repeating: 0, count: count)
    words.withUnsafeMutableBufferPointer { generators.fill($0) }
    return words
  }

  private func halves(_ count: Int) -> [UInt32] {
    words((count + 1) / 2).flatMap {
      [UInt32(truncatingIfNeeded: $0), UInt32(truncatingIfNeeded: $0 >> 32)]
    }.dropLast(count & 1)
  }

  @Test(arguments: [
    (0, 0.3), (5, 0.0), (5, 1.0), (1, 0.5), (7, 0.9), (40, 0.02), (1_000, 0.3), (250_000, 3e-7),
    (250_000, 4e-4), (1 << 40, 1e-9), (30_000_000, 0.3),
  ])
  func `draws follow the binomial law`(trials: Int, probability: Double) throws {
    var table = CountTable()
    // What was held before leaves nothing behind.
    expectHolds(true, table.hold(mean: 300))
    expectHolds(true, table.hold(trials: trials, probability: probability))
    let law = try Binomial(trials: trials, probability: probability)
    var words = words(300_000).makeIterator()
    guard law.variance > 0 else {
      let only = probability > 0.5 ? trials : 0
      #expect((0..<1_000).allSatisfy { _ in table.sample(words.next() ?? 0) == only })
      return
    }
    expectDraws(300_000, match: law) { table.sample(words.next() ?? 0) }
  }

  /// Equal counts, one that has all, ties of the greatest, and many.
  @Test(arguments: [
    (0, 0.3), (5, 0.0), (5, 1.0), (1, 0.5), (3, 0.5), (2, 0.5), (7, 0.9), (99, 0.5),
    (250_000, 3e-7),
    (250_000, 4e-4), (3_000_000, 0.5),
  ])
  func `cells hold the law to their last bits`(trials: Int, probability: Double) throws {
    var table = CountTable()
    expectHolds(true, table.hold(mean: 5_000))
    expectHolds(true, table.hold(trials: trials, probability: probability))
    let law = try Binomial(trials: trials, probability: probability)
    var held = [Double](repeating: 0, count: table.count + (1 << table.bits))
    for (place, cell) in table.filled.enumerated() {
      let threshold = Double(cell >> 16) * 0x1p-48
      held[place] += threshold
      held[Int(cell & 0xFFFF)] += 1 - threshold
    }
    let apart = held.indices.reduce(0) {
      $0 + abs(held[$1] / Double(1 << table.bits) - law.mass(table.first + $1))
    }
    #expect(apart < 1e-11)
  }

  @Test(arguments: [(40, 0.02), (250_000, 4e-4), (30_000_000, 0.3)])
  func `draws of halves of words follow the law as well`(trials: Int, probability: Double) throws {
    var table = CountTable()
    expectHolds(true, table.hold(trials: trials, probability: probability))
    var halves = halves(300_000).makeIterator()
    var rest = Stream(seed: 4, replication: 0, purpose: .init(rawValue: 3))
    expectDraws(
      300_000, match: try Binomial(trials: trials, probability: probability)
    ) { table.sample(halves.next() ?? 0, using: &rest) }
  }

  /// Of a count of 0 or 1 the mean of many halves tells the chance to the digits that the upper half of
  /// the threshold lacks.
  @Test func `a half on the threshold is decided by what it lacks`() {
    var table = CountTable()
    let chance = 0.5 + 0.7 * 0x1p-17
    expectHolds(true, table.hold(trials: 1, probability: chance))
    var rest = Stream(seed: 5, replication: 0, purpose: .init(rawValue: 3))
    // All places of both cells, each as often: those on the threshold draw 1 as often as they should.
    var (open, ones) = (0, 0)
    for place in 0..<0x2_0000 {
      let half = UInt32(place << 15)
      var other = rest
      _ = table.sample(half, using: &other)
      var untouched = rest
      guard other.next() != untouched.next() else { continue }
      for _ in 0..<100_000 {
        open += 1
        ones += table.sample(half, using: &rest)
      }
    }
    // One of 2¹⁷ places; 1 has (½ + 0.35/2¹⁶) 2¹⁷ of them: 0.7 of the last, here of cell 1 or 0.
    #expect(open == 100_000 || open == 200_000)
    let part = Double(ones) / 100_000
    #expect(abs(part - part.rounded(.down) - 0.7) < 5.5 * (0.21 / 100_000).squareRoot())
  }

  @Test(arguments: [1e-7, 0.3, 4, 39.5, 1e4, 5e6])
  func `draws follow the Poisson law`(mean: Double) throws {
    var table = CountTable()
    expectHolds(true, table.hold(mean: mean))
    var words = words(300_000).makeIterator()
    expectDraws(300_000, match: try Poisson(mean: mean)) { table.sample(words.next() ?? 0) }
  }

  @Test func `a law with too many counts has no table`() {
    var table = CountTable()
    expectHolds(false, table.hold(trials: 1 << 40, probability: 0.1))
    expectHolds(false, table.hold(mean: 1e9))
  }

  /// Tables of 4, 32, 64, 128, 256 and 8192 cells.
  @Test(arguments: [
    (3, 0.4), (90_000, 2e-5), (90_000, 1e-4), (90_000, 3e-4), (90_000, 2e-3), (5_000_000, 0.1),
  ])
  func `blocks have the draws of one half of a word after the other`(
    trials: Int, probability: Double
  ) {
    var table = CountTable()
    expectHolds(true, table.hold(trials: trials, probability: probability))
    let stream = Stream(seed: 6, replication: 0, purpose: .init(rawValue: 3))
    for count in [0, 1, 9, 1_000, 300_000] {
      var halves = halves(count)
      var counts = [UInt32](repeating: 7, count: count)
      var (total, group) = (counts.map { $0 + 1 }, counts.map { $0 + 2 })
      var places = counts
      var (rest, other) = (stream, stream)
      halves.withUnsafeMutableBufferPointer { halves in
        counts.withUnsafeMutableBufferPointer { counts in
          total.withUnsafeMutableBufferPointer { total in
            group.withUnsafeMutableBufferPointer {
              table.draw(halves, rest: &rest, into: counts, total: total, group: $0)
            }
          }
        }
      }
      #expect(counts.map(Int.init) == halves.map { table.sample($0, using: &other) })
      #expect(rest.next() == other.next())
      #expect(total == counts.map { $0 + 8 } && group == counts.map { $0 + 9 })
      let low = 1 << (16 - table.bits)
      for limit in [0, 1, low / 2, low] {
        let found = halves.withUnsafeMutableBufferPointer { halves in
          places.withUnsafeMutableBufferPointer {
            table.spare(of: halves, below: limit, into: $0)
          }
        }
        let expected = halves.indices.filter { halves[$0] & UInt32(low - 1) < UInt32(limit) }
        #expect(places.prefix(found).map(Int.init) == expected)
      }
    }
  }
}
