import Testing

@testable import Probability

/// What two words tell of a count, lane by lane.
struct LaneChancesTests {
  private func counts(
    _ trials: [Int], _ chances: [Double], from words: ([UInt64], [UInt64])
  ) -> [Int] {
    var (trials, words) = (trials, words)
    var counts = [Int](repeating: 99, count: trials.count)
    trials.withUnsafeMutableBufferPointer { trials in
      words.0.withUnsafeMutableBufferPointer { first in
        words.1.withUnsafeMutableBufferPointer { second in
          counts.withUnsafeMutableBufferPointer {
            LaneChances(chances).draw(trials, from: (first, second), into: $0)
          }
        }
      }
    }
    return counts
  }

  /// Words of some lanes.
  private func words(_ lanes: Int, cohort: Int) -> ([UInt64], [UInt64]) {
    var stream = Stream(seed: 77, replication: 0, purpose: .init(rawValue: 3), cohort: cohort)
    return ((0..<lanes).map { _ in stream.next() }, (0..<lanes).map { _ in stream.next() })
  }

  /// A lane that is left open is drawn alone, which is right but slow: no other test would show many of them.
  ///
  /// The bound is 0.4 %. Of these words it is at most 0.18 %, 179 lanes, where trials are most numerous.
  /// Means are on both sides of 10; where trials are most numerous, all are above.
  @Test(arguments: [
    (40, 0.5), (300, 0.1), (4_000, 0.02), (30_000, 0.3), (1 << 30, 1e-6), (1 << 40, 1e-5),
  ])
  func `hardly any lane is left open`(trials: Int, chance: Double) {
    let lanes = 100_000
    let chances = (0..<lanes).map { lane in
      let part = Double(lane % 41 + 1) / 41
      return chance * part * part * part
    }
    let counts = counts(
      [Int](repeating: trials, count: lanes), chances, from: words(lanes, cohort: trials))
    #expect(counts.allSatisfy { -2...trials ~= $0 })
    #expect(counts.count { $0 == -1 } < lanes / 250)
  }

  /// Second words near 0 accept whatever has any mass, so that the first ones lead to every count.
  @Test(arguments: [(20, 0.5), (22, 0.5), (24, 0.45)])
  func `every count from none to all is met where words lead to it`(trials: Int, chance: Double) {
    let firsts = (0..<UInt64(4_096)).map { $0 << 52 | 12_345 << 30 }
    let found = counts(
      [Int](repeating: trials, count: firsts.count),
      [Double](repeating: chance, count: firsts.count),
      from: (firsts, [UInt64](repeating: 0, count: firsts.count)))
    let hat = Binomial.Hat(trials: trials, probability: chance)
    let expected = firsts.map {
      hat.attempt(Stream.uniform(of: $0), Stream.uniform(of: 0)) ?? LaneChances.failed
    }
    #expect(found == expected)
    #expect(Set(expected) == Set(0...trials).union([LaneChances.failed]))
  }
}
