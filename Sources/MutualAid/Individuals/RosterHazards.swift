/// The hazard of a roster's members over their whole membership.
struct RosterHazards: Sendable {
  /// By section of the roster.
  let slots: [RowSlots]
  /// By period, the sum of the factors of all periods before it.
  let clock: [Double]
  /// For each of as many even parts of the clock's length as there are periods, the period that its
  /// beginning lies in, or one before that.
  private let guides: [Int]
  private let guidesOfUnit: Double
  /// By kind, the sum of the factors of its periods.
  let exposures: [Double]

  /// Sums the hazards of a roster under factors by period, and writes slots into its rows.
  ///
  /// - Throws: `RosterError.factors`, or `.tooManyClaims`.
  /// - Complexity: O(*members*).
  init(of roster: inout Roster, factors: [Double]) throws(RosterError) {
    guard factors.count == roster.periods, factors.allSatisfy({ $0 >= 0 && $0.isFinite }) else {
      throw .factors
    }
    var clock = [0.0]
    for factor in factors { clock.append((clock.last ?? 0) + factor) }
    guard clock.allSatisfy(\.isFinite) else { throw .factors }
    self.clock = clock
    let total = clock.last ?? 0
    guidesOfUnit = total > 0 ? Double(factors.count) / total : 0
    guides = factors.indices.map { part in
      // A little earlier, so that rounding never leads beyond the period.
      let begin = total * (Double(part) / Double(factors.count)) * (1 - 0x1p-40)
      return max(0, (clock.firstIndex { $0 > begin } ?? factors.count) - 1)
    }
    exposures = roster.kinds.map { clock[$0.leaves] - clock[$0.joins] }
    guard let slots = roster.rows.fillSlots(exposures) else { throw .tooManyClaims }
    self.slots = slots
  }

  /// The period in which the clock goes beyond a time; the last if it does not.
  @inline(__always)
  func period(at time: Double) -> Int {
    let guide = guides[max(0, min(guides.count - 1, Int(time * guidesOfUnit)))]
    return clock.withUnsafeBufferPointer { clock in
      // Where factors are alike, it is the guide's period or the one after it: no branch is hard to guess.
      var period = min(guide + (clock[guide + 1] <= time ? 1 : 0), clock.count - 2)
      while period < clock.count - 2, clock[period + 1] <= time { period += 1 }
      return period
    }
  }
}
