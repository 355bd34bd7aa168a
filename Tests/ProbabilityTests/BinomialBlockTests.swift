import CKernels
import TestSupport
import Testing

@testable import Probability

/// Binomial counts of many rows of lanes, and weighted sums of them.
struct BinomialBlockTests {
  /// What is left of trials in 128 lanes of each row.
  private func left(of trials: [Int], rows: [Int], chances: [Double], period: Int) -> [Int] {
    var stream = Stream(seed: 8, replication: 0, purpose: .init(rawValue: 3), period: period)
    var rest = Stream(
      seed: 8, replication: 0, purpose: .init(rawValue: 3), period: period, cohort: 1)
    var words = LaneWords(from: &stream)
    var trials = trials
    trials.withUnsafeMutableBufferPointer {
      BinomialBlock.takeSuccesses(
        of: $0, rows: rows, chances: LaneChances(chances), from: &words, using: &rest)
    }
    return trials
  }

  // Small and large means, close to 10, above ½, certain and impossible.
  @Test(arguments: [
    (40, 0.01), (900, 0.003), (300, 0.03), (300, 0.034), (4_000, 0.01), (20_000, 0.3),
    (900_000, 0.004), (50, 0.9), (9, 1), (9, 0),
  ])
  func `draws follow the law of their lane`(trials: Int, chance: Double) throws {
    let (lanes, count) = (128, 3_000)
    // Other lanes have other chances, and other rows other trials.
    let chances = (0..<lanes).map { $0 % 2 == 0 ? chance : Double($0) / 300 }
    var found: [Int] = []
    for part in 0..<10 {
      let all = (0..<count / 10 * 2).flatMap { row in
        [Int](repeating: row % 2 == 0 ? trials : row, count: lanes)
      }
      let rows = stride(from: 0, to: all.count, by: lanes).map { $0 }
      let left = left(of: all, rows: rows, chances: chances, period: part)
      for row in stride(from: 0, to: all.count, by: 2 * lanes) {
        for lane in stride(from: 0, to: lanes, by: 2) { found.append(trials - left[row + lane]) }
      }
    }
    guard 0 < chance, chance < 1 else {
      #expect(found.allSatisfy { $0 == Int(chance) * trials })
      return
    }
    var draws = found.makeIterator()
    expectDraws(found.count, match: try Binomial(trials: trials, probability: chance)) {
      draws.next() ?? -1
    }
  }

  @Test func `rows that are not named keep their trials`() {
    let left = left(
      of: [Int](repeating: 1_000, count: 60), rows: [40, 0],
      chances: [Double](repeating: 0.5, count: 20),
      period: 3)
    #expect(left[20..<40].allSatisfy { $0 == 1_000 })
    #expect((left[..<20] + left[40...]).allSatisfy { $0 < 700 })
  }

  @Test func `no rows and no lanes are nothing to draw`() {
    #expect(left(of: [5], rows: [], chances: [0.5], period: 1) == [5])
    #expect(left(of: [], rows: [0], chances: [], period: 1) == [])
  }

  @Test(arguments: [0, 1, 7, 16, 33, 128])
  func `what is told is taken out, and the others are listed`(size: Int) {
    let start = (0..<size).map { Int64(1_000 + $0) }
    let counts: [Int64] = (0..<Int64(size)).map { $0 % 5 == 3 ? -1 - $0 % 2 : $0 }
    var trials = start
    var places = [UInt32](repeating: 99, count: size)
    let untold = fentan_take_told(&trials, counts, size, &places)
    let others = counts.indices.filter { counts[$0] < 0 }
    #expect(trials == zip(start, counts).map { (trials: Int64, count) in trials - max(0, count) })
    #expect(places[..<untold].map { Int($0) } == others)
  }

  @Test(arguments: [0, 1, 7, 8, 33, 128], [0, 1, 4])
  func `weighted sums are those of one lane after the other`(lanes: Int, number: Int) {
    let most = (1 << 52) - 1
    let counts: [Int] = (0..<lanes).map { $0 % 3 == 0 ? most - $0 : $0 * 7_919 }
    let weights: [Double] = (0..<number).map { 1 / Double(3 + $0) }
    let start: [Double] = (0..<lanes * number).map { Double($0) / 7 }
    var sums = start
    counts.withUnsafeBufferPointer { counts in
      sums.withUnsafeMutableBufferPointer { WeightedSums.add(counts, times: weights[...], to: $0) }
    }
    let expected: [Double] = start.indices.map { place in
      let (weight, lane) = place.quotientAndRemainder(dividingBy: lanes)
      return start[place] + weights[weight] * Double(counts[lane])
    }
    #expect(sums == expected)
  }
}
