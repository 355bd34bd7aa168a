import Probability
import TestSupport
import Testing

struct UrnsTests {
  /// Three blocks of kinds, one of them empty, and so many drawn that they are told one by one, block by block,
  /// or kind by kind within one.
  private static let counts =
    [3, 0, 9, 1, 0, 0, 2, 5] + [Int](repeating: 0, count: 8) + [7, 0, 13]
  private static let draws = [1, 5, 8, 9, 17, 33, 39]

  private func filled(_ urns: Int = 1, with counts: [Int] = counts) -> Urns {
    var all = Urns(urns, kinds: counts.count)
    for urn in 0..<urns {
      for (kind, count) in counts.enumerated() { all.add(count, of: kind, to: urn) }
    }
    return all
  }

  /// How many of the first kinds are drawn is hypergeometric, however many kinds that are.
  @Test(arguments: draws)
  func `every number of kinds follows its hypergeometric law`(drawn: Int) throws {
    let full = filled()
    let population = Self.counts.reduce(0, +)
    var stream = Stream(seed: 2011, replication: drawn, purpose: .init(rawValue: 1))
    var first = [[Int: Int]](repeating: [:], count: Self.counts.count)
    var single = first
    for _ in 0..<40_000 {
      var urns = full
      var taken = [Int](repeating: 0, count: Self.counts.count)
      urns.take(drawn, from: 0, using: &stream) { taken[$0] += $1 }
      #expect(Array(urns[0]) == zip(Self.counts, taken).map { $0 - $1 })
      #expect(urns.total(of: 0) == population - drawn)
      var sum = 0
      for kind in taken.indices {
        sum += taken[kind]
        first[kind][sum, default: 0] += 1
        single[kind][taken[kind], default: 0] += 1
      }
    }
    var marked = 0
    for kind in Self.counts.indices.dropLast() where Self.counts[kind] > 0 {
      marked += Self.counts[kind]
      expectTally(
        first[kind],
        match: try Hypergeometric(population: population, marked: marked, drawn: drawn))
      expectTally(
        single[kind],
        match: try Hypergeometric(
          population: population, marked: Self.counts[kind], drawn: drawn))
    }
  }

  /// The last of those drawn one after the other are as good as the first.
  @Test(arguments: [(3, 2), (3, 30), (30, 3)])
  func `what is drawn next follows the law of all items`(before: Int, drawn: Int) throws {
    let population = Self.counts.reduce(0, +)
    var stream = Stream(seed: 2012, replication: before, purpose: .init(rawValue: 1))
    var tally: [Int: Int] = [:]
    for _ in 0..<40_000 {
      var urns = filled()
      urns.take(before, from: 0, using: &stream) { _, _ in }
      var found = 0
      urns.take(drawn, from: 0, using: &stream) { if $0 == 2 || $0 == 16 { found += $1 } }
      tally[found, default: 0] += 1
    }
    let marked = Self.counts[2] + Self.counts[16]
    expectTally(
      tally, match: try Hypergeometric(population: population, marked: marked, drawn: drawn))
  }

  @Test(arguments: 0..<100 as Range<UInt64>)
  func `no item is lost between urns that are drawn from in any order`(seed: UInt64) {
    var stream = Stream(seed: seed, replication: 0, purpose: .init(rawValue: 1))
    let kinds = 1 + stream.below(30)
    let counts = (0..<kinds).map { _ in stream.below(3) * stream.below(1 + stream.below(5000)) }
    var (urns, taken) = (filled(3, with: counts), [Int](repeating: 0, count: kinds))
    for _ in 0..<40 {
      let (urn, other) = (stream.below(3), 1 + stream.below(2))
      let drawn = stream.below(1 + urns.total(of: urn) / (1 + stream.below(6)))
      if stream.below(2) == 0 {
        urns.move(drawn, from: urn, to: (urn + other) % 3, using: &stream)
      } else {
        urns.take(drawn, from: urn, using: &stream) { taken[$0] += $1 }
      }
      for kind in counts.indices {
        #expect(taken[kind] + (0..<3).reduce(0) { $0 + urns[$1, kind] } == 3 * counts[kind])
      }
      for urn in 0..<3 {
        #expect(urns[urn].allSatisfy { $0 >= 0 })
        #expect(urns.total(of: urn) == urns[urn].reduce(0, +))
      }
    }
  }

  @Test func `to draw all items or none takes nothing from the stream`() {
    for drawn in [0, Self.counts.reduce(0, +)] {
      let rest = expectNothingDrawn { stream in
        var urns = filled()
        urns.take(drawn, from: 0, using: &stream) { _, _ in }
        return urns.total(of: 0)
      }
      #expect(rest == Self.counts.reduce(0, +) - drawn)
    }
  }

  @Test func `urns are added, chosen and emptied`() {
    var urns = filled(2)
    urns.grow(to: 4)
    urns.add(5, of: 18, to: 3)
    #expect(urns.count == 4 && urns.total(of: 2) == 0)
    urns.grow(to: 2)
    #expect(urns.count == 4)
    let some = urns.only([3, 1])
    #expect(some.count == 2 && some.total(of: 0) == 5 && Array(some[1]) == Self.counts)
    urns.clear()
    #expect((0..<4).allSatisfy { urns.total(of: $0) == 0 && urns[$0].allSatisfy { $0 == 0 } })
  }
}
