import TestSupport
import Testing

@testable import Probability

struct BlockAliasTests {
  private func stream(_ number: Int = 0) -> Stream {
    Stream(seed: 77, replication: number, purpose: .init(rawValue: 1))
  }

  @Test(arguments: AliasTests.weights)
  func `blocks have the draws of one call after the other, which follow the weights`(
    weights: [Double]
  ) throws {
    let table = try BlockAlias(weights: weights)
    for count in [0, 1, 7, 1_023, 1_024, 1_025, 5_000] {
      var (one, other) = (stream(count), stream(count))
      var outcomes = [UInt32](repeating: 9, count: count)
      outcomes.withUnsafeMutableBufferPointer { table.sample(into: $0, using: &one) }
      #expect(outcomes.map(Int.init) == (0..<count).map { _ in table.sample(using: &other) })
      #expect(one.next() == other.next())
    }
    var outcomes = [UInt32](repeating: 0, count: 200_000)
    var draws = stream()
    outcomes.withUnsafeMutableBufferPointer { table.sample(into: $0, using: &draws) }
    var counts = [Int](repeating: 0, count: weights.count)
    for outcome in outcomes { counts[Int(outcome)] += 1 }
    let sum = weights.reduce(0, +)
    expectCounts(counts, match: weights.map { $0 / sum })
    #expect(zip(counts, weights).allSatisfy { $0 == 0 || $1 > 0 })
  }

  @Test func `a table of the most outcomes has all of them`() throws {
    let table = try BlockAlias(weights: [Double](repeating: 1, count: BlockAlias.mostOutcomes))
    var outcomes = [UInt32](repeating: 0, count: 400_000)
    var draws = stream()
    outcomes.withUnsafeMutableBufferPointer { table.sample(into: $0, using: &draws) }
    // Each of 65,536 outcomes is missed with a chance of e^(−6.1).
    let different = Set(outcomes).count
    #expect(65_200...65_536 ~= different)
    #expect(outcomes.allSatisfy { $0 < 65_536 })
  }

  @Test(arguments: [[], [0, 0], [1, .nan], [1, -1], [.infinity]])
  func `weights that are none are refused`(weights: [Double]) {
    #expect(throws: ParameterError.self) { try BlockAlias(weights: weights) }
  }
}

struct CountedTallyTests {
  @Test func `counted outcomes give the tally of one after the other`() {
    let values = [(-7, 3), (0, 1), (2, 0), (5, 2_000), (1 << 50, 4)]
    for limit in [129, 32_768] {
      var (counted, single) = (Tally(limit: limit), Tally(limit: limit))
      for spread in 0..<400 {
        counted.add(counted: values.map { (value: $0.0 + spread, count: $0.1) })
        for (value, count) in values {
          for _ in 0..<count { single.add(value + spread) }
        }
      }
      #expect(counted == single)
      #expect(counted.count == 400 * 2_008)
    }
  }

  @Test func `nothing counted changes nothing`() {
    var tally = Tally()
    tally.add(counted: [])
    tally.add(counted: [(value: 3, count: 0)])
    #expect(tally == Tally())
  }
}
