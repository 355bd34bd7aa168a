import Probability

/// The fates of claims, with their probabilities, made ready to be drawn.
///
/// A conditional binomial costs as much as several single draws. So many claims are split over the
/// likely fates, the head, by binomials, and what is left over one by one; few are drawn one by one.
final class FateLaw: Sendable {
  /// The fates, the likeliest first.
  let fates: [ClaimCourse.Fate]
  /// Their numbers in the table that the law was made from.
  let numbers: [Int]
  /// Their probabilities.
  let chances: [Double]
  private let head: MultinomialSplitter
  private let tail: Alias?
  private let all: Alias

  /// The least probability of a fate in the head.
  private static let likely = 1.0 / 200

  /// The most claims that are drawn and told one by one.
  private static let few = 16
  /// The most claims for each fate of the head that are drawn one by one.
  private static let many = 8

  /// A law by weights, which need not sum to 1.
  ///
  /// - Parameters:
  ///   - law: Numbers of fates, each once, with positive weights.
  ///   - all: The fates by number, ascending.
  init(_ law: [(number: Int, weight: Double)], of all: [ClaimCourse.Fate]) {
    let sorted = law.sorted {
      $0.weight != $1.weight ? $0.weight > $1.weight : $0.number < $1.number
    }
    let total = sorted.reduce(0) { $0 + $1.weight }
    numbers = sorted.map(\.number)
    fates = sorted.map { all[$0.number] }
    chances = sorted.map { $0.weight / total }
    let length = max(1, chances.prefix { $0 >= Self.likely }.count)
    let rest = Array(chances.dropFirst(length))
    guard
      let head = try? MultinomialSplitter(
        probabilities: chances.prefix(length) + [rest.reduce(0, +)]),
      let all = try? Alias(weights: chances)
    else { preconditionFailure("a claim has at least one fate") }
    self.head = head
    self.all = all
    tail = rest.isEmpty ? nil : try? Alias(weights: rest)
  }

  /// Draws one fate.
  func sample(using draws: inout Stream) -> ClaimCourse.Fate { fates[all.sample(using: &draws)] }

  /// Splits claims over the fates; the counts are multinomial.
  ///
  /// A fate may come more than once.
  @inline(__always)
  func split(
    _ count: Int, using draws: inout Stream,
    each body: (_ fate: ClaimCourse.Fate, _ count: Int) -> Void
  ) {
    guard count > Self.few else {
      for _ in 0..<count { body(fates[all.sample(using: &draws)], 1) }
      return
    }
    withUnsafeTemporaryAllocation(of: Int.self, capacity: fates.count) { parts in
      parts.initialize(repeating: 0)
      split(count, into: parts, using: &draws)
      for place in parts.indices where parts[place] > 0 { body(fates[place], parts[place]) }
    }
  }

  private func split(
    _ count: Int, into parts: UnsafeMutableBufferPointer<Int>, using draws: inout Stream
  ) {
    guard count > Self.many * head.count else {
      return all.sample(count, using: &draws, into: parts)
    }
    var left = count
    let length = head.count - 1
    for place in 0..<length where left > 0 {
      parts[place] = Binomial.sample(
        trials: left, probability: head.conditional[place], using: &draws)
      left -= parts[place]
    }
    tail?.sample(left, using: &draws, into: UnsafeMutableBufferPointer(rebasing: parts[length...]))
  }
}

extension ClaimCourse.Fate: Comparable {
  static func < (left: Self, right: Self) -> Bool {
    (left.reported, left.ended, left.kind.rawValue)
      < (right.reported, right.ended, right.kind.rawValue)
  }
}
