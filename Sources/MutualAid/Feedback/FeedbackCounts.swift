import Probability

/// The shares, yearly costs and members of some blocks of replications with feedback.
struct FeedbackCounts: Sendable {
  private var shares: ShareCounts
  /// By period, the members after the settlement.
  private var members: [Tally]

  init(_ plan: FeedbackPlan) {
    shares = ShareCounts(
      plan.settlements.map(\.shares), years: plan.years.count,
      segments: plan.timetable.scenario.segments.count)
    members = plan.settlements.map { _ in Tally() }
  }

  /// Counts what some replications found at a settlement.
  ///
  /// - Parameters:
  ///   - settlement: The settlement.
  ///   - charged: What a payer was charged, by segment and lane.
  ///   - ofYear: The same of the year so far.
  ///   - present: The members after it, lane by lane.
  mutating func add(
    _ settlement: FeedbackSettlement, shares charged: [[Int]], ofYear: [[Int]],
    members present: [Int]
  ) {
    let index = settlement.plan.period.index
    for row in 0..<shares.rows {
      for share in charged[row] { shares.add(share, settlement: index, row: row) }
    }
    for count in present { members[index].add(count) }
    guard settlement.shares.isLastOfYear else { return }
    var paid = ofYear.prefix(shares.rows).flatMap { $0 }
    shares.close(&paid, year: settlement.shares.year)
  }

  /// Adds what other blocks found.
  mutating func merge(_ other: FeedbackCounts) {
    shares.merge(other.shares)
    for place in members.indices { members[place].merge(other.members[place]) }
  }

  /// All measures, each with its values.
  func figures(_ plan: FeedbackPlan) -> [(Measure, Tally)] {
    let segments = plan.timetable.scenario.segments.count
    var figures = shares.figures(
      periods: plan.settlements.count, years: plan.years, segments: segments)
    figures.insert(
      contentsOf: members.enumerated().map { (Measure(.members, .period($0)), $1) },
      at: plan.settlements.count * segments)
    return figures
  }
}
