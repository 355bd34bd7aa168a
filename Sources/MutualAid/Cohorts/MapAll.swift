extension Sequence {
  /// What is made of all elements; `nil` if there is one of which nothing can be made.
  ///
  /// - Complexity: It ends at the first such element.
  func mapAll<Made>(_ make: (Element) -> Made?) -> [Made]? {
    var made: [Made] = []
    made.reserveCapacity(underestimatedCount)
    for element in self {
      guard let next = make(element) else { return nil }
      made.append(next)
    }
    return made
  }
}
