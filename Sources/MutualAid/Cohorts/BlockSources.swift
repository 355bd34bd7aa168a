import Probability

/// What a block of replications draws the claims of a settlement from.
struct BlockSource {
  /// What most draws are made from.
  var words: LaneWords
  /// For the few draws that need more.
  var rest: Stream

  init(_ purpose: Stream.Purpose, seed: UInt64, block: Int, settlement: Int) {
    var stream = Stream(seed: seed, replication: block, purpose: purpose, period: settlement)
    words = LaneWords(from: &stream)
    rest = Stream(seed: seed, replication: block, purpose: purpose, period: settlement, cohort: 1)
  }
}

/// What the replications of some blocks draw from, each block from its own words.
struct BlockSources {
  /// How many replications there are.
  let replications: Int
  private var sources: [BlockSource]

  /// Words that are made and used at once, those of a block; they fit the first cache.
  static let chunk = CohortSimulation.blockSize

  init(_ blocks: Range<Int>, replications: Int, seed: UInt64, settlement: Int) {
    self.replications = replications
    sources = blocks.map { BlockSource(.cohorts, seed: seed, block: $0, settlement: settlement) }
  }

  /// Makes half a word for each replication, block by block.
  ///
  /// - Parameter body: Told the halves of a block, its replications, and the stream for what needs more.
  mutating func withHalves(
    _ body: (
      _ halves: UnsafeMutableBufferPointer<UInt32>, _ places: Range<Int>, _ rest: inout Stream
    ) -> Void
  ) {
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: Self.chunk / 2) { words in
      words.withMemoryRebound(to: UInt32.self) { halves in
        for block in sources.indices {
          sources[block].words.fill(words)
          let first = block * Self.chunk
          let places = first..<min(first + Self.chunk, replications)
          body(.init(rebasing: halves[..<places.count]), places, &sources[block].rest)
        }
      }
    }
  }
}

extension CountTable {
  /// Draws a count for each of some halves of words, into arrays from a place of each on.
  @inline(__always)
  func draw(
    _ halves: UnsafeMutableBufferPointer<UInt32>, rest: inout Stream,
    into counts: inout [UInt32], from first: Int, total: inout [UInt32], from inTotal: Int,
    group: inout [UInt32], from inGroup: Int
  ) {
    let size = halves.count
    counts.withUnsafeMutableBufferPointer { counts in
      total.withUnsafeMutableBufferPointer { total in
        group.withUnsafeMutableBufferPointer { group in
          draw(
            halves, rest: &rest, into: .init(rebasing: counts[first..<first + size]),
            total: .init(rebasing: total[inTotal..<inTotal + size]),
            group: .init(rebasing: group[inGroup..<inGroup + size]))
        }
      }
    }
  }
}
