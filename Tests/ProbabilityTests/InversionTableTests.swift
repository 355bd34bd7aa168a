import CKernels
import Testing

@testable import Probability

/// Words that are inverted many at a time, and those that are inverted alone.
struct InversionTableTests {
  /// Words all over, close to either end, to thresholds and to where parts begin.
  private func words(around table: InversionTable) -> [UInt64] {
    var stream = Stream(seed: 1974, replication: 0, purpose: .init(rawValue: 1))
    var words: [UInt64] = [0, 1, (1 << 34) - 1, 1 << 34, .max - (1 << 34), .max - 1, .max]
    for _ in 0..<5_000 { words.append(stream.next()) }
    for threshold in table.thresholds {
      words += [threshold &- 1, threshold, threshold &+ 1, threshold &+ 1 << 40]
    }
    for part in 0..<512 as Range<UInt64> { words += [part << 55, part << 55 &- 1] }
    return words
  }

  private func expectAlike(
    _ table: InversionTable, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    var words = words(around: table)
    // A length that leaves a rest of every kind.
    for size in [words.count, 4_000, 17, 15, 1, 0] {
      var numbers = [Int](repeating: -7, count: size)
      words.withUnsafeMutableBufferPointer { words in
        numbers.withUnsafeMutableBufferPointer {
          table.inverse(UnsafeMutableBufferPointer(rebasing: words[..<size]), into: $0)
        }
      }
      let expected = words[..<size].map { table.inverse($0) ?? -1 }
      #expect(numbers == expected, sourceLocation: sourceLocation)
    }
  }

  // Tables that fit a few registers, all of them, and none.
  @Test(arguments: [0.02, 1, 4, 14.9, 15, 40, 150, 300, 1_000, 9_000.0])
  func `words of a law that goes on beyond the table`(mean: Double) {
    let law = Poisson(unchecked: mean)
    let first = mean < 20 ? 0 : law.quantile(InversionTable.end)
    expectAlike(
      InversionTable(
        from: first, cumulative: law.cumulative(first), mass: law.mass(first), ratio: { mean / $0 })
    )
  }

  // Equal weights, none, and more than 15 bits can number.
  @Test(arguments: [1, 2, 7, 40, 127, 128, 255, 256, 900, 40_000])
  func `words of weights`(count: Int) {
    expectAlike(InversionTable(weights: (0..<count).map { $0 % 3 == 1 ? 0 : Double(1 + $0 % 7) }))
    expectAlike(InversionTable(weights: [Double](repeating: 1, count: count)))
    expectAlike(InversionTable(weights: [1] + [Double](repeating: 1e-9, count: count)))
  }

  /// The successes in a few trials more, by words that are told at once and looked at closely.
  @Test(arguments: [1e-7, 1e-5, 0.001, 0.3, 0.5], [0, 1, 7, 8, 300])
  func `a few trials more`(probability: Double, size: Int) {
    var stream = Stream(seed: 7, replication: 0, purpose: .init(rawValue: 1))
    let ready = 10_000
    let trials = (0..<size).map { Int64(ready - 3 + $0 * 5) }
    // Many words are so low that there are one or two.
    let words = (0..<size).map { stream.next() >> (UInt64($0) % 24) }
    let start = (0..<size).map { $0 % 11 == 5 ? Int64(-1) : Int64($0) }
    var counts = start
    var places = [UInt32](repeating: 99, count: size)
    let open = fentan_few_more(
      trials, Int64(ready), probability, words, size, &counts, &places)
    #expect(places[..<open].map { Int($0) } == counts.indices.filter { counts[$0] < 0 })
    for place in counts.indices where counts[place] >= 0 {
      let more = Int(trials[place]) - ready
      let u = Stream.fineUniform(of: words[place])
      let mean = Double(more) * probability
      #expect(start[place] >= 0 && more >= 0 && mean < 10)
      let added = u < mean ? Binomial.inverted(trials: more, probability: probability, at: u) : 0
      #expect(Int(counts[place] - start[place]) == added)
    }
  }

  @Test func `few of a few trials more are looked at closely`() {
    var stream = Stream(seed: 8, replication: 0, purpose: .init(rawValue: 1))
    let size = 10_000
    let trials = (0..<size).map { Int64(200_000 + $0 % 900) }
    let words = (0..<size).map { _ in stream.next() }
    var counts = [Int64](repeating: 3, count: size)
    var places = [UInt32](repeating: 0, count: size)
    let open = fentan_few_more(trials, 199_100, 4e-5, words, size, &counts, &places)
    #expect(open < size / 100)
    #expect(counts.count { $0 == 4 } > size / 30)
  }
}
