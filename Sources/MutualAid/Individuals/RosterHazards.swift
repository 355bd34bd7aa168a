/// The hazard of a roster's members over their whole membership.
struct RosterHazards: Sendable {
  /// By section of the roster.
  let axes: [HazardAxis]
  /// By period, the sum of the factors of all periods before it.
  let clock: [Double]
  /// For each of as many even parts of the clock's length as there are periods, the period that its
  /// beginning lies in, or one before that.
  private let guides: [Int]
  private let guidesOfUnit: Double
  /// By kind, the sum of the factors of its periods.
  let exposures: [Double]

  /// Sums the hazards of a roster under factors by period.
  ///
  /// - Throws: `RosterError.factors`, or `.tooManyClaims`.
  /// - Complexity: O(*members*).
  init(of roster: Roster, factors: [Double]) throws(RosterError) {
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
    let exposures = roster.kinds.map { clock[$0.leaves] - clock[$0.joins] }
    self.exposures = exposures
    let axes = exposures.withUnsafeBufferPointer { exposures in
      (0..<roster.rows.sections).map { number in
        roster.rows.withSection(number) { members in
          HazardAxis(rows: members.rows) { row in
            members.places(of: row).reduce(0) { $0 + members.length(row, $1, exposures) }
          }
        }
      }
    }
    guard !axes.contains(where: { $0 == nil }) else { throw .tooManyClaims }
    self.axes = axes.compactMap(\.self)
  }

  /// A period that is not after the one in which the clock goes beyond a time, and near to it.
  @inline(__always)
  func guide(to time: Double) -> Int {
    guides[max(0, min(guides.count - 1, Int(time * guidesOfUnit)))]
  }
}
