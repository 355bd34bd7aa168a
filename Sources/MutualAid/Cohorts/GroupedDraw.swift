import Probability

/// Draws the claims of groups of cohorts in the replications of some blocks, each row by a table.
struct GroupedDraw {
  private var table = CountTable()
  private var sources: BlockSources
  /// By row of a group and replication.
  private var hits: [UInt32] = []
  /// Room for places of halves of words.
  private var open: [UInt32]

  /// - Parameter sources: What is drawn from.
  init(from sources: BlockSources) {
    self.sources = sources
    open = [UInt32](repeating: 0, count: BlockSources.chunk)
  }

  /// Draws the claims of a group.
  ///
  /// - Parameters:
  ///   - cells: The group's cells.
  ///   - total: The claims by amount and replication, to which they are added.
  ///   - group: The claims by row of the plan and replication, to which they are added as well.
  mutating func draw(_ cells: GroupedCells, total: inout [UInt32], group: inout [UInt32]) {
    let replications = sources.replications
    let size = cells.rows.count * replications
    if hits.count < size { hits = [UInt32](repeating: 0, count: size) }
    for (number, row) in cells.rows.enumerated() {
      let fits = table.hold(mean: row.mean)
      precondition(fits, "a group has tables for all its rows")
      sources.withHalves { halves, places, rest in
        let first = places.lowerBound
        table.draw(
          halves, rest: &rest, into: &hits, from: number * replications + first, total: &total,
          from: row.amount * replications + first, group: &group,
          from: row.row * replications + first)
      }
    }
    drawAgain(cells, &total, &group)
  }

  /// Draws those hits again of which two share a member.
  private mutating func drawAgain(
    _ cells: GroupedCells, _ total: inout [UInt32], _ group: inout [UInt32]
  ) {
    let replications = sources.replications
    let limit = Int((min(cells.greatestChance, 1) * 0x1p32).rounded(.up))
    withUnsafeTemporaryAllocation(of: Int.self, capacity: cells.rows.count) { own in
      sources.withHalves { halves, places, rest in
        let found = open.withUnsafeMutableBufferPointer {
          CountTable.places(of: halves, below: limit, into: $0)
        }
        for number in 0..<found {
          let place = places.lowerBound + Int(open[number])
          for row in own.indices { own[row] = Int(hits[row * replications + place]) }
          // The half is the upper part of a uniform number.
          let u = (Double(halves[Int(open[number])]) + rest.uniform()) * 0x1p-32
          guard cells.drawAgain(own, uniform: u, using: &rest) else { continue }
          for (number, row) in cells.rows.enumerated() {
            let difference = UInt32(own[number]) &- hits[number * replications + place]
            total[row.amount * replications + place] &+= difference
            group[row.row * replications + place] &+= difference
          }
        }
      }
    }
  }
}
