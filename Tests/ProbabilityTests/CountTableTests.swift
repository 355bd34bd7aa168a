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

  @Test(arguments: [(3, 0.4), (90_000, 2e-4), (5_000_000, 0.1)])
  func `blocks have the draws of one word after the other`(trials: Int, probability: Double) {
    var table = CountTable()
    expectHolds(true, table.hold(trials: trials, probability: probability))
    for count in [0, 1, 9, 1_000] {
      var words = words(count)
      var counts = [UInt32](repeating: 7, count: count)
      var (total, group) = (counts.map { $0 + 1 }, counts.map { $0 + 2 })
      var places = counts
      words.withUnsafeMutableBufferPointer { words in
        counts.withUnsafeMutableBufferPointer { counts in
          total.withUnsafeMutableBufferPointer { total in
            group.withUnsafeMutableBufferPointer {
              table.draw(words, into: counts, total: total, group: $0)
            }
          }
        }
      }
      #expect(counts.map(Int.init) == words.map(table.sample))
      #expect(total == counts.map { $0 + 8 } && group == counts.map { $0 + 9 })
      let low = 1 << (16 - table.bits)
      for limit in [0, 1, low / 2, low] {
        let found = words.withUnsafeMutableBufferPointer { words in
          places.withUnsafeMutableBufferPointer {
            table.spare(of: words, below: limit, into: $0)
          }
        }
        let expected = words.indices.filter { words[$0] & UInt64(low - 1) < UInt64(limit) }
        #expect(places.prefix(found).map(Int.init) == expected)
      }
    }
  }
}
