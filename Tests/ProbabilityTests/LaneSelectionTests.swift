import CKernels
import TestSupport
import Testing

@testable import Probability

/// Draws without replacement in many lanes at once.
struct LaneSelectionTests {
  private func streams(_ lanes: Range<Int>, purpose: UInt8, kind: Int) -> LaneStreams {
    LaneStreams(
      seed: 19, replications: lanes.map { UInt32($0) }, purpose: .init(rawValue: purpose),
      period: 0, cohort: kind)
  }

  /// How many of each kind are selected, lane by lane.
  private func select(
    _ drawn: (_ lane: Int) -> Int, of counts: [Int], lanes: Range<Int>
  ) -> [[Int]] {
    var selection = LaneSelection(
      of: lanes.map(drawn), from: lanes.map { _ in counts.reduce(0, +) })
    var selected = lanes.map { _ in [Int]() }
    for (kind, count) in counts.enumerated() {
      var (items, taken) = (lanes.map { _ in count }, lanes.map { _ in -1 })
      let any = items.withUnsafeMutableBufferPointer { items in
        taken.withUnsafeMutableBufferPointer {
          selection.draw(
            of: items, using: streams(lanes, purpose: 1, kind: kind),
            streams(lanes, purpose: 2, kind: kind), into: $0)
        }
      }
      #expect(any == taken.contains { $0 > 0 })
      for lane in taken.indices { selected[lane].append(taken[lane]) }
    }
    return selected
  }

  // Few and many, kinds of a few items and of nearly all, below and above the half, none and all.
  @Test(arguments: [
    (300, [700, 0, 40, 1, 259]), (5, [700, 0, 40, 1, 259]), (700, [700, 0, 40, 1, 259]),
    (4_000, [3_000, 90_000, 50_000, 7, 60_000]), (60, [900_000, 99_000, 1_000]), (0, [4, 5]),
    (9, [4, 5]), (20_000, [40_000, 10, 2]), (2_000_000, [200_000_000, 30_000_000, 5_000_000]),
  ])
  func `each kind's part is hypergeometric, and their sum is right`(
    drawn: Int, counts: [Int]
  ) throws {
    var tallies = counts.map { _ in [Int: Int]() }
    for block in 0..<60 {
      for selected in select({ _ in drawn }, of: counts, lanes: block * 200..<(block + 1) * 200) {
        #expect(selected.reduce(0, +) == drawn)
        for (kind, count) in selected.enumerated() { tallies[kind][count, default: 0] += 1 }
      }
    }
    for (kind, count) in counts.enumerated() {
      expectTally(
        tallies[kind],
        match: try Hypergeometric(
          population: counts.reduce(0, +), marked: count, drawn: drawn))
    }
  }

  /// Two kinds together are hypergeometric as one, which says how they depend on each other.
  @Test func `two kinds together are hypergeometric`() throws {
    let counts = [30_000, 20_000, 50_000, 900_000]
    var tally: [Int: Int] = [:]
    for block in 0..<60 {
      for selected in select({ _ in 2_000 }, of: counts, lanes: block * 200..<(block + 1) * 200) {
        tally[selected[0] + selected[2], default: 0] += 1
      }
    }
    expectTally(
      tally, match: try Hypergeometric(population: 1_000_000, marked: 80_000, drawn: 2_000))
  }

  @Test func `a lane is the same alone and beside others`() {
    let counts = [40_000, 0, 3, 900_000, 60_000]
    let drawn = { (lane: Int) in [0, 1, 50, 7_000, 600_000, 1_000_003][lane % 6] }
    let together = select(drawn, of: counts, lanes: 0..<37)
    for lane in 0..<37 {
      #expect(select(drawn, of: counts, lanes: lane..<lane + 1) == [together[lane]])
      #expect(together[lane].reduce(0, +) == drawn(lane))
    }
  }

  /// Whether the bound says that a candidate is taken, `fentan_doubtful_draws` for one lane.
  private func isCertain(
    population: Int, items: Int, drawn: Int, probability p: Double, count: Int, word: UInt64
  ) -> Bool {
    let mode = ((Double(population - items) + 1) * p).rounded(.down)
    let apart = abs(Double(drawn - count) - mode)
    let bound = 2 * mode * (1 - p) * (1 - Stream.uniform(of: word))
    return apart * (apart + 1) * (1 + 0x1p-40) <= bound
  }

  /// The lanes that `fentan_doubtful_draws` lists, where all have the same items.
  private func doubtful(
    population: Int, items: Int, drawn: Int, probability: Double, _ counts: [Int],
    _ words: [UInt64]
  ) -> [Int] {
    let row = { (number: Int) in counts.map { _ in Int64(number) } }
    var places = counts.map { _ in UInt32(0) }
    let found = fentan_doubtful_draws(
      row(population), row(drawn), row(items), counts.map { _ in probability }, words,
      counts.map { Int64($0) }, counts.count, &places)
    return places[..<found].map { Int($0) }
  }

  /// What the bound leaves open is right but slow: no other test would show much of it.
  @Test func `candidates are mostly certain, and told as the twin tells them`() {
    var stream = Stream(seed: 7, replication: 0, purpose: .init(rawValue: 3))
    for (size, drawn, items, most) in [
      (101_000_000, 340_000, 780_000, 0.02), (1_000_000, 3_000, 90_000, 0.15), (50, 20, 30, 1),
    ] {
      let lanes = 1_003
      let p = Double(drawn) / Double(size)
      let counts = (0..<lanes).map { _ in
        min(drawn, Binomial.sample(trials: items, probability: p, using: &stream))
      }
      let words = (0..<lanes).map { _ in stream.next() }
      let doubtful = doubtful(
        population: size, items: items, drawn: drawn, probability: p, counts, words)
      #expect(
        doubtful
          == counts.indices.filter {
            !isCertain(
              population: size, items: items, drawn: drawn, probability: p, count: counts[$0],
              word: words[$0])
          })
      #expect(Double(doubtful.count) <= most * Double(lanes))
    }
  }

  /// The bound holds: whatever it takes for certain, the law takes.
  @Test func `what is certain is taken`() {
    var found = 0
    for (size, drawn, items) in [
      (1_000, 100, 200), (100_000, 300, 50_000), (1_000_000, 400_000, 9),
    ] {
      let (rest, p) = (size - items, Double(drawn) / Double(size))
      for count in max(0, drawn - rest)...min(items, drawn) {
        for part in 0..<40 {
          let word = UInt64(part) * 461_168_601_842_738_790
          guard
            isCertain(
              population: size, items: items, drawn: drawn, probability: p, count: count, word: word
            )
          else { continue }
          found += 1
          #expect(
            Binomial.isUnder(
              trials: Double(rest), probability: p, count: Double(drawn - count),
              Stream.uniform(of: word)))
        }
      }
    }
    #expect(found > 1_000)
  }
}
