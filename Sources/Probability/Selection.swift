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
  /// - Complexity: O(*k* log log *n*) for *k* kinds and *n* items too many or missing. No memory is
  ///   taken.
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
    addOrDrop(missing, selected, counts, using: &stream)
  }

  /// Adds items one by one, or drops them if their number is negative.
  ///
  /// A kind is proposed, and taken with its number of open items over the largest kind's.
  private static func addOrDrop(
    _ missing: Int, _ selected: UnsafeMutableBufferPointer<Int>,
    _ counts: UnsafeMutableBufferPointer<Int>, using stream: inout Stream
  ) {
    guard missing != 0 else { return }
    let (adds, sign) = (missing > 0, missing.signum())
    var largest = 0
    for kind in counts.indices {
      largest = max(largest, adds ? counts[kind] - selected[kind] : selected[kind])
    }
    for _ in 0..<missing.magnitude {
      while true {
        let kind = stream.below(counts.count)
        let open = adds ? counts[kind] - selected[kind] : selected[kind]
        guard stream.below(largest) < open else { continue }
        selected[kind] += sign
        break
      }
    }
  }
}
