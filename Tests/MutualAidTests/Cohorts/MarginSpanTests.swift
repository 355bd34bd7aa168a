import CKernels
import Probability
import TestSupport
import Testing

@testable import MutualAid

/// Spans of settlements whose claims are drawn by settlement and by group, against the law of members who
/// claim one by one.
struct MarginSpanTests {
  /// A span of settlements, of groups of cells with members and the chances of their claims by amount.
  struct Sample: CustomTestStringConvertible {
    typealias Cell = (members: Int, chances: [Double])
    let testDescription: String
    let amounts: [Int]
    /// By settlement and group.
    let settlements: [[[Cell]]]
    /// How many times as many draws it needs.
    var effort = 1

    var groups: Int { settlements[0].count }
    var rows: [CohortPlan.Row] {
      (0..<groups).flatMap { group in
        amounts.indices.map { CohortPlan.Row(group: group, amount: $0) }
      }
    }

    /// What is drawn of it.
    func span() throws -> MarginSpan {
      let hits = try settlements.map { groups in
        let cells = groups.enumerated().flatMap { group, cells in
          cells.map { cell in
            CohortCell(
              members: cell.members,
              claims: cell.chances.indices.map {
                .init(amount: $0, row: group * amounts.count + $0, probability: cell.chances[$0])
              })
          }
        }
        return try #require(SettlementHits(of: cells, rows: rows))
      }
      return try #require(
        MarginSpan(0..<settlements.count, of: hits, rows: rows, amounts: amounts))
    }

    /// The law of the benefits by settlement and the claims by row, members claiming one by one.
    func law() -> [[Int]: Double] {
      var law = [[Int](repeating: 0, count: settlements.count + rows.count): 1.0]
      for (settlement, groups) in settlements.enumerated() {
        for (group, cells) in groups.enumerated() {
          for cell in cells {
            for _ in 0..<cell.members {
              var next: [[Int]: Double] = [:]
              for (outcome, mass) in law {
                next[outcome, default: 0] += mass * (1 - cell.chances.reduce(0, +))
                for (amount, chance) in cell.chances.enumerated() {
                  var claimed = outcome
                  claimed[settlement] += amounts[amount]
                  claimed[settlements.count + group * amounts.count + amount] += 1
                  next[claimed, default: 0] += mass * chance
                }
              }
              // What never comes in so many draws is not followed.
              law = next.filter { $0.value > 1e-12 }
            }
          }
        }
      }
      return law
    }
  }

  static let samples = [
    Sample(
      testDescription: "groups that grow alike", amounts: [1, 100],
      settlements: [3, 4, 5].map { size in
        [[(size, [0.06, 0.04])], [(2 * size, [0.02, 0.01])]]
      }),
    Sample(
      testDescription: "groups of their own at each settlement", amounts: [1, 100],
      settlements: [
        [[(4, [0.1, 0.05]), (1, [0.02, 0.2])], [(2, [0.01, 0.02])]],
        [[(2, [0.01, 0.02])], [(5, [0.05, 0.05])]],
      ]),
    Sample(
      testDescription: "members who would claim twice in every fourth replication", amounts: [1],
      settlements: [[[(10, [0.18])]]]),
    Sample(
      testDescription: "the same at two settlements", amounts: [1],
      settlements: [[[(8, [0.14]), (1, [0.2])]], [[(8, [0.15])]]], effort: 6),
    Sample(
      testDescription: "an amount that is mostly one member's", amounts: [1, 100],
      settlements: [[[(6, [0.08, 0.01]), (1, [0.01, 0.25])]]]),
    Sample(
      testDescription: "one amount, two members", amounts: [7],
      settlements: [[[(2, [0.3])]], [[(1, [0.2]), (1, [0.05])]]]),
    Sample(
      testDescription: "a group that comes late, and a settlement without claims",
      amounts: [1, 100],
      settlements: [
        [[(6, [0.06, 0.02])], []], [[], []], [[(7, [0.05, 0.03])], [(3, [0.1, 0.05])]],
      ]),
  ]

  /// What so many replications draw: benefits by settlement and then claims by row.
  private func draws(_ span: MarginSpan, _ replications: Int, seed: UInt64) -> [[Int]] {
    let (settlements, rows) = (span.range.count, span.rows.count)
    var benefits = [Int](repeating: 0, count: settlements * replications)
    var claims = [UInt32](repeating: 0, count: rows * replications)
    var draw = MarginDraw(
      from: BlockSource(.cohorts, seed: seed, block: 0, settlement: 0),
      in: MarginRoom(for: [span]))
    draw.draw(span, replications: replications, benefits: &benefits, claims: &claims)
    return (0..<replications).map { place in
      (0..<settlements).map { benefits[$0 * replications + place] }
        + (0..<rows).map { Int(claims[$0 * replications + place]) }
    }
  }

  #if DEBUG
    private let replications = 60_000
  #else
    private let replications = 400_000
  #endif

  @Test(arguments: samples)
  func `benefits by settlement and claims by group have the law of members who claim one by one`(
    sample: Sample
  ) throws {
    let law = sample.law()
    var counts: [[Int]: Int] = [:]
    for draw in draws(try sample.span(), sample.effort * replications, seed: 3) {
      counts[draw, default: 0] += 1
    }
    let outcomes = Array(law.keys)
    #expect(counts.keys.allSatisfy { law[$0] != nil }, "nobody claims twice at a settlement")
    expectCounts(outcomes.map { counts[$0, default: 0] }, match: outcomes.map { law[$0] ?? 0 })
  }

  @Test(arguments: [1, 7, 16, 67, 256])
  func `sums side by side are those of one replication after the other`(count: Int) {
    let counts = (0..<count).map { UInt32(truncatingIfNeeded: $0 &* 2_654_435_761) }
    let before = (0..<count).map { UInt32(truncatingIfNeeded: $0 &* 40_503 &* 65_537) }
    let (start, third) = ((0..<count).map { Double($0) / 7 }, 1.0 / 3)
    var (worth, greatest, pairs) = ((0..<count).map { Int64($0) }, before, start)
    fentan_add_worth(counts, count, 12_345_678, &worth, &greatest)
    fentan_add_pairs(counts, count, third, &pairs)
    for (place, hits) in counts.enumerated() {
      #expect(worth[place] == Int64(place) + Int64(hits) * 12_345_678)
      #expect(greatest[place] == max(before[place], hits))
      let hits = Double(hits)
      #expect(pairs[place] == start[place] + (hits * hits - hits) * third)
    }
  }

  /// Two groups that grow alike, with so many claims that tables deal most of them, and one that does not.
  private static let large = Sample(
    testDescription: "tables", amounts: [1, 100],
    settlements: (0..<6).map { number in
      [
        [(300 + 30 * number, [0.006, 0.002])], [(500 + 50 * number, [0.004, 0.001])],
        [(number % 2 == 0 ? 40 : 80, [0.005, 0.005])],
      ]
    })

  @Test func `claims that tables deal have their law, too`() throws {
    let span = try Self.large.span()
    #expect(!span.lines[0].tables.isEmpty)
    #expect(span.rest.mean > 0)
    let draws = draws(span, replications, seed: 4)
    for amount in 0...1 {
      for settlement in 0..<6 {
        let ofSettlement = draws.map { $0[settlement] / Self.large.amounts[amount] % 100 }
        for group in 0..<3 {
          let ofGroup = draws.map { $0[6 + group * 2 + amount] }
          try expect(ofSettlement, ofGroup, haveLawOf: amount, settlement, group)
        }
      }
    }
  }

  /// Expects the joint law of a settlement's claims and a group's: X + U and X + V, where X are those of
  /// both.
  private func expect(
    _ ofSettlement: [Int], _ ofGroup: [Int], haveLawOf amount: Int, _ settlement: Int, _ group: Int
  ) throws {
    let cells = Self.large.settlements
    let law = { (cells: [Sample.Cell]) in
      let law = try LatticeLaw.sum(
        of: cells.map {
          try BinomialGroup(members: $0.members, probability: $0.chances[amount], amount: 1)
        })
      #expect(law.offset == 0)
      return law.masses
    }
    let both = try law(cells[settlement][group])
    let others = try law((0..<3).filter { $0 != group }.flatMap { cells[settlement][$0] })
    let elsewhere = try law((0..<6).filter { $0 != settlement }.flatMap { cells[$0][group] })
    let side = 100
    var joint = [Double](repeating: 0, count: side * side)
    for (x, mass) in both.enumerated() {
      for (u, other) in others.enumerated() where x + u < side {
        for (v, last) in elsewhere.enumerated() where x + v < side {
          joint[(x + u) * side + x + v] += mass * other * last
        }
      }
    }
    var counts = [Int](repeating: 0, count: side * side)
    for (one, other) in zip(ofSettlement, ofGroup) { counts[one * side + other] += 1 }
    expectCounts(counts, match: joint)
  }
}
