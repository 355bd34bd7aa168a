import CKernels
import Probability

/// Draws the claims of spans of settlements in the replications of a block.
struct MarginDraw {
  private var source: BlockSource
  private let room: MarginRoom

  private typealias Counts = UnsafeMutableBufferPointer<UInt32>

  /// - Parameters:
  ///   - source: What is drawn from.
  ///   - room: Where.
  init(from source: BlockSource, in room: MarginRoom) {
    self.source = source
    self.room = room
  }

  /// Draws the claims of a span.
  ///
  /// - Parameters:
  ///   - span: The span.
  ///   - replications: How many there are.
  ///   - benefits: What claims are worth, by settlement of the span and replication.
  ///   - claims: The claims by row of the plan and replication, to which they are added.
  mutating func draw(
    _ span: MarginSpan, replications: Int, benefits: inout [Int], claims: inout [UInt32]
  ) {
    for first in stride(from: 0, to: replications, by: MarginRoom.width) {
      let count = min(MarginRoom.width, replications - first)
      draw(span, replications: count)
      for settlement in 0..<span.range.count {
        let worth = room.worth[settlement]
        let start = settlement * replications + first
        for place in 0..<count { benefits[start + place] = Int(worth[place]) }
      }
      claims.withUnsafeMutableBufferPointer { claims in
        for row in span.rows.indices {
          let own = room.own[row]
          let all = Counts(rebasing: claims[(row * replications + first)...].prefix(count))
          for place in 0..<count { all[place] &+= own[place] }
        }
      }
    }
  }

  /// Draws the claims of as many replications as go side by side, into the room.
  ///
  /// - Parameters:
  ///   - span: The span.
  ///   - replications: How many of them count; the others are drawn as well, so that none depends on how
  ///     many there are.
  mutating func draw(_ span: MarginSpan, replications: Int) {
    room.clear(for: span)
    for (number, line) in span.lines.enumerated() {
      for row in line.rows {
        draw(
          row.table, into: room.own[row.row], total: room.ofLine[number],
          group: room.ofGroup[row.group])
      }
      deal(line, number: number, over: span.range.count)
    }
    drawRest(of: span)
    redrawTwins(of: span, replications: replications)
  }

  /// Draws a count by half a word for each replication.
  private mutating func draw(
    _ table: CountTable, into counts: Counts, total: Counts, group: Counts
  ) {
    withHalves { halves, rest in
      table.draw(halves, rest: &rest, into: counts, total: total, group: group)
    }
  }

  /// Makes half a word for each replication.
  private mutating func withHalves(_ body: (_ halves: Counts, _ rest: inout Stream) -> Void) {
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: MarginRoom.width / 2) { words in
      source.words.fill(words)
      words.withMemoryRebound(to: UInt32.self) { body($0, &source.rest) }
    }
  }

  /// Deals the hits of a line over some settlements.
  private mutating func deal(_ line: MarginSpan.Line, number: Int, over settlements: Int) {
    let (all, missing) = (room.ofLine[number], room.scratch[0])
    let (unused, greatest) = (room.scratch[1], room.scratch[2])
    let first = room.row(number, 0)
    // What has been dealt, and then what has not.
    missing.update(repeating: 0)
    for settlement in 0..<settlements {
      let counts = room.dealt[first + settlement]
      if line.tables.isEmpty {
        counts.update(repeating: 0)
      } else {
        draw(line.tables[settlement], into: counts, total: missing, group: unused)
      }
    }
    for place in 0..<MarginRoom.width {
      if missing[place] > all[place] {
        takeOut(Int(missing[place] - all[place]), at: place, from: first, settlements)
      }
      missing[place] = all[place] - min(all[place], missing[place])
    }
    let dealt = room.dealt
    Self.lay(missing, by: line.settlement, from: &source.words) { place, settlement in
      dealt[first + Int(settlement), place] &+= 1
    }
    greatest.update(repeating: 0)
    for settlement in 0..<settlements {
      if let counts = room.dealt[first + settlement].baseAddress,
        let worth = room.worth[settlement].baseAddress, let greatest = greatest.baseAddress
      {
        fentan_add_worth(counts, MarginRoom.width, Int64(line.worth), worth, greatest)
      }
    }
    let together = room.together[0]
    for place in 0..<MarginRoom.width where all[place] > 0 {
      together[place] = max(together[place], Double(greatest[place]) / Double(all[place]))
    }
  }

  /// Takes hits of one replication out again, each equally likely.
  private mutating func takeOut(
    _ count: Int, at place: Int, from first: Int, _ settlements: Int
  ) {
    var sum = (0..<settlements).reduce(0) { $0 + Int(room.dealt[first + $1, place]) }
    for _ in 0..<count {
      var mark = source.rest.below(sum)
      var row = first
      while mark >= Int(room.dealt[row, place]) {
        mark -= Int(room.dealt[row, place])
        row += 1
      }
      room.dealt[row, place] -= 1
      sum -= 1
    }
  }

  /// Draws the hits that are not common, and adds them.
  private mutating func drawRest(of span: MarginSpan) {
    let (numbers, unused) = (room.scratch[0], room.scratch[1])
    draw(span.rest.number, into: numbers, total: unused, group: room.scratch[2])
    var end = 0
    for place in 0..<MarginRoom.width {
      room.restStarts[place] = end
      end += Int(numbers[place])
    }
    room.restStarts[MarginRoom.width] = end
    if room.rest.count < end { room.rest = [UInt32](repeating: 0, count: 2 * end) }
    let (own, ofGroup, restOfGroup) = (room.own, room.ofGroup, room.restOfGroup)
    let (worth, pairs) = (room.worth, room.pairsOfRest)
    room.rest.withUnsafeMutableBufferPointer { rest in
      span.marks.withUnsafeBufferPointer { marks in
        span.sharing.withUnsafeBufferPointer { sharing in
          var next = 0
          Self.lay(numbers, by: span.rest.table, from: &source.words) { place, outcome in
            rest[next] = outcome
            next += 1
            let mark = marks[Int(outcome)]
            own[mark.row, place] &+= 1
            ofGroup[mark.group, place] &+= 1
            worth[mark.settlement, place] &+= Int64(mark.worth)
            // The pairs with those before it.
            pairs[0, place] += sharing[mark.group] * Double(restOfGroup[mark.group, place])
            restOfGroup[mark.group, place] &+= 1
          }
        }
      }
    }
  }

  /// Draws outcomes of a table, so many for each replication, one behind the other.
  @inline(__always)
  private static func lay(
    _ numbers: Counts, by table: BlockAlias, from words: inout LaneWords,
    _ body: (_ place: Int, _ outcome: UInt32) -> Void
  ) {
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: CohortSimulation.blockSize) { room in
      withUnsafeTemporaryAllocation(of: UInt32.self, capacity: room.count) { outcomes in
        var left = numbers.reduce(0) { $0 + Int($1) }
        var place = -1
        var ofPlace: UInt32 = 0
        while left > 0 {
          let count = min(left, room.count)
          let part = UnsafeMutableBufferPointer(rebasing: room[..<count])
          words.fill(part)
          table.outcomes(of: part, into: outcomes)
          for number in 0..<count {
            while ofPlace == 0 {
              place += 1
              ofPlace = numbers[place]
            }
            ofPlace -= 1
            body(place, outcomes[number])
          }
          left -= count
        }
      }
    }
  }

  /// Draws a span again in the replications in which two hits of a settlement share a member.
  private mutating func redrawTwins(of span: MarginSpan, replications: Int) {
    let (together, pairs, ofRest) = (room.together[0], room.pairs[0], room.pairsOfRest[0])
    for (group, sharing) in span.sharing.enumerated() where sharing > 0 {
      if let counts = room.ofGroup[group].baseAddress, let pairs = pairs.baseAddress {
        fentan_add_pairs(counts, MarginRoom.width, 0.5 * sharing, pairs)
      }
    }
    let room = room
    withHalves { halves, rest in
      for place in 0..<replications {
        // The half is the upper part of a uniform number; the bound is found again, and may be rounded otherwise.
        let bound = (ofRest[place] + together[place] * pairs[place]) * (1 + 0x1p-30)
        guard Double(halves[place]) * 0x1p-32 < bound else { continue }
        let u = (Double(halves[place]) + rest.uniform()) * 0x1p-32
        var twins = MarginTwins(of: span, in: room, place: place)
        twins.redraw(at: u, using: &rest)
      }
    }
  }
}
