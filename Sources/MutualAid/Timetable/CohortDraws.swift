import Probability

/// How many members of each cohort one thing befalls in a period, with the cohorts' binomial laws
/// made ready.
///
/// How many members a cohort has hardly varies between replications. So a table is made for slightly
/// fewer members than it has in a reference run, and serves every replication that has at least as
/// many; the others draw without it. Both follow the same law, whatever the reference.
struct CohortDraws: Sendable {
  /// For each place, the probability for one member.
  let probabilities: [Double]
  private let tables: [PreparedBinomial?]

  /// The least mean that a table is made for; below, inverting without one is as fast.
  private static let leastMean = 0.1
  /// The largest mean that a table is made for; the room it takes grows as the root.
  private static let greatestMean = 10_000.0

  /// Draws without tables.
  init(_ probabilities: [Double]) {
    self.probabilities = probabilities
    tables = []
  }

  /// Makes tables for slightly fewer members than these, one number for each place.
  init(_ probabilities: [Double], members: [Int]) {
    self.probabilities = probabilities
    tables = zip(probabilities, members).map { probability, members in
      let trials = members - 2 * Int(Double(members).squareRoot())
      let mean = Double(trials) * probability
      guard probability <= 0.5, Self.leastMean...Self.greatestMean ~= mean else { return nil }
      return PreparedBinomial(trials: trials, probability: probability)
    }
  }

  /// Draws how many of a place's members it befalls, in every lane.
  ///
  /// - Parameters:
  ///   - place: The place.
  ///   - members: The members, lane by lane.
  ///   - streams: The stream of each lane.
  ///   - taken: How many it befalls, lane by lane.
  /// - Returns: Whether it befalls anybody.
  @inline(__always)
  func sample(
    _ place: Int, of members: UnsafeMutableBufferPointer<Int>, using streams: LaneStreams,
    into taken: UnsafeMutableBufferPointer<Int>
  ) -> Bool {
    Binomial.sample(
      trials: members, probability: probabilities[place],
      table: place < tables.count ? tables[place] : nil, using: streams, into: taken)
  }
}
