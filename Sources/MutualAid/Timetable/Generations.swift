/// The members who joined in each period, and how long they are told apart from those before them.
///
/// A generation has a slot of its own while something goes by its time since joining: its waiting
/// period, a factor on its hazards, or, where members judge a whole year's cost, whether it has been
/// in the pool all year. Then it joins slot 0.
struct Generations {
  private let firsts: [Day]
  private let years: [Int]
  private let waiting: WaitingPeriod
  private let durationFactors: [DurationFactor]
  private let tellsFullYears: Bool
  /// The days from joining on which a member's share may differ from that of the cohort.
  private let daysToFullShare: Int
  /// One slot for all who are told apart no longer, and one for each generation that is at a time.
  private(set) var slotCount = 1

  init(of scenario: Scenario, periods: [Period]) {
    firsts = periods.map(\.first)
    years = periods.map(\.year)
    waiting = scenario.membership.waiting
    durationFactors = scenario.claims.durationFactors
    tellsFullYears = scenario.membership.hasWillingness
    daysToFullShare =
      scenario.apportionment.sharing.fair == nil
      ? 0 : max(waiting.days, durationFactors.last?.days ?? 0)
    slotCount = 1 + (firsts.indices.map { unripe(in: $0).count }.max() ?? 0)
  }

  /// The generations that are told apart in a period.
  func unripe(in period: Int) -> Range<Int> {
    var oldest = period + 1
    while oldest > 0, isApart(oldest - 1, in: period) { oldest -= 1 }
    return oldest..<(period + 1)
  }

  private func isApart(_ generation: Int, in period: Int) -> Bool {
    let member = firsts[generation].distance(to: firsts[period])
    return member < waiting.days || member < (durationFactors.last?.days ?? 0)
      || (tellsFullYears && !isMemberAllYear(generation, in: period))
  }

  /// Whether a generation was there on the first day of a period's calendar year.
  ///
  /// Where shares go by cohort, those who wait pay less; so only those are judged as members of all
  /// the year who carried their full risk on its first day.
  func isMemberAllYear(_ generation: Int, in period: Int) -> Bool {
    firsts[generation].advanced(by: daysToFullShare) <= Day.first(of: years[period])
  }

  /// The slot of a generation while it is told apart.
  func slot(of generation: Int) -> Int { 1 + generation % (slotCount - 1) }

  /// How many of a period's first days a generation is not covered on.
  func waitingDays(of generation: Int, in period: Period) -> Int {
    let covered = firsts[generation].advanced(by: waiting.days)
    return min(max(period.first.distance(to: covered), 0), period.length)
  }

  /// What a generation's time since joining multiplies its hazards by, on its first exposed day of
  /// a period.
  func durationFactor(of generation: Int, in period: Period) -> Double {
    let days =
      waiting.coversAccidents || waitingDays(of: generation, in: period) == period.length
      ? 0 : waitingDays(of: generation, in: period)
    return durationFactors.factor(
      afterDays: firsts[generation].distance(to: period.first) + days)
  }
}

extension Membership {
  /// Whether some members judge what a whole year cost them.
  var hasWillingness: Bool {
    guard case .willingness = lapse?.response else { return false }
    return true
  }
}
