import Probability
import Testing

struct TallyWordsTests {
  @Test(arguments: [0, 1, 100, 3_000])
  func `a tally read back is the tally written`(count: Int) throws {
    for limit in [129, 32_768] {
      let tally = Tally(of: referenceSample(seed: 1, count: count), limit: limit)
      #expect(try Tally(words: tally.words) == tally)
    }
  }

  @Test func `shards read back merge to the whole`() throws {
    let outcomes = referenceSample(seed: 1, count: 3_000)
    var merged = Tally(limit: 500)
    for part in 0..<3 {
      let shard = Tally(of: outcomes[(part * 1_000)..<(part * 1_000 + 1_000)], limit: 500)
      merged.merge(try Tally(words: shard.words))
    }
    #expect(merged == Tally(of: outcomes, limit: 500))
  }

  @Test func `outcomes with counts give the tally of the outcomes`() throws {
    let tally = Tally(of: referenceSample(seed: 1, count: 3_000))
    #expect(try Tally(values: tally.values.reversed()) == tally)
    #expect(try Tally(values: [(5, 2), (-1, 1), (5, 1)]) == Tally(of: [5, 5, -1, 5]))
    #expect(throws: TallyError.inconsistent("the count 0 of 5")) { try Tally(values: [(5, 0)]) }
    #expect(throws: TallyError.inconsistent("the count 1 of 6")) {
      try Tally(values: [(5, .max), (6, 1)])
    }
  }

  @Test func `words that are no tally are refused`() {
    let words = Tally(of: [1, 2, 2, 300]).words
    #expect(throws: TallyError.wrongLength) { try Tally(words: []) }
    #expect(throws: TallyError.unknownForm) { try Tally(words: [1] + words.dropFirst()) }
    #expect(throws: TallyError.wrongLength) { try Tally(words: words + [0]) }
    #expect(throws: TallyError.wrongLength) { try Tally(words: words.dropLast()) }
    #expect(throws: TallyError.unknownForm) { try PairedDifference(words: words) }
    #expect(throws: TallyError.unknownForm) { try WeightedTally(words: words) }
  }

  @Test func `no change of one word of an exact tally goes unseen`() {
    let words = Tally(of: [-7, 1, 2, 2, 300]).words
    let limit = 10  // The place of the limit, the one word that stands for itself.
    for place in words.indices where place != limit {
      for change: UInt64 in [1, 2, 0xFF, 1 << 32, 1 << 63, .max] {
        var changed = words
        changed[place] ^= change
        #expect(throws: TallyError.self, "word \(place)") { try Tally(words: changed) }
      }
    }
  }

  @Test(arguments: 0..<300 as Range<UInt64>)
  func `damaged words are refused or give a tally that works`(seed: UInt64) {
    var bits = SplitMix(state: seed)
    let outcomes = referenceSample(seed: seed, count: 400)
    var weighted = WeightedTally(limit: 129, batches: 2)
    for (i, outcome) in outcomes.enumerated() { weighted.add([(outcome, 1 + i)], replication: i) }
    for var words in [Tally(of: outcomes, limit: 129).words, weighted.words] {
      for _ in 0...bits.below(3) {
        words[1 + bits.below(words.count - 1)] ^= bits.next() >> UInt64(bits.below(64))
      }
      if let tally = try? Tally(words: words) {
        _ = (tally.mean, tally.standardDeviation, tally.skewness, tally.quantile(0.9))
      }
      if let tally = try? WeightedTally(words: words) {
        _ = (tally.mean, tally.distribution()?.quantile(0.9))
      }
    }
  }
}
