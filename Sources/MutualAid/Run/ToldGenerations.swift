import Probability

/// The joining generations of a period's diagnosed, by row and lane.
///
/// They are few beside the generations that there are, so only those that have some are kept.
struct ToldGenerations {
  /// So many of one generation.
  private struct Entry {
    let generation: Int
    var count: Int
  }

  /// Those of one row and lane stand side by side.
  private var entries: [Entry] = []
  /// Where those of each row and lane stand.
  private var ranges: [Range<Int>] = []

  /// Whether any are told.
  var isEmpty: Bool { entries.isEmpty }

  /// Forgets all.
  mutating func clear() { entries.removeAll(keepingCapacity: true) }

  /// Tells some more of a place, those of one place after those of another.
  ///
  /// - Parameters:
  ///   - count: How many.
  ///   - generation: Their generation.
  ///   - place: The row and lane.
  ///   - places: How many places there are.
  mutating func tell(_ count: Int, of generation: Int, at place: Int, of places: Int) {
    if entries.isEmpty {
      ranges.removeAll(keepingCapacity: true)
      ranges.append(contentsOf: repeatElement(0..<0, count: places))
    }
    let range = ranges[place]
    let first = range.isEmpty ? entries.count : range.lowerBound
    precondition(range.isEmpty || range.upperBound == entries.count, "places are told in turn")
    entries.append(Entry(generation: generation, count: count))
    ranges[place] = first..<entries.count
  }

  /// Adds those of a place to an urn of generations.
  func add(place: Int, to urns: inout Urns?, urn: Int) {
    guard !entries.isEmpty else { return }
    for entry in entries[ranges[place]] { urns?.add(entry.count, of: entry.generation, to: urn) }
  }

  /// Takes one of a place, each equally likely.
  ///
  /// - Returns: The generation, 0 where none is told.
  mutating func take(place: Int, using draws: inout Stream) -> Int {
    guard !entries.isEmpty, !ranges[place].isEmpty else { return 0 }
    var mark = draws.below(entries[ranges[place]].reduce(0) { $0 + $1.count })
    for number in ranges[place] {
      if mark < entries[number].count {
        entries[number].count -= 1
        return entries[number].generation
      }
      mark -= entries[number].count
    }
    preconditionFailure("a row has as many generations as claims")
  }
}
