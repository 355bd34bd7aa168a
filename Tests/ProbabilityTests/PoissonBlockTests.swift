import TestSupport
import Testing

@testable import Probability

/// Poisson counts by the digits of their means.
struct PoissonBlockTests {
  private func counts(of means: [Double], period: Int) -> [Int] {
    var stream = Stream(
      seed: 4, replication: means.count, purpose: .init(rawValue: 3), period: period)
    var rest = Stream(
      seed: 4, replication: means.count, purpose: .init(rawValue: 3), period: period, cohort: 1)
    var words = LaneWords(from: &stream)
    var counts = [Int](repeating: -7, count: means.count)
    means.withUnsafeBufferPointer { means in
      counts.withUnsafeMutableBufferPointer {
        PoissonBlock.shared.sample(means: means, into: $0, from: &words, using: &rest)
      }
    }
    return counts
  }

  // Less than a sixteenth; single digits; all digits; the greatest with tables, and one beyond.
  @Test(arguments: [
    0, 1e-9, 0.05, 1.0 / 16, 0.9, 7, 15.99, 16, 250.3, 3_000.75, 4_096, 40_000.01, 65_535.9, 65_536,
    1e6,
  ])
  func `draws follow the law of their mean`(mean: Double) throws {
    let count = 200_000
    // A neighbour with other digits changes nothing.
    let means = (0..<2 * count).map { $0 % 2 == 0 ? mean : Double($0 % 5_000) }
    var draws = counts(of: means, period: 0).enumerated().filter { $0.offset % 2 == 0 }
      .map(\.element).makeIterator()
    guard mean > 0 else {
      #expect(draws.allSatisfy { $0 == 0 })
      return
    }
    expectDraws(count, match: try Poisson(mean: mean)) { draws.next() ?? -1 }
  }

  @Test(arguments: [0, 1, 7, 8, 9, 100])
  func `blocks have the draws of one word after the other`(size: Int) {
    let numbers = (0..<size).map { UInt32(truncatingIfNeeded: $0 &* 0x9E37_79B9) & 0xF_FFFF }
    for shift in [0, 4, 8, 12, 16] {
      let level = PoissonLevel(unit: Double(1 << shift) / 16)
      var stream = Stream(seed: 5, replication: size, purpose: .init(rawValue: 3), period: shift)
      var words = LaneWords(from: &stream)
      var same = words
      var (counts, drawn) = ([Int](repeating: 3, count: size), [UInt64](repeating: 0, count: size))
      var sixteenths = numbers
      counts.withUnsafeMutableBufferPointer { counts in
        drawn.withUnsafeMutableBufferPointer { drawn in
          sixteenths.withUnsafeMutableBufferPointer {
            level.add(of: $0, shift: shift, to: counts, from: &words, room: drawn)
          }
        }
      }
      drawn.withUnsafeMutableBufferPointer { same.fill($0) }
      let expected = zip(numbers, drawn).map { number, word in
        3 + level.count(of: Int(number >> UInt32(shift) & 15), word)
      }
      #expect(counts == expected)
    }
  }

  @Test(arguments: [0, 1, 9, 64])
  func `a series has the values of Horner's rule`(size: Int) {
    let terms = [0.3, -1.7, 1e-3, 25]
    let places = (0..<size).map { Double($0) * 0.37 - 2 }
    var values = [Double](repeating: 9, count: size)
    places.withUnsafeBufferPointer { places in
      values.withUnsafeMutableBufferPointer {
        PowerSeries.evaluate(terms[...], at: places, into: $0)
      }
    }
    #expect(values == places.map { x in terms.reversed().reduce(0) { ($0 + $1) * x } })
  }
}
