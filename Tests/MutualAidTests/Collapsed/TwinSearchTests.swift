import Probability
import RealModule
import TestSupport
import Testing

@testable import MutualAid

/// Hits that fall on members, and whether two fall on one.
struct TwinSearchTests {
  /// A source whose diagnoses on the first day are claims of the first amount, and on the second of
  /// both.
  private func source(_ members: Int, _ first: Double, _ second: Double) -> FactoredSource {
    let groups = [
      Birthdays.Group(weight: 0.3, ages: [30, 30]), Birthdays.Group(weight: 0.7, ages: [30, 31]),
    ]
    let law = DiagnosisLaw(
      groups, ages: 30...31, hazards: [first, 0, second, 2 * second], common: [0.5, 0.5])
    return FactoredSource(members: members, law: law, laws: [[1, 0], [0.4, 0.5]]) { day, _ in day }
  }

  /// The chance that all hits fall on different members, summed over all ways.
  private func chanceOfNone(_ hits: [Int], _ sources: [FactoredSource], factor z: Double) -> Double
  {
    let members = sources.flatMap { source in
      [[Double]](
        repeating: (0...1).map { source.hits(of: $0, factor: z) }, count: source.members)
    }
    let sums = (0...1).map { amount in members.reduce(0) { $0 + $1[amount] } }
    let amounts = hits.enumerated().flatMap { [Int](repeating: $0, count: $1) }
    func chance(_ hit: Int, _ free: Set<Int>) -> Double {
      guard hit < amounts.count else { return 1 }
      return free.reduce(0) { sum, member in
        sum + members[member][amounts[hit]] / sums[amounts[hit]]
          * chance(hit + 1, free.subtracting([member]))
      }
    }
    return chance(0, Set(members.indices))
  }

  /// Looks for twins among some hits many times.
  private func search(
    _ sources: [FactoredSource], for hits: [Int], factor z: Double, times: Int,
    _ body: (_ twins: Twins?, inout Stream) -> Void
  ) {
    let search = TwinSearch(
      members: sources.map(\.members), rates: sources.map(\.rates), amounts: 2)
    let means = (0...1).map { amount in
      sources.reduce(0) { $0 + Double($1.members) * $1.hits(of: amount, factor: z) }
    }
    let spread = TwinSpread(reach: z * (sources.map(\.greatestHazard).max() ?? 0))
    let bound = search.bound(of: hits) * spread.growth * spread.growth
    var hits = hits
    var draws = Stream(seed: 3, replication: hits[0], purpose: .collapsed, period: hits[1])
    hits.withUnsafeMutableBufferPointer { hits in
      for _ in 0..<times {
        guard draws.uniform() < bound else {
          body(nil, &draws)
          continue
        }
        let twins = search.twins(
          among: hits, bound: bound, spread,
          { FactoredSetting(sources: sources, factor: z, spread: spread, means: means) },
          using: &draws)
        body(twins, &draws)
      }
    }
  }

  @Test(arguments: [[0, 1], [2, 0], [1, 1], [2, 1], [1, 3], [3, 2]], [0.3, 1.1])
  func `twins are found as often as they come`(hits: [Int], factor z: Double) {
    let sources = [source(4, 0.002, 0.001), source(5, 0.001, 0.003), source(1, 0.004, 0)]
    let chance = chanceOfNone(hits, sources, factor: z)
    let count = 200_000
    var found = 0
    search(sources, for: hits, factor: z, times: count) { twins, _ in
      if twins != nil { found += 1 }
    }
    // A sum of probabilities may come out above 1 by rounding.
    let twins = max(0, 1 - chance)
    // A risk of 10⁻⁶, two-sided.
    let error = (Double(count) * twins * (1 - twins)).squareRoot()
    #expect(abs(Double(found) - Double(count) * twins) <= 4.9 * error + 1e-6)
  }

  /// The law of what is left of up to five hits, at `8 first + second`, summed over all ways.
  private func lawOfLeft(_ hits: [Int], _ sources: [FactoredSource], factor z: Double) -> [Double] {
    let members = sources.flatMap { source in
      [[Double]](
        repeating: (0...1).map { source.hits(of: $0, factor: z) }, count: source.members)
    }
    let sums = (0...1).map { amount in members.reduce(0) { $0 + $1[amount] } }
    let amounts = hits.enumerated().flatMap { [Int](repeating: $0, count: $1) }
    var law = [Double](repeating: 0, count: 48)
    func place(_ hit: Int, _ chance: Double, _ on: [[Int]]) {
      guard hit < amounts.count else {
        var kept = [0: chance]
        for own in on where own[0] + own[1] > 0 {
          let part = Double(own[0]) / Double(own[0] + own[1])
          kept = kept.reduce(into: [:]) {
            $0[$1.key + 8, default: 0] += $1.value * part
            $0[$1.key + 1, default: 0] += $1.value * (1 - part)
          }
        }
        for (place, chance) in kept { law[place] += chance }
        return
      }
      for member in members.indices {
        var next = on
        next[member][amounts[hit]] += 1
        place(hit + 1, chance * members[member][amounts[hit]] / sums[amounts[hit]], next)
      }
    }
    place(0, 1, members.map { _ in [0, 0] })
    return law
  }

  @Test(arguments: [[2, 0], [1, 1], [2, 1], [1, 2], [2, 2], [1, 3], [3, 2]], [0.3, 1.1])
  func `of a member's hits one is left, any of them`(hits: [Int], factor z: Double) {
    let sources = [source(3, 0.002, 0.001), source(3, 0.001, 0.003), source(1, 0.004, 0.0001)]
    var counts = [Int](repeating: 0, count: 48)
    search(sources, for: hits, factor: z, times: 300_000) { twins, draws in
      var place = 8 * hits[0] + hits[1]
      twins?.forEachExtra(using: &draws) { place -= $0 == 0 ? 8 : 1 }
      counts[place] += 1
    }
    expectCounts(counts, match: lawOfLeft(hits, sources, factor: z))
  }

  /// Among so many that a third hit nearly never joins them, which is settled without saying whose they are.
  @Test(arguments: [[2, 0], [1, 1], [0, 2]])
  func `among many members, too, either of two hits is left`(hits: [Int]) {
    let sources = [source(60, 0.002, 0.001), source(50, 0.001, 0.003)]
    var counts = [Int](repeating: 0, count: 48)
    search(sources, for: hits, factor: 1.1, times: 1_000_000) { twins, draws in
      var place = 8 * hits[0] + hits[1]
      twins?.forEachExtra(using: &draws) { place -= $0 == 0 ? 8 : 1 }
      counts[place] += 1
    }
    expectCounts(counts, match: lawOfLeft(hits, sources, factor: 1.1))
  }

  @Test(arguments: [(0.4, 1), (1.0, 1), (1.2, 1), (2.0, 1), (1.0, 20)])
  func `given the factor, totals have the exact law of independent members`(
    z: Double, growth: Int
  ) throws {
    // At a growth of 1 and up to a factor of 1.2 hits are drawn and twins are common; beyond, and
    // where hazards are large, claims are drawn by source.
    let scale = Double(growth)
    let sources = [
      source(3_000, 0.004 * scale, 0.004 * scale), source(2_500, 0.001 * scale, 0.005 * scale),
      source(40, 0.0002 * scale, 0.005 * scale),
    ]
    let total = FactoredTotal(of: sources, amounts: [1, 3])
    let law = try LatticeLaw.sum(
      of: sources.map { source in
        let chances = source.chances(factor: z)
        let sum = chances[0] + chances[1]
        return try BinomialGroup(
          members: source.members, probability: sum,
          amounts: [
            .init(1, probability: chances[0] / sum), .init(3, probability: chances[1] / sum),
          ])
      })
    var stream = Stream(seed: 8, replication: growth, purpose: .collapsed)
    var words = LaneWords(from: &stream)
    var rest = Stream(seed: 8, replication: growth, purpose: .collapsed, cohort: 1)
    var counts = [Int](repeating: 0, count: law.count)
    var (sum, squares) = (0.0, 0.0)
    let (blocks, size) = (3_000, 200)
    let count = blocks * size / 2
    // Every other replication has another factor, which changes nothing.
    let factors = (0..<size).map { $0 % 2 == 0 ? z : Double($0 % 7) / 3 }
    var hits = [Int](repeating: 0, count: 2 * size)
    for _ in 0..<blocks {
      factors.withUnsafeBufferPointer { factors in
        hits.withUnsafeMutableBufferPointer {
          total.draw(factors: factors, into: $0, from: &words, using: &rest)
        }
      }
      for place in stride(from: 0, to: size, by: 2) {
        let value = hits[place] + 3 * hits[size + place]
        counts[(value - law.offset) / law.step] += 1
        sum += Double(value)
        squares += Double(value) * Double(value)
      }
    }
    expectCounts(counts, match: law.masses)
    // A million members' twins would widen the law by a part in 60, which the variance shows first.
    let (n, mean) = (Double(count), law.mean ?? 0)
    let deviation = try #require(law.standardDeviation)
    #expect(abs(sum / n - mean) < 4.9 * deviation / n.squareRoot())
    let variance = squares / n - sum / n * sum / n
    #expect(abs(variance / (deviation * deviation) - 1) < 4.9 * (2 / n).squareRoot() * 1.2)
  }

  @Test func `the series of the hits is right as far as it is used`() {
    let source = source(1, 0.005, 0.005)
    for amount in 0...1 {
      let terms = source.series[amount]
      for z in [1e-6, 0.2, 1, FactoredSource.greatestReach / source.greatestHazard] {
        let sum = terms.reversed().reduce(0) { ($0 + $1) * z }
        let exact = source.hits(of: amount, factor: z)
        #expect(abs(sum - exact) < 4e-15 * exact)
        let first = z * source.rates[amount]
        let reach = z * source.greatestHazard
        #expect(first * .exp(-reach) <= exact && exact <= first * .exp(reach / 2))
        let spread = TwinSpread(reach: reach)
        #expect(.exp(1.5 * reach) <= spread.growth)
        #expect(spread.sure * spread.growth * .exp(reach / 2) <= .exp(-reach))
      }
    }
  }

  @Test func `hits are none as often as claims are`() {
    let source = source(1, 0.005, 0.005)
    for z in [1e-3, 1, 3] {
      let hits = (0...1).map { source.hits(of: $0, factor: z) }
      let chances = source.chances(factor: z)
      #expect(abs(.exp(-hits[0] - hits[1]) - (1 - chances[0] - chances[1])) < 1e-15)
      #expect(abs(hits[0] / hits[1] - chances[0] / chances[1]) < 1e-14)
    }
  }
}
