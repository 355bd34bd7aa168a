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

  /// Draws the cost with its fee, in fen.
  ///
  /// - Parameters:
  ///   - place: The place of the replication.
  ///   - factors: The factors, by step and place.
  ///   - stream: Where from.
  /// - Returns: What the settlement costs.
  func sample(at place: Int, of factors: [[Double]], using stream: inout Stream) -> Int {
    withUnsafeTemporaryAllocation(of: Int.self, capacity: mostAmounts) { hits in
      var total = 0
      for part in parts {
        total += part.total.sample(
          factor: factors[part.step][place], worth: part.worth, hits: hits, using: &stream)
      }
      return feeAdds ? total : total + fee.of(total)
    }
  }
}
