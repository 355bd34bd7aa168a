/// A random selection of some of a number of items of several kinds, each item equally likely.
///
/// How many of each kind are selected is multivariate hypergeometric. Drawn as one hypergeometric
/// count after the other it costs a rejection for every kind. It costs less to select each item by
/// itself with the same probability, so that a kind's count is binomial: given how many items are
/// selected in all, each set of so many is equally likely. What is too many is dropped and what
/// is missing is added, each item equally likely again, until the number is right. With n items too
/// many or missing, one round of binomial counts leaves some √n, and a few are drawn one by one.
public enum Selection {
  /// The most items that are drawn one by one.
  public static let few = 64

  /// Adds to a selection, or drops from it, until it has so many items.
  ///
  /// - Parameters:
  ///   - selected: How many of each kind are selected; given their sum, each set of items must be
  ///     equally likely.
  ///   - counts: The number of items of each kind.
  ///   - size: How many items are to be selected.
  ///   - stream: Where the draws come from.
  /// - Precondition: No count is negative and their sum is at most 2⁴⁰; of each kind at most its count
  ///   is selected; `size` is from 0 to the sum of the counts.
  /// - Complexity: O(*k* log log *n*) for *k* kinds and *n* items too many or missing.
  public static func complete(
    _ selected: UnsafeMutableBufferPointer<Int>, of counts: UnsafeMutableBufferPointer<Int>,
    to size: Int, using stream: inout Stream
  ) {
    precondition(selected.count == counts.count, "every kind has a count and a selection")
    var missing = size
    var total = 0
    for kind in counts.indices {
      missing -= selected[kind]
      total += counts[kind]
    }
    precondition(0...total ~= size, "\(size) of \(total) items cannot be selected")
    while missing.magnitude > few {
      let others = missing > 0 ? total - (size - missing) : size - missing
      let probability = Double(missing.magnitude) / Double(others)
      let sign = missing.signum()
      for kind in counts.indices {
        let open = missing > 0 ? counts[kind] - selected[kind] : selected[kind]
        guard open > 0 else { continue }
        selected[kind] +=
          sign * Binomial.sample(trials: open, probability: probability, using: &stream)
      }
      missing = size
      for kind in selected.indices { missing -= selected[kind] }
    }
    withUnsafeTemporaryAllocation(of: Int.self, capacity: counts.count) { open in
      for kind in counts.indices {
        open[kind] = missing > 0 ? counts[kind] - selected[kind] : selected[kind]
      }
      take(Int(missing.magnitude), of: open, using: &stream) { selected[$0] += missing.signum() }
    }
  }

  /// Takes items one by one, each that is left equally likely.
  ///
  /// A kind is proposed, and taken with the number of its items that are left over the most that a kind had.
  ///
  /// - Parameters:
  ///   - count: How many are taken.
  ///   - open: How many items of each kind there are; those that are left, at the end.
  ///   - stream: Where the draws come from.
  ///   - body: Told the kind of each item.
  /// - Precondition: No number is negative, and there are at least `count` items.
  /// - Complexity: O(*k*) for *k* kinds, and O(*k*) for each item if all are of one kind.
  @inline(__always)
  public static func take(
    _ count: Int, of open: UnsafeMutableBufferPointer<Int>, using stream: inout Stream,
    each body: (_ kind: Int) -> Void
  ) {
    guard count > 0 else { return }
    var largest = 0
    for kind in open.indices { largest = max(largest, open[kind]) }
    for _ in 0..<count {
      while true {
        let kind = stream.below(open.count)
        guard stream.below(largest) < open[kind] else { continue }
        open[kind] -= 1
        body(kind)
        break
      }
    }
  }
}
