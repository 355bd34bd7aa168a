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
  /// The places that are drawn here: those that it can befall, but for those that are drawn together.
  private(set) var places: [Int]
  private var tables: [PreparedBinomial?]

  /// The least mean that a table is made for; below, inverting without one is as fast.
  private static let leastMean = 0.1
  /// The largest mean that a table is made for; the room it takes grows as the root.
  private static let greatestMean = 10_000.0

  /// Draws without tables.
  init(_ probabilities: [Double]) {
    self.probabilities = probabilities
    places = probabilities.indices.filter { probabilities[$0] > 0 }
    tables = []
  }

  /// Leaves places to be drawn elsewhere.
  mutating func leaveOut(_ others: Set<Int>) { places.removeAll(where: others.contains) }

  /// Makes tables for slightly fewer members than a place has in a reference run.
  mutating func prepare(_ members: (_ place: Int) -> Int) {
    tables = probabilities.map { _ in nil }
    for place in places {
      let members = members(place)
      let trials = members - 2 * Int(Double(members).squareRoot())
      let mean = Double(trials) * probabilities[place]
      guard probabilities[place] <= 0.5, Self.leastMean...Self.greatestMean ~= mean else {
        continue
      }
      tables[place] = PreparedBinomial(trials: trials, probability: probabilities[place])
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
  func sample(
    _ place: Int, of members: UnsafeMutableBufferPointer<Int>, using streams: LaneStreams,
    into taken: UnsafeMutableBufferPointer<Int>
  ) -> Bool {
    // A table is read where it stands: a copy would count references that all threads share.
    if place < tables.count,
      let any = tables[place]?.sample(members, using: streams, into: taken)
    {
      return any
    }
    return Binomial.sample(
      trials: members, probability: probabilities[place], using: streams, into: taken)
  }
}
