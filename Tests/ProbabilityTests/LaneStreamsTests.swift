import Testing

@testable import Probability

struct LaneStreamsTests {
  private func streams(_ lanes: Int) -> LaneStreams {
    LaneStreams(
      seed: 0xFEED_5EED_0123_4567, replications: (0..<lanes).map { UInt32($0 * 977 + 5) },
      purpose: .init(rawValue: 200), period: 0xABCD, cohort: 0x1234_5678_9ABC)
  }

  @Test(arguments: [1, 2, 7, 8, 9, 31, 32, 33, 100])
  func `the first words of all lanes are those of each stream alone`(lanes: Int) {
    let streams = streams(lanes)
    var firsts = [UInt64](repeating: 0, count: lanes)
    var seconds = firsts
    firsts.withUnsafeMutableBufferPointer { first in
      seconds.withUnsafeMutableBufferPointer { second in streams.blocks(first, second) }
    }
    for lane in 0..<lanes {
      var stream = streams[lane]
      #expect(firsts[lane] == stream.next())
      #expect(seconds[lane] == stream.next())
    }
  }

  @Test(arguments: [0, 1, 2, 3, 16, 17, 255, 2000])
  func `filling a buffer gives the words that one call after the other gives`(count: Int) {
    for before in 0..<3 {
      var one = streams(1)[0]
      for _ in 0..<before { _ = one.next() }
      var other = one
      var words = [UInt64](repeating: 0, count: count)
      words.withUnsafeMutableBufferPointer { one.fill($0) }
      #expect(words == (0..<count).map { _ in other.next() })
      #expect(one.next() == other.next())
    }
  }

  @Test func `outcomes drawn together are those drawn one by one`() throws {
    let alias = try Alias(weights: [0.1, 3, 0, 0.4, 7, 1e-9])
    for draws in [0, 1, 5, 1024, 1025, 3001] {
      var (one, other) = (streams(1)[0], streams(1)[0])
      var counts = [Int](repeating: 0, count: 6)
      counts.withUnsafeMutableBufferPointer { alias.sample(draws, using: &one, into: $0) }
      var expected = [Int](repeating: 0, count: 6)
      for _ in 0..<draws { expected[alias.sample(using: &other)] += 1 }
      #expect(counts == expected)
      #expect(one.next() == other.next())
    }
  }

  /// All of a lane: means on both sides of 10, counts that are nearly sure, and whole numbers of lanes that
  /// do not fill a vector.
  @Test(arguments: [1, 15, 16, 17, 1000], [0, 1e-7, 1e-3, 0.02, 0.2, 0.5, 0.7, 1])
  func `counts of lanes with chances of their own are those drawn alone`(
    lanes: Int, chance: Double
  ) {
    let streams = streams(lanes)
    let chances = (0..<lanes).map { chance * (1 - Double($0) / 5000) }
    for size in [1.0, 9, 40, 700, 1e4, 1e6] {
      var trials = (0..<lanes).map { $0 % 7 == 3 ? 0 : Int(size / max(chance, 1e-3)) + $0 % 5 }
      var counts = [Int](repeating: -1, count: lanes)
      let any = trials.withUnsafeMutableBufferPointer { trials in
        counts.withUnsafeMutableBufferPointer { counts in
          Binomial.sample(
            trials: trials, chances: LaneChances(chances), using: streams, into: counts)
        }
      }
      let expected = (0..<lanes).map { lane in
        var stream = streams[lane]
        return Binomial.sample(trials: trials[lane], probability: chances[lane], using: &stream)
      }
      #expect(counts == expected)
      #expect(any == expected.contains { $0 > 0 })
    }
  }

  /// Some thousand lanes at a time, so that rare ways through an attempt are met: near the mode and far from
  /// it, in the tails, and beyond the support.
  @Test(arguments: [
    (12, 0.9), (60, 0.2), (4_000, 0.004), (3_000, 0.4), (900_000, 0.003), (1 << 36, 1e-3),
  ])
  func `many lanes draw what they draw alone`(trials: Int, chance: Double) {
    let lanes = 40_000
    let streams = LaneStreams(
      seed: 77, replications: (0..<UInt32(lanes)).map { $0 }, purpose: .init(rawValue: 3),
      period: 5, cohort: trials % 1000)
    var sizes = (0..<lanes).map { trials + $0 % 3 }
    let chances = (0..<lanes).map { chance * (1 - Double($0 % 11) / 40) }
    var counts = [Int](repeating: -1, count: lanes)
    _ = sizes.withUnsafeMutableBufferPointer { sizes in
      counts.withUnsafeMutableBufferPointer { counts in
        Binomial.sample(
          trials: sizes, chances: LaneChances(chances), using: streams, into: counts)
      }
    }
    for lane in 0..<lanes {
      var stream = streams[lane]
      let alone = Binomial.sample(
        trials: sizes[lane], probability: chances[lane], using: &stream)
      guard counts[lane] != alone else { continue }
      Issue.record("lane \(lane) has \(counts[lane]), alone \(alone)")
    }
  }

  /// More lanes than are drawn one by one, and means on both sides of 10.
  @Test(arguments: [1e-7, 1e-5, 3e-4, 0.02, 0.4, 0.5, 0.6, 1.0, 0.0], [1, 5, 64, 500])
  func `counts of lanes with one chance are those drawn alone`(probability: Double, lanes: Int) {
    let streams = streams(lanes)
    var trials = (0..<lanes).map { $0 % 5 == 0 ? 0 : 20_000 + $0 * 37 }
    var counts = [Int](repeating: -1, count: lanes)
    let any = trials.withUnsafeMutableBufferPointer { trials in
      counts.withUnsafeMutableBufferPointer { counts in
        Binomial.sample(trials: trials, probability: probability, using: streams, into: counts)
      }
    }
    let expected = (0..<lanes).map { lane in
      var stream = streams[lane]
      return Binomial.sample(trials: trials[lane], probability: probability, using: &stream)
    }
    #expect(counts == expected)
    #expect(any == expected.contains { $0 > 0 })
  }

  @Test(arguments: [1e-4, 0.003, 0.02, 0.4])
  func `counts of lanes with a table are those drawn alone`(probability: Double) {
    let streams = streams(64)
    var trials = (0..<64).map { $0 % 5 == 0 ? 0 : 20_000 + $0 * 37 }
    let table = PreparedBinomial(trials: 20_500, probability: probability)
    var counts = [Int](repeating: -1, count: 64)
    let any = trials.withUnsafeMutableBufferPointer { trials in
      counts.withUnsafeMutableBufferPointer { table.sample(trials, using: streams, into: $0) }
    }
    let expected = (0..<64).map { lane in
      var stream = streams[lane]
      return table.sample(trials: trials[lane], using: &stream)
    }
    #expect(counts == expected)
    #expect(any == expected.contains { $0 > 0 })
  }

  /// Words of a part are those that come after all of the parts before, and lanes draw from it alone.
  @Test func `parts of streams follow one another`() {
    let streams = streams(40)
    for number in [0, 1, 7, 1022] {
      let part = streams.part(number)
      for lane in [0, 39] {
        var (one, other) = (part[lane], streams.stream(lane, from: number << 14))
        for _ in 0..<5 { #expect(one.next() == other.next()) }
      }
      var trials = [Int](repeating: 5_000, count: 40)
      var counts = [Int](repeating: -1, count: 40)
      _ = trials.withUnsafeMutableBufferPointer { trials in
        counts.withUnsafeMutableBufferPointer {
          Binomial.sample(trials: trials, probability: 0.01, using: part, into: $0)
        }
      }
      let expected = (0..<40).map { lane in
        var stream = part[lane]
        return Binomial.sample(trials: 5_000, probability: 0.01, using: &stream)
      }
      #expect(counts == expected)
    }
    var firsts = [UInt64](repeating: 0, count: 40)
    var seconds = firsts
    firsts.withUnsafeMutableBufferPointer { first in
      seconds.withUnsafeMutableBufferPointer { streams.part(3).blocks(first, $0, at: 2) }
    }
    var stream = streams.stream(11, from: 3 << 14 + 2)
    #expect((firsts[11], seconds[11]) == (stream.next(), stream.next()))
  }
}
