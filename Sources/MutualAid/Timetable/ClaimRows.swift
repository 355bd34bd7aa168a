/// Where the claims of a period come from: a row is a slot and a place of its cover plan.
struct ClaimRows: Sendable {
  /// Where the rows of each slot begin.
  let firsts: [Int]
  /// The number of each row's slot in the plan.
  let slots: [Int]
  /// The pool of each row.
  let pools: [Int]
  /// The rows of each pool.
  let ofPool: [[Int]]

  init(_ slots: [PeriodPlan.Slot], pools count: Int) {
    firsts = Array(
      slots.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.cover.cohorts.count) }.dropLast())
    self.slots = slots.enumerated().flatMap { repeatElement($0, count: $1.cover.cohorts.count) }
    pools = slots.flatMap(\.cover.pools)
    var ofPool = [[Int]](repeating: [], count: count)
    for (row, pool) in pools.enumerated() { ofPool[pool].append(row) }
    self.ofPool = ofPool
  }
}
