import Probability

/// Draws the claims of a settlement one by one, at a cost that goes with claims and not with cohorts.
///
/// As in `FactoredTotal`, members have Poisson numbers of hits with the odds of a claim as means, and
/// outcomes in which a member has two are drawn again. Here it is drawn of each hit on which cell it
/// falls. Of hits in one cell, the j-th falls on one of k different members who are hit already with
/// the probability k/n. So where all cells that may be looked at have n ≥ n₀ members, the j-th hit is
/// a *candidate* with the probability j/n₀, is set beside one of the j before it, and is a twin if both
/// are of one cell and a further chance of n₀/n says so. For most replications one comparison says
/// that there is no candidate. Hits of cells with fewer members come last in the table, and are set
/// beside all before them.
struct SparseSettlement: Sendable {
  /// What a hit can be.
  private struct Mark: Sendable {
    let row: Int
    let amount: Int
  }

  private let number: CountTable
  private let table: BlockAlias
  private let marks: [Mark]
  /// By mark, the cell.
  private let cells: [Int]
  /// By cell.
  private let members: [Int]
  /// The first mark of a cell with fewer than n₀ members.
  private let firstSmall: Int
  /// n₀.
  private let least: Int
  /// The probability that none of so many hits is a candidate.
  private let none: [Double]

  /// The mean number of pairs of hits that share a member up to which drawing again is cheap.
  private static let mostTwins = 0.3

  /// The draws of a settlement; `nil` where claims are too many for it.
  init?(_ cells: [CohortCell], amounts: [Int]) {
    var mean = 0.0
    var twins = 0.0
    var found: [(mark: Mark, cell: Int, weight: Double)] = []
    for (place, cell) in cells.enumerated() {
      let none = 1 - cell.claims.reduce(0) { $0 + $1.probability }
      guard none > 0 else { return nil }
      var odds = 0.0
      for claim in cell.claims {
        let weight = Double(cell.members) * claim.probability / none
        found.append((Mark(row: claim.row, amount: amounts[claim.amount]), place, weight))
        mean += weight
        odds += claim.probability / none
      }
      twins += Double(cell.members) * odds * odds / 2
    }
    var number = CountTable()
    guard twins <= Self.mostTwins, found.count <= BlockAlias.mostOutcomes, number.hold(mean: mean)
    else { return nil }
    let most = number.first + number.count - 1
    let members = cells.map(\.members)
    let least = max(
      64, 4 * most, Self.size(of: found.map { (members[$0.cell], $0.weight) }))
    // Stable: the cells of a group stay together.
    let sorted =
      found.filter { members[$0.cell] >= least }
      + found.filter { members[$0.cell] < least }
    self.number = number
    self.least = least
    self.members = members
    marks = sorted.map(\.mark)
    self.cells = sorted.map(\.cell)
    firstSmall = sorted.firstIndex { members[$0.cell] < least } ?? sorted.count
    none = (0...most).reduce(into: [1.0]) { none, hit in
      none.append(none[hit] * (1 - Double(hit) / Double(least)))
    }
    // Nobody has a claim: a table of one mark that is never drawn.
    guard let table = try? BlockAlias(weights: sorted.isEmpty ? [1] : sorted.map(\.weight)) else {
      return nil
    }
    self.table = table
  }

  /// The members of a cell below which a twentieth of hits falls.
  private static func size(of cells: [(members: Int, weight: Double)]) -> Int {
    let sum = cells.reduce(0) { $0 + $1.weight }
    var left = sum / 20
    for cell in cells.sorted(by: { $0.members < $1.members }) {
      left -= cell.weight
      if left < 0 { return cell.members }
    }
    return 0
  }

  /// Draws the claims of some replications.
  ///
  /// - Parameters:
  ///   - words: What most draws are made from.
  ///   - rest: For the few others.
  ///   - benefits: By replication, what all claims are worth.
  ///   - group: The claims by replication and row of the plan, to which they are added: those of one
  ///     replication side by side, because they are drawn one after the other.
  func draw(
    from words: inout LaneWords, rest: inout Stream, benefits: inout [Int], group: inout [UInt32]
  ) {
    let replications = benefits.count
    var random = [UInt64](repeating: 0, count: 2 * replications)
    random.withUnsafeMutableBufferPointer { words.fill($0) }
    var total = 0
    for place in 0..<replications { total += number.sample(random[place]) }
    var hits = [UInt32](repeating: 0, count: total)
    hits.withUnsafeMutableBufferPointer { table.sample(into: $0, from: &words) }
    var start = 0
    hits.withUnsafeBufferPointer { hits in
      for place in 0..<replications {
        let end = start + number.sample(random[place])
        let own = UnsafeBufferPointer(rebasing: hits[start..<end])
        start = end
        if hasTwins(own, word: random[replications + place], using: &rest) {
          let again = again(using: &rest)
          again.withUnsafeBufferPointer {
            count($0, place, &benefits, &group)
          }
        } else {
          count(own, place, &benefits, &group)
        }
      }
    }
  }

  /// Counts the hits of a replication.
  @inline(__always)
  private func count(
    _ hits: UnsafeBufferPointer<UInt32>, _ place: Int, _ benefits: inout [Int],
    _ group: inout [UInt32]
  ) {
    let start = place * (group.count / benefits.count)
    var sum = 0
    marks.withUnsafeBufferPointer { marks in
      group.withUnsafeMutableBufferPointer { group in
        for hit in hits {
          let mark = marks[Int(hit)]
          sum += mark.amount
          group[start + mark.row] &+= 1
        }
      }
    }
    benefits[place] = sum
  }

  /// Hits of which no two share a member.
  private func again(using rest: inout Stream) -> [UInt32] {
    while true {
      let count = number.sample(rest.next())
      let hits = (0..<count).map { _ in UInt32(table.sample(using: &rest)) }
      let word = rest.next()
      let twins = hits.withUnsafeBufferPointer { hasTwins($0, word: word, using: &rest) }
      if !twins { return hits }
    }
  }

  /// Whether two of a replication's hits share a member.
  @inline(__always)
  private func hasTwins(
    _ hits: UnsafeBufferPointer<UInt32>, word: UInt64, using rest: inout Stream
  ) -> Bool {
    var greatest: UInt32 = 0
    for hit in hits { greatest = max(greatest, hit) }
    if Int(greatest) >= firstSmall, hasSmallTwins(hits, using: &rest) { return true }
    let u = (Double(word >> 12) + 0.5) * 0x1p-52
    return u >= none[hits.count] && hasCandidateTwins(hits, u, using: &rest)
  }

  /// Whether a hit of a small cell falls on a member who is hit already.
  private func hasSmallTwins(
    _ hits: UnsafeBufferPointer<UInt32>, using rest: inout Stream
  ) -> Bool {
    for (place, hit) in hits.enumerated() where Int(hit) >= firstSmall {
      let cell = cells[Int(hit)]
      var before = 0
      for other in hits[..<place] where cells[Int(other)] == cell { before += 1 }
      guard before > 0 else { continue }
      if rest.below(members[cell]) < before { return true }
    }
    return false
  }

  /// Whether a candidate is a twin, where there is at least one.
  private func hasCandidateTwins(
    _ hits: UnsafeBufferPointer<UInt32>, _ u: Double, using rest: inout Stream
  ) -> Bool {
    var mark = u
    while true {
      // The first place with none[place + 1] ≤ mark, if there is one.
      var (place, end) = (0, hits.count)
      while place < end {
        let middle = (place + end) / 2
        if none[middle + 1] <= mark { end = middle } else { place = middle + 1 }
      }
      guard place < hits.count else { return false }
      let cell = cells[Int(hits[place])]
      if cells[Int(hits[rest.below(place)])] == cell, Int(hits[place]) < firstSmall,
        rest.below(members[cell]) < least
      {
        return true
      }
      mark = rest.uniform() * none[place + 1]
    }
  }
}
