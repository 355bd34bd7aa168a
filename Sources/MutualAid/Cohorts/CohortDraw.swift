import Probability

/// Draws the claims of every cohort by a table each: some draws of a table for all replications of some
/// blocks, and then the next table.
///
/// A member has one claim at most. The claims of the likeliest amount are binomial. Those of the next
/// are drawn from a table of all members, as if none had claimed yet, and candidates who are members
/// with a claim are dropped again: of S such members and M candidates among n members, how many are
/// both is hypergeometric, and leaves a binomial number out of the n − S others. Its mean is SM/n, far
/// below 1, and the bits that a table does not use say nearly always that there is none. A draw takes
/// half a word.
struct CohortDraw {
  private var table = CountTable()
  private var sources: BlockSources
  /// By replication, what was drawn last, and the claims before it of the same cohort.
  private var counts: [UInt32]
  private var taken: [UInt32]
  /// Room for places of halves of words.
  private var open: [UInt32]

  /// - Parameter sources: What is drawn from.
  init(from sources: BlockSources) {
    self.sources = sources
    counts = [UInt32](repeating: 0, count: sources.replications)
    taken = counts
    open = [UInt32](repeating: 0, count: BlockSources.chunk)
  }

  /// Draws the claims of a cell.
  ///
  /// - Parameters:
  ///   - cell: The cell.
  ///   - total: The claims by amount and replication, to which they are added.
  ///   - group: The claims by row of the plan and replication, to which they are added as well.
  mutating func draw(_ cell: CohortCell, total: inout [UInt32], group: inout [UInt32]) {
    var left = 1.0
    var mostTaken = 0
    for (number, claim) in cell.claims.enumerated() {
      guard left > 0 else { break }
      let fits = table.hold(
        trials: cell.members, probability: min(1, claim.probability / left))
      precondition(fits, "a plan has tables for all its cells")
      left -= claim.probability
      let most = table.first + table.count - 1
      let limit =
        number == 0
        ? 0
        : Double(1 << (16 - table.bits)) * Double(mostTaken) * Double(most)
          / Double(cell.members)
      draw(
        cell.members, claim, limit: Int(min(limit, 0x1p16).rounded(.up)), &total, &group)
      mostTaken += most
      guard number + 1 < cell.claims.count else { break }
      if number == 0 {
        swap(&taken, &counts)
      } else {
        for place in counts.indices { taken[place] &+= counts[place] }
      }
    }
  }

  /// Draws the claims of one amount.
  private mutating func draw(
    _ members: Int, _ claim: CohortCell.Claim, limit: Int, _ total: inout [UInt32],
    _ group: inout [UInt32]
  ) {
    let replications = sources.replications
    sources.withHalves { halves, places, rest in
      let first = places.lowerBound
      let inTotal = claim.amount * replications + first
      let inGroup = claim.row * replications + first
      table.draw(
        halves, rest: &rest, into: &counts, from: first, total: &total, from: inTotal,
        group: &group, from: inGroup)
      guard limit > 0 else { return }
      let found = open.withUnsafeMutableBufferPointer {
        table.spare(of: halves, below: limit, into: $0)
      }
      for number in 0..<found {
        let place = Int(open[number])
        let both = UInt32(
          Self.overlap(
            members, taken[first + place], counts[first + place], half: halves[place],
            spare: 16 - table.bits, using: &rest))
        counts[first + place] -= both
        total[inTotal + place] -= both
        group[inGroup + place] -= both
      }
    }
  }

  /// How many of the candidates have a claim already, by what a table leaves of half a word.
  private static func overlap(
    _ members: Int, _ taken: UInt32, _ candidates: UInt32, half: UInt32, spare: Int,
    using rest: inout Stream
  ) -> Int {
    guard taken > 0, candidates > 0 else { return 0 }
    let low = Double(half & (1 << UInt32(spare) - 1))
    let u = (low + rest.uniform()) / Double(1 << spare)
    // P(some are both) is at most their mean number.
    guard u < Double(taken) * Double(candidates) / Double(members),
      let law = try? Hypergeometric(
        population: members, marked: Int(taken), drawn: Int(candidates))
    else { return 0 }
    var both = law.support.lowerBound
    while law.survival(both) > u { both += 1 }
    return both
  }
}
