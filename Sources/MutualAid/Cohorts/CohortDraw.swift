import Probability

/// Draws the claims of every cohort by a table each: some draws of a table for all replications of some
/// blocks, and then the next table.
///
/// A member has one claim at most. The claims of the likeliest amount are binomial. Those of the next
/// are drawn from a table of all members, as if none had claimed yet, and candidates who are members
/// with a claim are dropped again: of S such members and M candidates among n members, how many are
/// both is hypergeometric, and leaves a binomial number out of the n − S others. Its mean is SM/n, far
/// below 1, and those bits of a word that a table does not use say nearly always that there is none.
struct CohortDraw {
  private let replications: Int
  private var table = CountTable()
  /// By block.
  private var sources: [BlockSource]
  /// By replication, what was drawn last, and the claims before it of the same cohort.
  private var counts: [UInt32]
  private var taken: [UInt32]
  /// Room for places of words.
  private var open: [UInt32]

  /// Words that are made and used at once, those of a block; they fit the first cache.
  private static let chunk = CohortSimulation.blockSize

  /// - Parameters:
  ///   - sources: What is drawn from, by block.
  ///   - replications: How many there are.
  init(from sources: [BlockSource], replications: Int) {
    self.replications = replications
    self.sources = sources
    counts = [UInt32](repeating: 0, count: replications)
    taken = counts
    open = [UInt32](repeating: 0, count: Self.chunk)
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
    let (inTotal, inGroup) = (claim.amount * replications, claim.row * replications)
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: Self.chunk) { buffer in
      for start in stride(from: 0, to: replications, by: Self.chunk) {
        let size = min(Self.chunk, replications - start)
        let random = UnsafeMutableBufferPointer(rebasing: buffer[..<size])
        sources[start / Self.chunk].words.fill(random)
        counts.withUnsafeMutableBufferPointer { counts in
          total.withUnsafeMutableBufferPointer { total in
            group.withUnsafeMutableBufferPointer { group in
              table.draw(
                random, into: .init(rebasing: counts[start..<start + size]),
                total: .init(rebasing: total[inTotal + start..<inTotal + start + size]),
                group: .init(rebasing: group[inGroup + start..<inGroup + start + size]))
            }
          }
        }
        guard limit > 0 else { continue }
        for place in places(of: random, below: limit) {
          let both = UInt32(
            Self.overlap(
              members, taken[start + place], counts[start + place], word: random[place],
              spare: 16 - table.bits, using: &sources[start / Self.chunk].rest))
          counts[start + place] -= both
          total[inTotal + start + place] -= both
          group[inGroup + start + place] -= both
        }
      }
    }
  }

  /// The places of the words that leave it open whether some are both.
  private mutating func places(
    of words: UnsafeMutableBufferPointer<UInt64>, below limit: Int
  ) -> [Int] {
    let found = open.withUnsafeMutableBufferPointer {
      table.spare(of: words, below: limit, into: $0)
    }
    return open[..<found].map { Int($0) }
  }

  /// How many of the candidates have a claim already, by what a table leaves of a word.
  private static func overlap(
    _ members: Int, _ taken: UInt32, _ candidates: UInt32, word: UInt64, spare: Int,
    using rest: inout Stream
  ) -> Int {
    guard taken > 0, candidates > 0 else { return 0 }
    let low = Double(word & (1 << UInt64(spare) - 1))
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
