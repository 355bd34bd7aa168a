/// A value that goes by age in whole years, such as a benefit of 300,000 below 40.
public struct AgeBands<Value: Equatable & Sendable>: Equatable, Sendable {
  /// One value for the ages from `from` up to the next band.
  public struct Band: Equatable, Sendable {
    /// The first age.
    public let from: Int
    /// The last age.
    public let to: Int
    /// The value at these ages.
    public let value: Value

    /// The value from one age to another, both included.
    public init(from: Int, to: Int, value: Value) {
      self.from = from
      self.to = to
      self.value = value
    }
  }

  /// The bands, ascending, without gap or overlap.
  public let bands: [Band]

  /// A value that is the same at every age.
  public init(_ value: Value) { bands = [Band(from: 0, to: Int.max, value: value)] }

  /// Values by age.
  ///
  /// - Precondition: The bands are ascending, without gap or overlap, and there is at least one.
  public init(bands: [Band]) {
    precondition(!bands.isEmpty, "a value by age has at least one band")
    precondition(
      zip(bands, bands.dropFirst()).allSatisfy { $0.to + 1 == $1.from },
      "bands by age follow one another without gap")
    self.bands = bands
  }

  /// The value at an age; an age outside the bands takes the nearest band's.
  public subscript(age: Int) -> Value {
    for band in bands where age <= band.to { return band.value }
    return bands[bands.count - 1].value
  }

  /// The same bands with other values.
  public func map<Other>(_ transform: (Value) -> Other) -> AgeBands<Other> {
    AgeBands<Other>(
      bands: bands.map { .init(from: $0.from, to: $0.to, value: transform($0.value)) })
  }
}

extension AgeBands where Value: Comparable {
  /// At each age the greater of two values.
  func greater(of other: AgeBands) -> AgeBands {
    let ends = Set(bands.map(\.to) + other.bands.map(\.to)).sorted()
    var from = min(bands[0].from, other.bands[0].from)
    return AgeBands(
      bands: ends.map { end in
        defer { from = end &+ 1 }
        return Band(from: from, to: end, value: max(self[end], other[end]))
      })
  }
}
