import Probability

/// What one settlement costs, where a replication has factors on all hazards.
struct FactoredCost: Sendable {
  /// Claims of one period.
  private struct Part: Sendable {
    let step: Int
    let total: FactoredTotal
    /// What a claim of each amount counts as.
    let worth: [Int]
  }

  private let parts: [Part]
  private let mostAmounts: Int
  private let fee: Rate
  /// Whether claims count with their fees, which no sum rounds.
  private let feeAdds: Bool

  /// The cost of a settlement.
  ///
  /// - Parameters:
  ///   - sources: Whose claims it decides.
  ///   - period: The settlement's own period.
  ///   - rule: What members pay of a claim.
  ///   - timetable: Where the sources come from.
  ///   - step: The number of a period's step of the common factor.
  init(
    of sources: [ClaimSource], decidedIn period: Period, rule: SharingRule,
    _ timetable: Timetable, step: (Period) -> Int
  ) {
    let payable = timetable.lines.map { $0.worth == .refused ? 0 : rule.payable($0.amount) }
    fee = rule.fee
    let used = Set(sources.lines(decidedIn: period.index...period.index).map { payable[$0] })
    let amounts = used.filter { $0 > 0 }.sorted()
    let adds = rule.feeAdds(for: amounts)
    feeAdds = adds
    mostAmounts = amounts.count
    let byPeriod = Dictionary(grouping: sources, by: \.period).sorted { $0.key < $1.key }
    parts =
      amounts.isEmpty
      ? []
      : byPeriod.flatMap { number, sources in
        let meanings = DiagnosisMeanings(
          in: timetable.plans[number], decidedBy: period.index, payable: payable,
          amounts: amounts, timetable)
        return FactoredTotal.parts(of: sources.map(meanings.source), amounts: amounts).map {
          Part(
            step: step(timetable.periods[number]), total: $0,
            worth: amounts.map { adds ? rule.cost($0) : $0 })
        }
      }
  }

  /// The mean at factors of 1, in fen.
  var mean: Double {
    parts.reduce(0) { $0 + $1.total.mean } * (1 + fee.fraction)
  }

  /// Draws the costs of some replications with their fees, in fen.
  ///
  /// - Parameters:
  ///   - places: The places of the replications.
  ///   - factors: The factors, by step and place.
  ///   - costs: What the settlement costs each; room for all of them.
  ///   - words: What most draws are made from.
  ///   - rest: Another stream, for the few others.
  func sample(
    at places: Range<Int>, of factors: [[Double]], into costs: UnsafeMutableBufferPointer<Int>,
    from words: inout LaneWords, using rest: inout Stream
  ) {
    costs.initialize(repeating: 0)
    withUnsafeTemporaryAllocation(of: Int.self, capacity: mostAmounts * places.count) { hits in
      for part in parts {
        factors[part.step].withUnsafeBufferPointer { factors in
          part.total.draw(
            factors: .init(rebasing: factors[places]), into: hits, from: &words, using: &rest)
        }
        for (amount, worth) in part.worth.enumerated() {
          let start = amount * places.count
          for place in costs.indices { costs[place] += hits[start + place] * worth }
        }
      }
    }
    if feeAdds { return }
    for place in costs.indices { costs[place] += fee.of(costs[place]) }
  }
}
