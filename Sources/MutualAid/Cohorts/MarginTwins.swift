import Probability

/// Finds the settlements of a span of which two hits share a member, in one replication, and draws them
/// again.
///
/// Given the numbers of an amount's common hits by settlement and by group, every way to pair settlements
/// with groups is as likely. Let N(t) be the pairs of hits of settlement t that share a member, and D the
/// settlements that have any. Then
///
///     P(D > 0) = Σ P(the pair shares a member) · E(1/N(t) · 1/D | it does)
///
/// over all pairs of hits, as in `TwinSearch`. A pair is chosen by a bound that goes by its group alone,
/// and kept by what is true of the bound; mostly none is chosen. Then its settlement's other hits are given
/// groups and members, which tells N(t), and the settlement is taken out of the numbers. D is 1 more
/// than the settlements that are found in the same way among what is left.
struct MarginTwins {
  /// A hit, of a settlement if that is known, as it is of the rest.
  private struct Hit {
    let row: Int
    let settlement: Int?
  }

  /// Two hits of a settlement and group that may share a member.
  private struct Pair {
    let settlement: Int
    let hits: [Hit]
  }

  /// Some hits of a settlement.
  private struct Found {
    let settlement: Int
    let hits: [Hit]
  }

  /// A member of a group on whom hits fall.
  private struct Member: Equatable {
    let group: Int
    let cell: Int
    let number: Int
  }

  private let span: MarginSpan
  private let room: MarginRoom
  private let place: Int
  /// A bound on the chance that two hits are of one settlement, unless both are of the rest.
  private var together: Double
  /// Settlements that have been taken out.
  private var found: [Found] = []

  /// - Parameters:
  ///   - span: The span.
  ///   - room: What was drawn of it.
  ///   - place: The replication.
  init(of span: MarginSpan, in room: MarginRoom, place: Int) {
    self.span = span
    self.room = room
    self.place = place
    together = room.together[0, place]
  }

  /// Draws settlements again of which two hits share a member.
  ///
  /// - Parameters:
  ///   - u: A uniform number.
  ///   - stream: Where from, if it is below the bound of all pairs.
  mutating func redraw(at u: Double, using stream: inout Stream) {
    guard search(at: u, using: &stream) > 0 else { return }
    for settlement in found.map(\.settlement) {
      let hits = span.hits[settlement]
      var rows: [Int] = []
      repeat {
        rows = (0..<Poisson.sample(mean: hits.mean, using: &stream)).map { _ in
          hits.row(using: &stream)
        }
      } while pairs(among: rows, of: settlement, known: nil, using: &stream) > 0
      for row in rows {
        room.own[row, place] += 1
        room.worth[settlement, place] += worth(of: row, settlement)
      }
    }
  }

  private func worth(of row: Int, _ settlement: Int) -> Int64 {
    Int64(span.marks[settlement * span.rows.count + row].worth)
  }

  // MARK: The search

  /// Takes settlements out of which two hits share a member, and tells how many they are.
  private mutating func search(at u: Double, using stream: inout Stream) -> Int {
    guard bound <= 1 else { return searchAll(using: &stream) }
    guard let pair = pair(at: u, using: &stream) else { return 0 }
    let others = others(of: pair.settlement, than: pair.hits, using: &stream)
    let pairs = pairs(
      among: others.map(\.row), of: pair.settlement, known: pair, using: &stream)
    guard stream.below(pairs) == 0 else { return 0 }
    let before = found.count
    takeOut(Found(settlement: pair.settlement, hits: pair.hits + others))
    let further = search(at: stream.uniform(), using: &stream)
    if stream.below(1 + further) == 0 { return 1 + further }
    while found.count > before { putBack(found.removeLast()) }
    return 0
  }

  /// The same, by giving all hits a settlement, a group and a member.
  private mutating func searchAll(using stream: inout Stream) -> Int {
    let before = found.count
    var plain: [Int] = []
    for settlement in span.hits.indices
    where !found[..<before].contains(where: { $0.settlement == settlement }) {
      let hits = others(of: settlement, than: [], using: &stream)
      takeOut(Found(settlement: settlement, hits: hits))
      if pairs(among: hits.map(\.row), of: settlement, known: nil, using: &stream) == 0 {
        plain.append(found.count - 1)
      }
    }
    for place in plain.reversed() { putBack(found.remove(at: place)) }
    return found.count - before
  }

  private mutating func takeOut(_ settlement: Found) {
    found.append(settlement)
    add(settlement.hits, to: settlement.settlement, sign: -1)
  }

  private mutating func putBack(_ settlement: Found) {
    add(settlement.hits, to: settlement.settlement, sign: 1)
  }

  /// Adds hits of a settlement to the numbers, or takes them out.
  private mutating func add(_ hits: [Hit], to settlement: Int, sign: Int) {
    let one = UInt32(truncatingIfNeeded: sign)
    for hit in hits {
      let group = span.rows[hit.row].group
      room.own[hit.row, place] &+= one
      room.ofGroup[group, place] &+= one
      room.worth[settlement, place] += Int64(sign) * worth(of: hit.row, settlement)
      if hit.settlement != nil {
        room.restOfGroup[group, place] &+= one
      } else if let line = span.lineOfRow[hit.row] {
        room.ofLine[line, place] &+= one
        room.dealt[room.row(line, settlement), place] &+= one
      }
    }
    together = span.lines.indices.reduce(0) { most, line in
      span.hits.indices.reduce(most) {
        max($0, Double(dealt(line, $1)) / Double(max(1, room.ofLine[line, place])))
      }
    }
  }

  private func dealt(_ line: Int, _ settlement: Int) -> Int {
    Int(room.dealt[room.row(line, settlement), place])
  }

  // MARK: Pairs

  /// The bounds of the pairs of a group: of all of them, and of those of the rest.
  private func bounds(_ group: Int) -> (all: Double, rest: Double) {
    let all = Double(room.ofGroup[group, place])
    let rest = Double(room.restOfGroup[group, place])
    let chance = 0.5 * span.sharing[group]
    return (together * chance * all * (all - 1), chance * rest * (rest - 1))
  }

  private var bound: Double {
    span.sharing.indices.reduce(0) { $0 + bounds($1).all + bounds($1).rest }
  }

  /// The pair at a mark among the bounds of all pairs, if it is kept.
  private func pair(at u: Double, using stream: inout Stream) -> Pair? {
    var mark = u
    for group in span.sharing.indices {
      let bounds = bounds(group)
      mark -= bounds.all
      if mark < 0 { return pair(in: group, ofRest: false, using: &stream) }
      mark -= bounds.rest
      if mark < 0 { return pair(in: group, ofRest: true, using: &stream) }
    }
    return nil
  }

  /// A pair of a group's hits, each equally likely, if it is kept.
  private func pair(in group: Int, ofRest: Bool, using stream: inout Stream) -> Pair? {
    let hits = hits(of: group).filter { !ofRest || $0.settlement != nil }
    let first = stream.below(hits.count)
    var second = stream.below(hits.count - 1)
    if second >= first { second += 1 }
    // One of the rest, if there is any, comes last.
    let pair =
      hits[first].settlement == nil ? [hits[first], hits[second]] : [hits[second], hits[first]]
    guard (pair[0].settlement != nil) == ofRest,
      let settlement = settlement(of: pair, using: &stream),
      stream.uniform() * span.sharing[group]
        < span.hits[settlement].sharing(pair[0].row, pair[1].row)
    else { return nil }
    return Pair(settlement: settlement, hits: pair)
  }

  /// The settlement that two hits share, if it is kept.
  private func settlement(of pair: [Hit], using stream: inout Stream) -> Int? {
    guard pair[0].settlement == nil, let line = span.lineOfRow[pair[0].row] else {
      return pair[0].settlement == pair[1].settlement ? pair[1].settlement : nil
    }
    var settlement = pair[1].settlement ?? 0
    var taken = 0
    if pair[1].settlement == nil, let other = span.lineOfRow[pair[1].row] {
      var mark = stream.below(Int(room.ofLine[other, place]))
      while mark >= dealt(other, settlement) {
        mark -= dealt(other, settlement)
        settlement += 1
      }
      taken = other == line ? 1 : 0
    }
    let chance =
      Double(dealt(line, settlement) - taken) / Double(Int(room.ofLine[line, place]) - taken)
    return stream.uniform() * together < chance ? settlement : nil
  }

  // MARK: Hits

  /// The hits of the rest that have not been taken out.
  private var rest: [MarginSpan.Mark] {
    let taken = found.map(\.settlement)
    return room.rest(of: place).lazy.map { span.marks[Int($0)] }
      .filter { !taken.contains($0.settlement) }
  }

  /// The hits of a group.
  private func hits(of group: Int) -> [Hit] {
    let rest = rest.filter { $0.group == group }
    return rest.map { Hit(row: $0.row, settlement: $0.settlement) }
      + span.rowsOfGroup[group].flatMap { row in
        let common = Int(room.own[row, place]) - rest.count { $0.row == row }
        return [Hit](repeating: Hit(row: row, settlement: nil), count: common)
      }
  }

  /// The hits of a settlement but for some, drawn from those of all settlements.
  private func others(of settlement: Int, than known: [Hit], using stream: inout Stream) -> [Hit] {
    var common = span.rows.indices.map { Int(room.own[$0, place]) }
    var others: [Hit] = []
    for mark in rest {
      common[mark.row] -= 1
      if mark.settlement == settlement {
        others.append(Hit(row: mark.row, settlement: settlement))
      }
    }
    for hit in known {
      if hit.settlement == nil {
        common[hit.row] -= 1
      } else if let place = others.firstIndex(where: { $0.row == hit.row }) {
        others.remove(at: place)
      }
    }
    for (number, line) in span.lines.enumerated() {
      let taken = known.count { $0.settlement == nil && span.lineOfRow[$0.row] == number }
      var left = Int(room.ofLine[number, place]) - taken
      for _ in 0..<dealt(number, settlement) - taken {
        var mark = stream.below(left)
        let row = line.rows.first {
          mark -= common[$0.row]
          return mark < 0
        }
        guard let row else { preconditionFailure("a line has as many hits as its rows") }
        common[row.row] -= 1
        left -= 1
        others.append(Hit(row: row.row, settlement: nil))
      }
    }
    return others
  }

  // MARK: Members

  /// The number of pairs of hits of a settlement that share a member, by drawing on whom they fall.
  ///
  /// - Parameters:
  ///   - rows: Their rows, but for those of the pair.
  ///   - settlement: The settlement.
  ///   - pair: A pair that is known to share one.
  ///   - stream: Where from.
  /// - Returns: The number, at least 1 with a pair that is known.
  private func pairs(
    among rows: [Int], of settlement: Int, known pair: Pair?, using stream: inout Stream
  ) -> Int {
    var counts = [Int](repeating: 0, count: span.rowsOfGroup.count)
    for row in rows + (pair?.hits.map(\.row) ?? []) { counts[span.rows[row].group] += 1 }
    var struck: [Member] = []
    var pairs = 0
    if let pair {
      // Which member of a cell it is does not matter: the first is as good as any.
      let member = member(
        of: settlement, hitBy: pair.hits[0].row, and: pair.hits[1].row, number: 0, using: &stream)
      struck = [member, member]
      pairs = 1
    }
    for row in rows where counts[span.rows[row].group] > 1 {
      let member = member(of: settlement, hitBy: row, using: &stream)
      pairs += struck.count { $0 == member }
      struck.append(member)
    }
    return pairs
  }

  /// The member on whom a hit of a row falls, or hits of two rows of a group together; by its number, if
  /// that is known.
  private func member(
    of settlement: Int, hitBy row: Int, and other: Int? = nil, number: Int? = nil,
    using stream: inout Stream
  ) -> Member {
    let hits = span.hits[settlement]
    let (group, amount) = (span.rows[row].group, span.rows[row].amount)
    let cells = hits.cells[group]
    let weight = { (cell: SettlementHits.Cell) in
      let weight = Double(cell.members) * cell.odds[amount]
      return other.map { weight * cell.odds[span.rows[$0].amount] } ?? weight
    }
    let sum = other == nil ? hits.means[row] : cells.reduce(0) { $0 + weight($1) }
    var mark = stream.uniform() * sum
    // Rounding may leave a mark beyond the last cell that can be hit.
    var place = 0
    for cell in cells.indices {
      let weight = weight(cells[cell])
      guard weight > 0 else { continue }
      place = cell
      mark -= weight
      if mark < 0 { break }
    }
    return Member(
      group: group, cell: place, number: number ?? stream.below(cells[place].members))
  }
}
