import Probability

/// Settlements of one year whose claims are counted by settlement and amount, and by group and amount, but
/// mostly not by all three: a run tells no more.
///
/// Of the common hits of an amount (`MarginSplit`), the number of each group is Poisson, and all of them
/// together are dealt over the settlements: a multinomial draw, for the groups of hits tell nothing of
/// their settlements. Of each hit of the rest it is drawn where it belongs. So the cost goes with neither
/// claims nor cohorts. Whether two hits of a settlement share a member is told by `MarginTwins`, and then
/// the settlement is drawn again.
struct MarginSpan: Sendable {
  /// The common hits of an amount.
  struct Line: Sendable {
    /// What a claim is worth, in fen.
    let worth: Int
    /// The number of each row.
    let rows: [(row: Int, group: Int, table: CountTable)]
    /// Somewhat fewer than those of each settlement, or nothing.
    let tables: [CountTable]
    /// The settlement of one of them.
    let settlement: BlockAlias
  }

  /// What a hit can be.
  struct Mark: Sendable {
    let settlement: Int
    let row: Int
    let group: Int
    let worth: Int
  }

  /// Hits whose settlement and row are drawn.
  struct Singles: Sendable {
    let mean: Double
    let number: CountTable
    let table: BlockAlias

    /// Hits by settlement and row, of some mean numbers.
    init?(of means: [Double]) {
      mean = means.reduce(0, +)
      var number = CountTable()
      guard number.hold(mean: mean),
        // Of no hits, a table that is never drawn from.
        let table = try? BlockAlias(weights: mean > 0 ? means : [1])
      else { return nil }
      (self.number, self.table) = (number, table)
    }
  }

  /// The settlements.
  let range: Range<Int>
  /// Their hits.
  let hits: [SettlementHits]
  /// The rows of the plan.
  let rows: [CohortPlan.Row]
  /// By group.
  let rowsOfGroup: [[Int]]
  /// By group, a bound on the chance that two of its hits of one settlement share a member.
  let sharing: [Double]
  let lines: [Line]
  /// By row, the line of its common hits, if there are any.
  let lineOfRow: [Int?]
  /// By settlement and row.
  let marks: [Mark]
  /// The hits that are not common.
  let rest: Singles

  /// The mean number of pairs of hits that share a member up to which drawing again is cheap.
  private static let mostTwins = 0.3

  /// The draws of some settlements; `nil` where claims are too many for it.
  init?(
    _ range: Range<Int>, of hits: [SettlementHits], rows: [CohortPlan.Row], amounts: [Int]
  ) {
    let split = MarginSplit(of: hits[range], rows: rows)
    guard Self.fits(split), let rest = Singles(of: split.rest) else { return nil }
    (self.range, self.hits, self.rows) = (range, Array(hits[range]), rows)
    self.rest = rest
    rowsOfGroup = rows.byGroup
    sharing = rowsOfGroup.indices.map { group in
      hits[range].reduce(0) { max($0, $1.greatestSharing[group]) }
    }
    marks = (0..<range.count).flatMap { settlement in
      rows.enumerated().map { row, found in
        Mark(
          settlement: settlement, row: row, group: found.group, worth: amounts[found.amount])
      }
    }
    var lines: [Line] = []
    var lineOfRow = [Int?](repeating: nil, count: rows.count)
    for common in split.commons {
      guard let line = Self.line(of: common, rows: rows, worth: amounts[common.amount])
      else { return nil }
      for row in line.rows { lineOfRow[row.row] = lines.count }
      lines.append(line)
    }
    (self.lines, self.lineOfRow) = (lines, lineOfRow)
  }

  private static func line(
    of common: MarginSplit.Common, rows: [CohortPlan.Row], worth: Int
  ) -> Line? {
    let ofRows = tables(of: common.rows.map(\.mean))
    let part = common.tablePart
    let ofSettlements = common.hasTables ? tables(of: common.settlements.map { $0 * part }) : []
    guard let ofRows, let ofSettlements,
      let settlement = try? BlockAlias(weights: common.settlements)
    else { return nil }
    return Line(
      worth: worth, rows: zip(common.rows, ofRows).map { ($0.row, rows[$0.row].group, $1) },
      tables: ofSettlements, settlement: settlement)
  }

  private static func tables(of means: [Double]) -> [CountTable]? {
    means.mapAll { mean in
      var table = CountTable()
      return table.hold(mean: mean) ? table : nil
    }
  }

  private static func fits(_ split: MarginSplit) -> Bool {
    split.twins <= mostTwins && split.rest.count <= BlockAlias.mostOutcomes
  }

  /// The cheapest spans of all settlements, and what a replication costs by them; `nil` where
  /// claims are too many for it.
  static func spans(of plan: CohortPlan) -> (
    ranges: [Range<Int>], hits: [SettlementHits], cost: Double
  )? {
    guard let hits = plan.cells.mapAll({ SettlementHits(of: $0, rows: plan.rows) }) else {
      return nil
    }
    var (ranges, cost) = ([Range<Int>](), 0.0)
    var first = 0
    for (settlement, shares) in plan.shares.enumerated() where shares.isLastOfYear {
      guard let best = cheapest(first..<settlement + 1, of: hits, rows: plan.rows) else {
        return nil
      }
      ranges += best.ranges
      cost += best.cost
      first = settlement + 1
    }
    return (ranges, hits, cost)
  }

  /// Some settlements as they are, or cut in half as often as it pays.
  private static func cheapest(
    _ range: Range<Int>, of hits: [SettlementHits], rows: [CohortPlan.Row]
  ) -> (ranges: [Range<Int>], cost: Double)? {
    let split = MarginSplit(of: hits[range], rows: rows)
    let whole = fits(split) ? ([range], split.cost) : nil
    guard range.count > 1 else { return whole }
    let middle = range.lowerBound + range.count / 2
    guard let lower = cheapest(range.lowerBound..<middle, of: hits, rows: rows),
      let upper = cheapest(middle..<range.upperBound, of: hits, rows: rows)
    else { return whole }
    if let whole, whole.1 <= lower.cost + upper.cost { return whole }
    return (lower.ranges + upper.ranges, lower.cost + upper.cost)
  }
}
