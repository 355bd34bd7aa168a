import Probability

/// Draws the claims of groups of cohorts in the replications of some blocks, each row by a table.
struct GroupedDraw {
  private let replications: Int
  private var table = CountTable()
  /// By block.
  private var sources: [BlockSource]
  /// By row of a group and replication.
  private var hits: [UInt32] = []
  /// Room for places of words.
  private var open: [UInt32]

  private static let chunk = CohortSimulation.blockSize

  /// - Parameters:
  ///   - sources: What is drawn from, by block.
  ///   - replications: How many there are.
  init(from sources: [BlockSource], replications: Int) {
    self.replications = replications
    self.sources = sources
    open = [UInt32](repeating: 0, count: Self.chunk)
  }

  /// Draws the claims of a group.
  ///
  /// - Parameters:
  ///   - cells: The group's cells.
  ///   - total: The claims by amount and replication, to which they are added.
  ///   - group: The claims by row of the plan and replication, to which they are added as well.
  mutating func draw(_ cells: GroupedCells, total: inout [UInt32], group: inout [UInt32]) {
    while hits.count < cells.rows.count * replications { hits.append(0) }
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: Self.chunk / 2) { words in
      words.withMemoryRebound(to: UInt32.self) { halves in
        for (number, row) in cells.rows.enumerated() {
          let fits = table.hold(mean: row.mean)
          precondition(fits, "a group has tables for all its rows")
          for (block, places) in blocks.enumerated() {
            sources[block].words.fill(words)
            draw(
              row, number, .init(rebasing: halves[..<places.count]), block: block, places, &total,
              &group)
          }
        }
        for (block, places) in blocks.enumerated() {
          sources[block].words.fill(words)
          drawAgain(
            cells, .init(rebasing: halves[..<places.count]), block: block, places, &total, &group)
        }
      }
    }
  }

  /// The replications of each block.
  private var blocks: some Sequence<Range<Int>> {
    stride(from: 0, to: replications, by: Self.chunk).lazy.map { [replications] in
      $0..<min($0 + Self.chunk, replications)
    }
  }

  /// Draws the hits of a row in the replications of a block.
  private mutating func draw(
    _ row: GroupedCells.Row, _ number: Int, _ halves: UnsafeMutableBufferPointer<UInt32>,
    block: Int, _ places: Range<Int>, _ total: inout [UInt32], _ group: inout [UInt32]
  ) {
    let (inHits, inTotal, inGroup) = (
      number * replications + places.lowerBound, row.amount * replications + places.lowerBound,
      row.row * replications + places.lowerBound
    )
    hits.withUnsafeMutableBufferPointer { hits in
      total.withUnsafeMutableBufferPointer { total in
        group.withUnsafeMutableBufferPointer { group in
          table.draw(
            halves, rest: &sources[block].rest,
            into: .init(rebasing: hits[inHits..<inHits + places.count]),
            total: .init(rebasing: total[inTotal..<inTotal + places.count]),
            group: .init(rebasing: group[inGroup..<inGroup + places.count]))
        }
      }
    }
  }

  /// Draws those hits of a block again of which two share a member.
  private mutating func drawAgain(
    _ cells: GroupedCells, _ halves: UnsafeMutableBufferPointer<UInt32>, block: Int,
    _ places: Range<Int>, _ total: inout [UInt32], _ group: inout [UInt32]
  ) {
    let limit = Int((min(cells.greatestChance, 1) * 0x1p32).rounded(.up))
    let found = open.withUnsafeMutableBufferPointer {
      CountTable.places(of: halves, below: limit, into: $0)
    }
    withUnsafeTemporaryAllocation(of: Int.self, capacity: cells.rows.count) { own in
      for number in 0..<found {
        let place = places.lowerBound + Int(open[number])
        for row in own.indices { own[row] = Int(hits[row * replications + place]) }
        // The half is the upper part of a uniform number.
        let u = (Double(halves[Int(open[number])]) + sources[block].rest.uniform()) * 0x1p-32
        guard cells.drawAgain(own, uniform: u, using: &sources[block].rest) else { continue }
        for (number, row) in cells.rows.enumerated() {
          let difference = UInt32(own[number]) &- hits[number * replications + place]
          total[row.amount * replications + place] &+= difference
          group[row.row * replications + place] &+= difference
        }
      }
    }
  }
}
