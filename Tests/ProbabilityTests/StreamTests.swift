import TestSupport
import Testing

@testable import Probability

struct StreamTests {
  /// A line of Random123's known answers.
  struct KnownAnswer: Sendable {
    let rounds: Int
    let counter: (UInt32, UInt32, UInt32, UInt32)
    let key: (UInt32, UInt32)
    let output: (UInt32, UInt32, UInt32, UInt32)
  }

  // DEShawResearch/random123, tests/kat_vectors, commit 9545ff6: all lines of philox4x32. The file's
  // other generators (philox2x32, 2x64 and 4x64, threefry), and with them NumPy's philox4x64, are not
  // part of this module, so their vectors say nothing about it.
  static let knownAnswers = [
    KnownAnswer(
      rounds: 7, counter: (0, 0, 0, 0), key: (0, 0),
      output: (0x5f6f_b709, 0x0d89_3f64, 0x4f12_1f81, 0x4f73_0a48)),
    KnownAnswer(
      rounds: 7, counter: (.max, .max, .max, .max), key: (.max, .max),
      output: (0x5207_ddc2, 0x4516_5e59, 0x4d8e_e751, 0x8c52_f662)),
    KnownAnswer(
      rounds: 7, counter: (0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344),
      key: (0xa409_3822, 0x299f_31d0),
      output: (0x4dfc_caba, 0x190a_87f0, 0xc473_62ba, 0xb6b5_242a)),
    KnownAnswer(
      rounds: 10, counter: (0, 0, 0, 0), key: (0, 0),
      output: (0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8)),
    KnownAnswer(
      rounds: 10, counter: (.max, .max, .max, .max), key: (.max, .max),
      output: (0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd)),
    KnownAnswer(
      rounds: 10, counter: (0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344),
      key: (0xa409_3822, 0x299f_31d0),
      output: (0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1)),
  ]

  @Test(arguments: knownAnswers)
  func `the generator gives the authors' known answers`(known: KnownAnswer) {
    let output = philox4x32(known.counter, key: known.key, rounds: known.rounds)
    #expect(output == known.output)
  }

  // C++26 [rand.predef]: the 10,000th output of a default std::philox4x32. The engine counts the
  // first counter word up from 0 under the key (20111115, 0) and hands a block's words out in order,
  // so that is the last word of block 2,499.
  @Test func `the generator gives the ten-thousandth number that C++26 requires`() {
    #expect(philox4x32((2_499, 0, 0, 0), key: (20_111_115, 0)).3 == 1_955_073_260)
    // The stream's own layout agrees with it: block in the low bits of word 0, two words a block.
    var stream = Stream(seed: 20_111_115, replication: 0, purpose: .init(rawValue: 0))
    var word: UInt64 = 0
    for _ in 0..<5_000 { word = stream.next() }
    #expect(word >> 32 == 1_955_073_260)
  }

  @Test func `each part of a name has its place in the counter`() {
    let name = (seed: UInt64(0x1234_5678_9abc_def0), cohort: 0xfedc_ba98_7654)
    var stream = Stream(
      seed: name.seed, replication: 0xdead_beef, purpose: .init(rawValue: 0xa5), period: 0x1357,
      cohort: name.cohort)
    for block in [UInt32(0), 1] {
      let words = philox4x32(
        (0xa500_0000 | block, 0xba98_7654, 0xfedc_1357, 0xdead_beef),
        key: (0x9abc_def0, 0x1234_5678))
      #expect(stream.next() == UInt64(words.0) | UInt64(words.1) << 32)
      #expect(stream.next() == UInt64(words.2) | UInt64(words.3) << 32)
    }
  }

  @Test func `names that differ in one part give different words`() {
    let purpose = Stream.Purpose(rawValue: 3)
    var streams = [
      Stream(seed: 1, replication: 2, purpose: purpose, period: 4, cohort: 5),
      Stream(seed: 2, replication: 2, purpose: purpose, period: 4, cohort: 5),
      Stream(seed: 1 | 1 << 32, replication: 2, purpose: purpose, period: 4, cohort: 5),
      Stream(seed: 1, replication: 3, purpose: purpose, period: 4, cohort: 5),
      Stream(seed: 1, replication: 2, purpose: .init(rawValue: 4), period: 4, cohort: 5),
      Stream(seed: 1, replication: 2, purpose: purpose, period: 5, cohort: 5),
      Stream(seed: 1, replication: 2, purpose: purpose, period: 4, cohort: 6),
      Stream(seed: 1, replication: 2, purpose: purpose, period: 4, cohort: 5 | 1 << 40),
    ]
    let words = streams.indices.map { streams[$0].next() }
    #expect(Set(words).count == streams.count)
  }

  @Test func `uniform numbers are the middles of 2^52 and 2^63 cells`() {
    var (words, coarse, fine) = (named(1), named(1), named(1))
    for _ in 0..<1_000 {
      let word = words.next()
      #expect(coarse.uniform() == (Double(word >> 12) + 0.5) / 0x1p52)
      #expect(fine.fineUniform() == (Double(word >> 1) + 0.5) / 0x1p63)
    }
  }

  @Test(arguments: [1, 2, 3, 6, 1_000, 3 << 61])
  func `whole numbers below a bound are even`(bound: Int) {
    var stream = named(2)
    let bins = min(bound, 50)
    var counts = [Int](repeating: 0, count: bins)
    for _ in 0..<100_000 {
      let (high, low) = stream.below(bound).multipliedFullWidth(by: bins)
      counts[bound.dividingFullWidth((high, low)).quotient] += 1
    }
    let edges = (0...bins).map { (Double($0) * Double(bound) / Double(bins)).rounded(.up) }
    expectCounts(
      counts, match: (0..<bins).map { (edges[$0 + 1] - edges[$0]) / Double(bound) })
  }

  @Test func `whole numbers below a bound that does not divide 2^64 are even`() {
    // Of eight words in a row, the high half of the product gives the numbers 0, 1 and 2 modulo 3
    // three, three and two times, unless some words are refused.
    var stream = named(3)
    var counts = [0, 0, 0]
    for _ in 0..<100_000 { counts[stream.below(3 << 61) % 3] += 1 }
    expectCounts(counts, match: [1.0 / 3, 1.0 / 3, 1.0 / 3])
  }

  @Test func `a stream holds 2^25 - 2 words and then stops the program`() async {
    // The last block that is left, of which block 0 is the first of 2²⁴.
    await #expect(processExitsWith: .success) {
      var stream = Stream(seed: 1, replication: 0, purpose: .init(rawValue: 1))
      stream.counter.0 |= 0xff_fffe
      for _ in 0..<2 { _ = stream.next() }
    }
    await #expect(processExitsWith: .failure) {
      var stream = Stream(seed: 1, replication: 0, purpose: .init(rawValue: 1))
      stream.counter.0 |= 0xff_fffe
      for _ in 0..<3 { _ = stream.next() }
    }
  }

  @Test func `a name out of range stops the program`() async {
    await #expect(processExitsWith: .failure) {
      _ = Stream(seed: 1, replication: 1 << 32, purpose: .init(rawValue: 1))
    }
    await #expect(processExitsWith: .failure) {
      _ = Stream(seed: 1, replication: 0, purpose: .init(rawValue: 1), period: 1 << 16)
    }
    await #expect(processExitsWith: .failure) {
      _ = Stream(seed: 1, replication: 0, purpose: .init(rawValue: 1), cohort: 1 << 48)
    }
    await #expect(processExitsWith: .failure) {
      _ = Stream(seed: 1, replication: -1, purpose: .init(rawValue: 1))
    }
  }

  private func named(_ purpose: UInt8) -> Stream {
    Stream(seed: 2_011, replication: 1, purpose: .init(rawValue: purpose))
  }

  /// Words that are made ahead are not drawn.
  @Test(arguments: [false, true], [0, 1, 2, 3, 15, 16, 17, 40])
  func `a buffer with spare room is filled with the words that follow`(hasSpare: Bool, count: Int) {
    var stream = Stream(seed: 3, replication: 4, purpose: .init(rawValue: 5), period: 6, cohort: 7)
    if hasSpare { _ = stream.next() }
    var other = stream
    var words = [UInt64](repeating: 0, count: count + Stream.spareRoom)
    words.withUnsafeMutableBufferPointer { stream.fill(count, of: $0) }
    #expect(words[..<count].elementsEqual((0..<count).map { _ in other.next() }))
    for _ in 0..<5 { #expect(stream.next() == other.next()) }
  }
}
