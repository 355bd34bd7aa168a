import Testing

@testable import Probability

/// Order and grouping change nothing, whether the outcomes are exact or bucketed.
struct TallyOrderTests {
  /// Outcomes of many shapes: narrow, wide, of both signs, with atoms, at the ends of `Int`.
  private func outcomes(_ bits: inout SplitMix) -> [Int] {
    let width = UInt64(bits.below(64))
    let isSigned = bits.below(2) == 0
    return (0..<bits.below(1_500)).map { _ in
      if bits.below(10) == 0 { return 0 }
      let size = Int(truncatingIfNeeded: bits.next() >> width)
      return isSigned ? size : Int(size.magnitude >> 1)
    }
  }

  /// The figures that a report shows, as bits.
  private func figures(_ tally: Tally) -> [UInt64] {
    var figures: [UInt64] = tally.words
    for estimate in [
      tally.mean, tally.standardDeviation, tally.skewness, tally.tailExpectation(level: 0.9),
    ] {
      figures.append(estimate?.value.bitPattern ?? 0)
      figures.append(estimate?.standardError.bitPattern ?? 0)
    }
    for p in [0.01, 0.5, 0.99] {
      let quantile = tally.quantile(p)
      figures.append(quantile?.value ?? 0)
      figures.append(quantile?.lower ?? 0)
      figures.append(quantile?.upper ?? 0)
    }
    return figures
  }

  @Test(arguments: 0..<200 as Range<UInt64>)
  func `any order and grouping gives the same bits`(seed: UInt64) {
    var bits = SplitMix(state: seed)
    let limit = 129 + bits.below(4) * 300
    let outcomes = outcomes(&bits)
    let whole = Tally(of: outcomes, limit: limit)

    // Outcomes fall into parts at random, some of which settle early, and the parts into piles.
    var parts = Array(repeating: Tally(limit: limit), count: 1 + bits.below(9))
    for i in outcomes.isEmpty ? [] : (0...(outcomes.count - 1)).shuffledByBits(seed: seed) {
      let part = bits.below(parts.count)
      if i % 3 == 0 {
        parts[part].add(contentsOf: [outcomes[i]])
      } else {
        parts[part].add(outcomes[i])
      }
      if bits.below(50) == 0 { parts[part].settle() }
    }
    while parts.count > 1 {
      let part = parts.remove(at: bits.below(parts.count))
      let pile = bits.below(parts.count)
      parts[pile].merge(part)
      if bits.below(3) == 0 { parts[pile].settle() }
    }
    #expect(parts[0] == whole)
    #expect(figures(parts[0]) == figures(whole))
  }

  @Test func `a tally is exact up to its limit of distinct outcomes`() {
    var tally = Tally(of: (1...300).flatMap { [$0, $0] }, limit: 300)
    #expect(tally.isExact && tally.relativeError == 0)
    tally.add(301)
    #expect(!tally.isExact && tally.relativeError == 0x1p-8)  // 9 bits part 301 from 300
    #expect(tally.count == 601)
  }

  @Test(arguments: 0..<40 as Range<UInt64>)
  func `a bucketed outcome is within the stated error of the true one`(seed: UInt64) {
    var bits = SplitMix(state: seed)
    let outcomes = outcomes(&bits).sorted()
    guard outcomes.count > 200 else { return }
    let (exact, tally) = (Tally(of: outcomes), Tally(of: outcomes, limit: 129).settled)
    let allowed = tally.relativeError
    for (i, outcome) in outcomes.enumerated() {
      let error = Double(Int128(tally.outcome(ofRank: i + 1)) - Int128(outcome)).magnitude
      #expect(error <= allowed * Double(outcome.magnitude))
    }
    #expect(tally.outcome(ofRank: 1) == outcomes.first)
    #expect(tally.outcome(ofRank: outcomes.count) == outcomes.last)
    // What is summed does not depend on the buckets.
    #expect(tally.mean == exact.mean)
    #expect(tally.standardDeviation?.value == exact.standardDeviation?.value)
  }

  @Test func `the limit of 32,768 is fine enough for amounts over a factor of 16`() {
    var bits = SplitMix(state: 5)
    let tally = Tally(of: (0..<200_000).map { _ in 1 << 40 + bits.below(15 << 40) })
    #expect(tally.relativeError <= 0x1p-13)
  }

  @Test(arguments: 0..<50 as Range<UInt64>)
  func `buckets are nested, ordered and hold their middle`(seed: UInt64) {
    var bits = SplitMix(state: seed)
    for _ in 0..<200 {
      let value = Int(truncatingIfNeeded: bits.next()) >> bits.below(64)
      let (fine, coarse) = (1 + bits.below(64), 1 + bits.below(64))
      let bucket = BucketTable.bucket(of: value, bits: coarse)
      if fine >= coarse {
        let twice = BucketTable.bucket(of: BucketTable.bucket(of: value, bits: fine), bits: coarse)
        #expect(twice == bucket)
      }
      if value < .max {
        #expect(bucket <= BucketTable.bucket(of: value + 1, bits: coarse))
      }
      let middle = BucketTable.middle(of: bucket, bits: coarse)
      #expect(BucketTable.bucket(of: middle, bits: coarse) == bucket)
    }
  }

  @Test(arguments: 0..<60 as Range<UInt64>)
  func `a table drops no more bits than it must`(seed: UInt64) {
    var bits = SplitMix(state: seed)
    let outcomes = outcomes(&bits)
    let table = Tally(of: outcomes, limit: 129).settled.table
    func occupied(_ bits: Int) -> Int {
      Set(outcomes.map { BucketTable.bucket(of: $0, bits: bits) }).count
    }
    #expect(occupied(table.bits) == table.entries.count)
    #expect(table.entries.count <= 129)
    if table.bits < 64 { #expect(occupied(table.bits + 1) > 129) }
  }
}
