extension Sequence<String> {
  /// The name that a mistyped one was probably meant to be, or `nil` if none is near.
  ///
  /// Near is at most a third of the letters, and at least one edit. Between equally near names the
  /// first wins.
  func nearest(to typed: String) -> String? {
    let limit = Swift.max(1, Swift.min(typed.unicodeScalars.count, 60) / 3)
    var best: (name: String, distance: Int)?
    for name in self {
      let distance = editDistance(typed.lowercased(), name.lowercased())
      if distance <= limit, distance < (best?.distance ?? .max) { best = (name, distance) }
    }
    return best?.name
  }

  /// The names in a sentence: `a, b and c`.
  func listed(_ conjunction: String = "and") -> String {
    let names = Array(self)
    guard names.count > 1, let last = names.last else { return names.first ?? "" }
    return names.dropLast().joined(separator: ", ") + " \(conjunction) " + last
  }
}

/// The least number of insertions, deletions, replacements and swaps of neighbours.
///
/// - Complexity: O(*mn*) in the lengths, each cut at 64.
private func editDistance(_ left: String, _ right: String) -> Int {
  let left = Array(left.unicodeScalars.prefix(64))
  let right = Array(right.unicodeScalars.prefix(64))
  var rows = [Array(0...right.count)]
  for i in left.indices {
    var row = [i + 1]
    for j in right.indices {
      let replaced = rows[i][j] + (left[i] == right[j] ? 0 : 1)
      var least = Swift.min(replaced, row[j] + 1, rows[i][j + 1] + 1)
      if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] {
        least = Swift.min(least, rows[i - 1][j - 1] + 1)
      }
      row.append(least)
    }
    rows.append(row)
  }
  return rows[left.count][right.count]
}
