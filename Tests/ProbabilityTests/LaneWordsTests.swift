import Testing

@testable import Probability

/// The generators that run side by side against one written down by itself.
struct LaneWordsTests {
  /// xoshiro256++, after the authors' reference code.
  private struct Reference {
    var s: [UInt64]

    mutating func next() -> UInt64 {
      func rotated(_ x: UInt64, _ k: UInt64) -> UInt64 { x << k | x >> (64 - k) }
      let result = rotated(s[0] &+ s[3], 23) &+ s[0]
      let t = s[1] << 17
      s[2] ^= s[0]
      s[3] ^= s[1]
      s[1] ^= s[2]
      s[0] ^= s[3]
      s[2] ^= t
      s[3] = rotated(s[3], 45)
      return result
    }
  }

  private func words(_ count: Int, from generators: inout LaneWords) -> [UInt64] {
    var words = [UInt64](repeating: 0, count: count)
    words.withUnsafeMutableBufferPointer { generators.fill($0) }
    return words
  }

  // The words that rand_xoshiro's tests expect of the state 1, 2, 3, 4.
  @Test func `a generator gives the published words`() {
    var generators = LaneWords(state: (1...4).flatMap { [UInt64](repeating: $0, count: 8) })
    let found = words(80, from: &generators)
    let published: [UInt64] = [
      41_943_041, 58_720_359, 3_588_806_011_781_223, 3_591_011_842_654_386,
      9_228_616_714_210_784_205, 9_973_669_472_204_895_162, 14_011_001_112_246_962_877,
      12_406_186_145_184_390_807, 15_849_039_046_786_891_736, 10_450_023_813_501_588_000,
    ]
    for (step, word) in published.enumerated() {
      #expect(found[8 * step..<8 * step + 8].allSatisfy { $0 == word })
    }
  }

  @Test(arguments: [0, 1, 7, 8, 9, 64, 1_000, 1_023])
  func `generators side by side give the words of each by itself`(count: Int) {
    var stream = Stream(seed: 5, replication: 2, purpose: .init(rawValue: 3), period: count)
    var generators = LaneWords(from: &stream)
    var references = (0..<8).map { lane in
      Reference(s: (0..<4).map { generators.state[8 * $0 + lane] })
    }
    #expect(Set(generators.state).count == 32)
    for _ in 0..<3 {
      let found = words(count, from: &generators)
      let expected = (0..<(count + 7) / 8).flatMap { _ in
        references.indices.map { references[$0].next() }
      }
      #expect(found == Array(expected.prefix(count)))
    }
  }

  @Test func `the words follow from the stream's name`() {
    var found: [[UInt64]] = []
    for replication in [0, 0, 1] {
      var stream = Stream(seed: 1, replication: replication, purpose: .init(rawValue: 3))
      var generators = LaneWords(from: &stream)
      found.append(words(16, from: &generators))
    }
    #expect(found[0] == found[1] && found[0] != found[2])
  }
}
