import Probability

/// How many of each slot and cohort leave where the path falls, if each member leaves by itself with
/// the chance that a reference run's leavers have of its members.
///
/// How many leave in all is decided otherwise: these counts are completed to it, see `Selection`.
struct DepartureDraws: Sendable {
  /// By slot number of the plan, then by cohort.
  private let laws: [[LadderedBinomial]]

  /// The draws for about so many members, or `nil` if nobody leaves.
  ///
  /// - Parameters:
  ///   - members: Those of each slot and cohort.
  ///   - leavers: How many leave.
  init?(members: [[Int]], leavers: Int) {
    guard leavers > 0 else { return nil }
    let total = members.reduce(0) { $1.reduce($0, +) }
    let ladder = BinomialLadder(probability: Double(leavers) / Double(total))
    laws = members.map { row in row.map { LadderedBinomial(about: $0, ladder) } }
  }

  /// Draws how many of a slot and cohort leave, in every lane.
  func sample(
    slot: Int, cohort: Int, of members: UnsafeMutableBufferPointer<Int>,
    using streams: LaneStreams, into taken: UnsafeMutableBufferPointer<Int>
  ) {
    laws[slot][cohort].sample(members, using: streams, into: taken)
  }
}
