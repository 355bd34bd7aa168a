/// A whole number for each segment and joining generation: members, or what each of them pays.
///
/// All stand in one row, so that what settlements keep is overwritten and never allocated anew.
struct ByGeneration: Equatable, Sendable {
  /// By segment, and by generation within it.
  private(set) var values: [Int]
  /// How many generations a segment has, at least 1.
  private(set) var generations: Int

  /// The same number for all.
  init(repeating value: Int = 0, segments: Int, generations: Int) {
    precondition(generations >= 1, "a segment has a generation")
    values = [Int](repeating: value, count: segments * generations)
    self.generations = generations
  }

  /// A row of generations for each segment.
  ///
  /// - Precondition: The rows have the same length.
  init(_ rows: [[Int]]) {
    generations = max(1, rows.first?.count ?? 1)
    precondition(
      rows.allSatisfy { [generations] in $0.count == generations },
      "segments have the same generations")
    values = rows.flatMap(\.self)
  }

  /// How many segments there are.
  var segments: Int { values.count / generations }

  /// Whether there is no segment.
  var isEmpty: Bool { values.isEmpty }

  /// The number of a segment's generation.
  subscript(segment: Int, generation: Int) -> Int {
    get { values[segment * generations + generation] }
    set { values[segment * generations + generation] = newValue }
  }

  /// The numbers of a segment, by generation.
  subscript(segment: Int) -> [Int] {
    Array(values[segment * generations..<(segment + 1) * generations])
  }

  /// Makes all numbers 0.
  mutating func clear() {
    for place in values.indices { values[place] = 0 }
  }

  /// Becomes the same as another, in the room that there is.
  mutating func copy(_ other: ByGeneration) {
    guard other.values.count == values.count else { return self = other }
    generations = other.generations
    for place in values.indices { values[place] = other.values[place] }
  }
}

extension ByGeneration: ExpressibleByArrayLiteral {
  init(arrayLiteral rows: [Int]...) { self.init(rows) }
}
