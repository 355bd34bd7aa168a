import Probability

/// Tells whether two hits of a settlement share a member, in one replication of a span.
///
/// Given the numbers of an amount's common hits by settlement and by group, every way to pair the
/// settlements with the groups is as likely. With N the pairs of hits that share a member,
///
///     P(N > 0) = Σ P(the pair shares a member) · E(1/N | it does)
///
/// over all pairs of hits, as in `TwinSearch`. A pair is chosen by a bound, for two hits of a group,
/// that goes by the group alone; it is kept by what is true of the bound, and mostly none is chosen. If
/// one is kept, all other hits are given their settlement, group and member, and it counts with the
/// probability 1/N.
struct MarginTwins {
  /// A hit, of a settlement if that is known.
  private struct Hit {
    let row: Int
    let settlement: Int?
  }

  /// A hit of a known settlement.
  private struct Placed {
    let row: Int
    let settlement: Int
  }

  /// Two hits of a settlement and group that may share a member.
  private struct Pair {
    let settlement: Int
    let hits: [Hit]
    var placed: [Placed] { hits.map { Placed(row: $0.row, settlement: settlement) } }
  }

  /// A member on whom hits fall.
  private struct Member: Hashable {
    let settlement: Int
    let group: Int
    let cell: Int
    let number: Int
  }

  private let span: MarginSpan
  private let room: MarginRoom
  private let place: Int

  /// - Parameters:
  ///   - span: The span.
  ///   - room: What was drawn of it.
  ///   - place: The replication.
  init(of span: MarginSpan, in room: MarginRoom, place: Int) {
    self.span = span
    self.room = room
    self.place = place
  }

  /// Whether two hits share a member.
  ///
  /// - Parameters:
  ///   - u: A uniform number.
  ///   - stream: Where from, if it is below the bound of all pairs.
  func areFound(at u: Double, using stream: inout Stream) -> Bool {
    guard let pair = pair(at: u, using: &stream) else { return false }
    let others = others(than: pair, using: &stream)
    return stream.below(pairs(among: others, known: pair, using: &stream)) == 0
  }

  /// Draws the span until no two hits share a member.
  func drawAgain(using stream: inout Stream) {
    var hits: [Placed] = []
    repeat {
      hits = (0..<Poisson.sample(mean: span.all.mean, using: &stream)).map { _ in
        let mark = span.marks[span.all.table.sample(using: &stream)]
        return Placed(row: mark.row, settlement: mark.settlement)
      }
    } while pairs(among: hits, known: nil, using: &stream) > 0
    for row in span.rows.indices { room.own[row, place] = 0 }
    for settlement in span.range.indices {
      room.worth[settlement - span.range.lowerBound, place] = 0
    }
    for hit in hits {
      room.own[hit.row, place] += 1
      room.worth[hit.settlement, place] += Int64(mark(of: hit).worth)
    }
  }

  private func mark(of hit: Placed) -> MarginSpan.Mark {
    span.marks[hit.settlement * span.rows.count + hit.row]
  }

  /// The pair at a mark among the bounds of all pairs, if it is kept.
  private func pair(at u: Double, using stream: inout Stream) -> Pair? {
    var mark = u
    for (group, sharing) in span.sharing.enumerated() {
      let all = Double(room.ofGroup[group, place])
      mark -= room.together[0, place] * 0.5 * sharing * all * (all - 1)
      if mark < 0 { return pair(in: group, ofRest: false, using: &stream) }
      let rest = Double(room.restOfGroup[group, place])
      mark -= 0.5 * sharing * rest * (rest - 1)
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
    var pair = [hits[first], hits[second]]
    // One of the rest, if there is any, comes last.
    if pair[0].settlement != nil { pair.swapAt(0, 1) }
    guard (pair[0].settlement != nil) == ofRest,
      let settlement = settlement(of: pair, using: &stream),
      stream.uniform() * span.sharing[group]
        < span.hits[settlement].sharing(pair[0].row, pair[1].row)
    else { return nil }
    return Pair(settlement: settlement, hits: pair)
  }

  /// The settlement that two hits share, if it is kept.
  private func settlement(of pair: [Hit], using stream: inout Stream) -> Int? {
    guard let line = span.lineOfRow[pair[0].row], pair[0].settlement == nil else {
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
    return stream.uniform() * room.together[0, place] < chance ? settlement : nil
  }

  private func dealt(_ line: Int, _ settlement: Int) -> Int {
    Int(room.dealt[room.row(line, settlement), place])
  }

  /// The hits of a group.
  private func hits(of group: Int) -> [Hit] {
    let rest = room.rest(of: place).lazy.map { span.marks[Int($0)] }.filter { $0.group == group }
      .map { Hit(row: $0.row, settlement: $0.settlement) }
    return Array(rest)
      + span.rowsOfGroup[group].flatMap { row in
        let common = Int(room.own[row, place]) - rest.count { $0.row == row }
        return [Hit](repeating: Hit(row: row, settlement: nil), count: common)
      }
  }

  /// All hits but those of a pair, each with its settlement.
  private func others(than pair: Pair, using stream: inout Stream) -> [Placed] {
    var rest = room.rest(of: place).map { span.marks[Int($0)] }
    var common = span.rows.indices.map { Int(room.own[$0, place]) }
    for mark in rest { common[mark.row] -= 1 }
    var settlements = span.lines.indices.map { line in
      span.range.indices.map { dealt(line, $0 - span.range.lowerBound) }
    }
    for hit in pair.hits {
      if let settlement = hit.settlement {
        if let place = rest.firstIndex(where: { $0.row == hit.row && $0.settlement == settlement })
        {
          rest.remove(at: place)
        }
      } else if let line = span.lineOfRow[hit.row] {
        common[hit.row] -= 1
        settlements[line][pair.settlement] -= 1
      }
    }
    var others = rest.map { Placed(row: $0.row, settlement: $0.settlement) }
    for (line, counts) in zip(span.lines, settlements) {
      var left = counts.enumerated().flatMap { [Int](repeating: $0, count: $1) }
      for row in line.rows {
        for _ in 0..<common[row.row] {
          left.swapAt(stream.below(left.count), left.count - 1)
          others.append(Placed(row: row.row, settlement: left.removeLast()))
        }
      }
    }
    return others
  }

  /// The number of pairs that share a member, by drawing on whom hits fall that may share one.
  private func pairs(among hits: [Placed], known pair: Pair?, using stream: inout Stream) -> Int {
    let groups = span.rowsOfGroup.count
    var counts = [UInt32](repeating: 0, count: span.range.count * groups)
    let number = { (hit: Placed) in hit.settlement * groups + span.rows[hit.row].group }
    for hit in hits + (pair?.placed ?? []) { counts[number(hit)] += 1 }
    var struck: [Member: Int] = [:]
    var pairs = 0
    if let pair {
      // Which member of a cell it is does not matter: the first is as good as any.
      struck[member(hitBy: pair.placed, number: { _, _ in 0 }, using: &stream)] = 2
      pairs = 1
    }
    for hit in hits where counts[number(hit)] > 1 {
      let member = member(hitBy: [hit], number: { $1.below($0) }, using: &stream)
      pairs += struck[member, default: 0]
      struck[member, default: 0] += 1
    }
    return pairs
  }

  /// The member on whom hits of a settlement and group fall together.
  private func member(
    hitBy hits: [Placed], number: (_ members: Int, _ stream: inout Stream) -> Int,
    using stream: inout Stream
  ) -> Member {
    let (settlement, group) = (hits[0].settlement, span.rows[hits[0].row].group)
    let cells = span.hits[settlement].cells[group]
    let weight = { (cell: SettlementHits.Cell) in
      hits.reduce(Double(cell.members)) { $0 * cell.odds[span.rows[$1.row].amount] }
    }
    var mark = stream.uniform() * cells.reduce(0) { $0 + weight($1) }
    var place = 0
    while true {
      mark -= weight(cells[place])
      // Rounding may leave a mark beyond the last cell.
      if mark < 0 || place == cells.count - 1 { break }
      place += 1
    }
    return Member(
      settlement: settlement, group: group, cell: place,
      number: number(cells[place].members, &stream))
  }
}
