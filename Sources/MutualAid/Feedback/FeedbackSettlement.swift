import Probability

/// One period of a pool with feedback: who can have claims, and how their cost is shared.
struct FeedbackSettlement: Sendable {
  /// Members alike, with their claims.
  struct Row: Sendable {
    /// Where they are counted.
    let slot: Int
    let cohort: Int
    /// The chance of a claim of each amount.
    let chances: [Double]
  }

  /// The period.
  let plan: PeriodPlan
  /// Who can have a claim.
  let rows: [Row]
  /// The amounts that claims can have, in fen, ascending, none 0.
  let amounts: [Int]
  /// By row and amount, the odds of a claim against none at all.
  let odds: [[Double]]
  /// Row by row, what sums over members are made of: the odds by amount, and the square of all odds.
  let weights: [Double]
  /// Draws hits.
  let counts = PoissonBlock.shared
  /// The cohorts, by the chance of leaving by choice.
  let alike: [[Int]]
  /// How shares come out if nobody leaves, for those who count them.
  let shares: SettlementShares
  /// For each two amounts, a bound on the product of their odds over the square of all odds.
  private let ratios: [Double]

  /// The settlement of a period.
  ///
  /// - Parameters:
  ///   - sources: Whose claims it decides, all of its own period.
  ///   - plan: The period.
  ///   - rule: How its cost would fall on payers if nobody left.
  ///   - timetable: Where the period comes from.
  ///   - year: The place of its calendar year.
  init(
    of sources: [ClaimSource], _ plan: PeriodPlan, rule: SharingRule, _ timetable: Timetable,
    year: Int
  ) {
    let index = plan.period.index
    let amounts = Set(
      sources.lines(decidedIn: index...index).map { timetable.lines[$0].amount }
    ).filter { $0 > 0 }.sorted()
    let rows = sources.map { source in
      var chances = amounts.map { _ in 0.0 }
      // A fixed order: a dictionary's own differs from run to run, and with it the last bit.
      for (line, chance) in (source.decided[index] ?? [:]).sorted(by: { $0.key < $1.key }) {
        guard let place = amounts.firstIndex(of: timetable.lines[line].amount) else { continue }
        chances[place] += chance * source.probability
      }
      let slot = plan.slots[source.group.slot]
      return Row(
        slot: slot.place, cohort: slot.cover.cohorts[source.group.place], chances: chances)
    }
    let odds = rows.map(\.odds)
    weights = odds.flatMap { odds in
      let sum = odds.reduce(0, +)
      return odds + [sum * sum]
    }
    ratios = amounts.indices.flatMap { first in
      amounts.indices.map { second in
        odds.reduce(0) { most, odds in
          let sum = odds.reduce(0, +)
          return sum > 0 ? max(most, odds[first] / sum * (odds[second] / sum)) : most
        }
      }
    }
    let cost = zip(sources, rows).reduce(0) { sum, part in
      zip(part.1.chances, amounts).reduce(sum) {
        $0 + Double(part.0.members) * $1.0 * Double($1.1)
      }
    }
    shares = SettlementShares(
      rule: rule, meanCost: cost * (1 + rule.fee.fraction), greatestCost: nil, year: year,
      isLastOfYear: timetable.isLastOfYear[index])
    let firsts = plan.lapse?.alike ?? []
    alike = Dictionary(grouping: firsts.indices, by: { firsts[$0] })
      .sorted { $0.key < $1.key }.map(\.value)
    (self.plan, self.rows, self.amounts, self.odds) = (plan, rows, amounts, odds)
  }

  /// The weights of a row.
  func weights(of row: Int) -> ArraySlice<Double> {
    weights[row * (amounts.count + 1)..<(row + 1) * (amounts.count + 1)]
  }

  /// By how much the odds of two amounts together fall short of the square of all odds, at least.
  func ratio(_ first: Int, _ second: Int) -> Double { ratios[first * amounts.count + second] }
}

extension FeedbackSettlement.Row {
  /// The least chance of no claim that odds are told against.
  ///
  /// Where it is less, a single member has more pairs of hits than are ever drawn together, and the row is
  /// drawn by its chances instead. So what the odds are matters no more than that they are numbers.
  private static let leastNone = 0x1p-40

  /// The odds of a claim of each amount against none at all.
  fileprivate var odds: [Double] {
    let none = max(Self.leastNone, 1 - chances.reduce(0, +))
    return chances.map { $0 / none }
  }
}
