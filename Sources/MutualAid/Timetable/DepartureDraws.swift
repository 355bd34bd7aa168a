import Probability

/// How many of each slot and cohort leave where the path falls, if each member leaves by itself with
/// the chance that a reference run's leavers have of its members.
///
/// How many leave in all is decided otherwise: these counts are completed to it, see `Selection`.
struct DepartureDraws: Sendable {
  private let ladder: BinomialLadder
  /// By slot number of the plan, then by cohort.
  private let tables: [[PreparedBinomial?]]

  /// The largest mean that a table is made for.
  private static let greatestMean = 100_000.0

  /// The draws for about so many members.
  ///
  /// - Parameters:
  ///   - members: Those of each slot and cohort.
  ///   - leavers: How many leave.
  /// - Returns: `nil` if nobody leaves, or more than half do.
  init?(members: [[Int]], leavers: Int) {
    let total = members.reduce(0) { $1.reduce($0, +) }
    guard leavers > 0, 2 * leavers <= total else { return nil }
    let probability = Double(leavers) / Double(total)
    ladder = BinomialLadder(probability: probability)
    tables = members.map { row in
      row.map { members in
        // Somewhat fewer than half a ladder below, so that it reaches up and down.
        let trials = members - BinomialLadder.mostTrials / 2
        guard trials > 0, Double(trials) * probability <= Self.greatestMean else { return nil }
        return PreparedBinomial(trials: trials, probability: probability)
      }
    }
  }

  /// Draws how many of a slot and cohort leave, in every lane.
  func sample(
    slot: Int, cohort: Int, of members: UnsafeMutableBufferPointer<Int>,
    using streams: LaneStreams, into taken: UnsafeMutableBufferPointer<Int>
  ) {
    Binomial.sample(
      trials: members, table: tables[slot][cohort], ladder: ladder, using: streams, into: taken)
  }
}
