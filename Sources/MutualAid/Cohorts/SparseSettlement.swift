import CKernels
import Probability

/// Draws the claims of a settlement one by one, at a cost that goes with claims and not with cohorts.
///
/// As in `FactoredTotal`, members have Poisson numbers of hits with the odds of a claim as means, and
/// outcomes in which a member has two are drawn again. Here it is drawn of each hit on which cell it
/// falls. Of hits in one cell, the j-th falls on one of k different members who are hit already with
/// the probability k/n. So the hit after j others is *doubtful* if a uniform number v is below j/n, and a
/// twin if it is below k/n. The upper bits of v are those of the hit's own word that its table does not
/// use, so that for nearly all hits one comparison of whole numbers says that they are no twins.
struct SparseSettlement: Sendable {
  private let number: CountTable
  private let table: BlockAlias
  private let marks: [fentan_mark]
  /// By mark.
  private let cells: [fentan_cell]
  /// What the units of marks are worth, in fen.
  private let unit: Int
  /// By cell.
  private let members: [Int]

  /// The mean number of pairs of hits that share a member up to which drawing again is cheap.
  private static let mostTwins = 0.3

  /// The draws of a settlement; `nil` where claims are too many for it.
  init?(_ cells: [CohortCell], amounts: [Int]) {
    let weights = cells.map { cell in
      let none = 1 - cell.claims.reduce(0) { $0 + $1.probability }
      return cell.claims.map { Double(cell.members) * $0.probability / none }
    }
    let twins = zip(cells, weights).reduce(0) { sum, found in
      let hits = found.1.reduce(0, +)
      return sum + hits * hits / Double(2 * max(1, found.0.members))
    }
    let all = Array(weights.joined())
    var number = CountTable()
    // Not where an odds is infinite, or not a number.
    guard twins <= Self.mostTwins, all.count <= BlockAlias.mostOutcomes,
      number.hold(mean: all.reduce(0, +)),
      // Nobody has a claim: a table of one mark that is never drawn.
      let table = try? BlockAlias(weights: all.isEmpty ? [1] : all)
    else { return nil }
    let unit = max(1, amounts.reduce(0, gcd))
    let most = Double(number.first + number.count - 1)
    var (marks, owners): ([fentan_mark], [fentan_cell]) = ([], [])
    for (place, cell) in cells.enumerated() {
      let reach = Double(1 << table.spareBits) * most / Double(max(1, cell.members))
      for claim in cell.claims {
        guard let units = UInt32(exactly: amounts[claim.amount] / unit),
          let row = UInt16(exactly: claim.row)
        else { return nil }
        marks.append(
          fentan_mark(row: row, reach: UInt16(min(reach.rounded(.up), 0xFFFF)), units: units))
        // Of more members than fit, too many hits are doubtful, and none too few.
        owners.append(
          fentan_cell(number: UInt32(place), members: UInt32(clamping: cell.members)))
      }
    }
    (self.number, self.table, self.unit) = (number, table, unit)
    (self.marks, self.cells) = (marks, owners)
    members = cells.map(\.members)
  }

  /// Hits whose words are in the first cache together.
  private static let chunk = 1_024

  /// Draws the claims of some replications.
  ///
  /// - Parameters:
  ///   - source: What is drawn from.
  ///   - benefits: By replication, what all claims are worth.
  ///   - group: The claims by replication and row of the plan, to which they are added: those of one
  ///     replication side by side, because they are drawn one after the other.
  func draw(
    from source: inout BlockSource, benefits: inout [Int], group: inout [UInt32]
  ) {
    let rows = group.count / benefits.count
    var random = [UInt64](repeating: 0, count: benefits.count)
    random.withUnsafeMutableBufferPointer { source.words.fill($0) }
    let numbers = random.map { UInt32(number.sample($0)) }
    let most = max(Self.chunk, number.first + number.count)
    group.withUnsafeMutableBufferPointer { group in
      HitRoom.withRoom(for: most) { room in
        var start = 0
        while start < numbers.count {
          // As many replications as there is room for.
          var (end, hits) = (start, 0)
          while end < numbers.count, hits + Int(numbers[end]) <= most {
            hits += Int(numbers[end])
            end += 1
          }
          room.draw(hits, by: table, from: &source.words)
          var first = 0
          for place in start..<end {
            let own = UnsafeMutableBufferPointer(
              rebasing: group[place * rows..<(place + 1) * rows])
            let hits = first..<first + Int(numbers[place])
            first = hits.upperBound
            benefits[place] = unit * count(hits, of: room, into: own, using: &source.rest)
          }
          start = end
        }
      }
    }
  }

  /// Counts the hits of a replication, or others where two of them share a member.
  ///
  /// - Returns: What they are worth, in units.
  @inline(__always)
  private func count(
    _ hits: Range<Int>, of room: HitRoom, into rows: UnsafeMutableBufferPointer<UInt32>,
    using rest: inout Stream
  ) -> Int {
    guard let base = rows.baseAddress, !hits.isEmpty else { return 0 }
    var units: UInt64 = 0
    let doubtful = fentan_count_marks(
      room.outcomes + hits.lowerBound, room.words + hits.lowerBound, UInt32(hits.count), marks,
      cells, UInt32(table.spareBits), base, room.doubtful, &units)
    guard doubtful > 0, hasTwins(room, hits, doubtful: Int(doubtful), using: &rest) else {
      return Int(units)
    }
    for place in hits { rows[Int(marks[Int(room.outcomes[place])].row)] -= 1 }
    return countAgain(into: rows, using: &rest)
  }

  /// Counts hits of which no two share a member, drawn one by one.
  private func countAgain(
    into rows: UnsafeMutableBufferPointer<UInt32>, using rest: inout Stream
  ) -> Int {
    while true {
      let hits = (0..<number.sample(rest.next())).map { _ in table.sample(using: &rest) }
      let hasTwins = hits.indices.contains { place in
        isTwin(hits[place], after: hits[..<place], uniform: rest.uniform())
      }
      guard !hasTwins else { continue }
      for hit in hits { rows[Int(marks[hit].row)] += 1 }
      return hits.reduce(0) { $0 + Int(marks[$1].units) }
    }
  }

  /// Whether one of the doubtful hits falls on a member who is hit already.
  private func hasTwins(
    _ room: HitRoom, _ hits: Range<Int>, doubtful: Int, using rest: inout Stream
  ) -> Bool {
    let own = UnsafeBufferPointer(start: room.outcomes + hits.lowerBound, count: hits.count)
    let size = 1 << UInt64(table.spareBits)
    return (0..<doubtful).contains { number in
      let place = Int(room.doubtful[number])
      let low = room.words[hits.lowerBound + place] & UInt64(size - 1)
      return isTwin(
        own[place], after: own[..<place], uniform: (Double(low) + rest.uniform()) / Double(size))
    }
  }

  /// Whether a hit falls on a member who is hit already, by a uniform number.
  @inline(__always)
  private func isTwin<Hit: BinaryInteger>(
    _ hit: Hit, after others: some Collection<Hit>, uniform v: Double
  ) -> Bool {
    let cell = cells[Int(hit)].number
    let reach = v * Double(members[Int(cell)])
    guard reach < Double(others.count) else { return false }
    var before = 0
    for other in others where cells[Int(other)].number == cell { before += 1 }
    return reach < Double(before)
  }
}

/// Room for the hits of some replications.
private struct HitRoom {
  let words: UnsafeMutablePointer<UInt64>
  let outcomes: UnsafeMutablePointer<UInt32>
  let doubtful: UnsafeMutablePointer<UInt32>

  /// Lends room for so many hits.
  static func withRoom(for count: Int, _ body: (HitRoom) -> Void) {
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: count) { words in
      withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 2 * count) { rest in
        guard let words = words.baseAddress, let rest = rest.baseAddress else { return }
        body(HitRoom(words: words, outcomes: rest, doubtful: rest + count))
      }
    }
  }

  /// Draws hits from a table.
  func draw(_ count: Int, by table: BlockAlias, from source: inout LaneWords) {
    let drawn = UnsafeMutableBufferPointer(start: words, count: count)
    source.fill(drawn)
    table.outcomes(of: drawn, into: UnsafeMutableBufferPointer(start: outcomes, count: count))
  }
}
