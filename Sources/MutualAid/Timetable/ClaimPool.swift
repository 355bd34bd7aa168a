import Probability

/// Claims of one period that share the law of what becomes of them, whichever cohort they come from.
///
/// Counts of a pool are split over the outcomes in one multinomial draw. That is exact for cohorts
/// whose diagnosis days follow the pool's common law q. A cohort whose days follow another law g is
/// the mixture
///
///     g = (1 − ε) q + ε r        ε = 1 − min_d g(d) / q(d)
///
/// so each of its claims belongs to the pool with probability 1 − ε, and otherwise has its day drawn
/// from r alone. The hazard hardly changes within a period, so ε is some 0.001 and the exact rest is
/// cheap.
struct ClaimPool: Sendable {
  struct Outcome: Hashable, Sendable {
    let line: Int
    let fate: ClaimCourse.Fate
  }

  /// The pool's own number in the names of its streams, the same whatever other pools there are.
  let streamNumber: Int
  /// What can become of a claim, the likeliest first.
  let outcomes: [Outcome]
  /// The probabilities of the outcomes.
  let chances: [Double]
  /// Splits claims over the likely outcomes, the head, and all others.
  private let head: MultinomialSplitter
  /// Draws an outcome behind the head.
  private let tail: Alias?
  /// Draws any outcome.
  private let alias: Alias

  /// A pool by the law of its outcomes.
  init(streamNumber: Int, law: [Outcome: Double]) {
    self.streamNumber = streamNumber
    // A fixed order: a dictionary's own differs from run to run.
    let sorted = law.filter { $0.value > 0 }.sorted {
      $0.value != $1.value ? $0.value > $1.value : $0.key < $1.key
    }
    outcomes = sorted.map(\.key)
    let total = sorted.reduce(0) { $0 + $1.value }
    chances = sorted.map { $0.value / total }
    let length = max(1, chances.prefix { $0 >= Self.likely }.count)
    let rest = Array(chances[length...])
    guard
      let head = try? MultinomialSplitter(
        probabilities: chances[..<length] + [rest.reduce(0, +)]),
      let alias = try? Alias(weights: chances)
    else { preconditionFailure("a pool of claims has at least one outcome") }
    self.head = head
    self.alias = alias
    tail = rest.isEmpty ? nil : try? Alias(weights: rest)
  }

  /// The least probability of an outcome in the head.
  private static let likely = 1.0 / 400

  /// Splits claims over the outcomes; the counts are multinomial.
  ///
  /// A conditional binomial costs as much as several single draws. So many claims are split over the
  /// head by binomials and what is left over one by one, and few claims all one by one.
  func split(_ count: Int, using draws: inout Stream) -> [Int] {
    var counts = [Int](repeating: 0, count: outcomes.count)
    guard count > 4 * head.count else {
      for _ in 0..<count { counts[alias.sample(using: &draws)] += 1 }
      return counts
    }
    var parts = [Int](repeating: 0, count: head.count)
    head.split(count, into: &parts, using: &draws)
    for place in 0..<(head.count - 1) { counts[place] = parts[place] }
    for _ in 0..<parts[head.count - 1] {
      if let tail { counts[head.count - 1 + tail.sample(using: &draws)] += 1 }
    }
    return counts
  }
}

extension ClaimPool.Outcome: Comparable {
  static func < (left: Self, right: Self) -> Bool {
    (left.line, left.fate.reported, left.fate.ended, left.fate.isLost ? 1 : 0)
      < (right.line, right.fate.reported, right.fate.ended, right.fate.isLost ? 1 : 0)
  }
}

/// The fates of claims diagnosed on one day, for those that are placed one by one.
struct DayFates: Sendable {
  let fates: [ClaimCourse.Fate]
  let chances: [Double]
  let alias: Alias

  init(_ law: [ClaimCourse.Fate: Double]) {
    let sorted = law.filter { $0.value > 0 }.sorted {
      ($0.key.reported, $0.key.ended, $0.key.isLost ? 1 : 0)
        < ($1.key.reported, $1.key.ended, $1.key.isLost ? 1 : 0)
    }
    fates = sorted.map(\.key)
    chances = sorted.map(\.value)
    guard let alias = try? Alias(weights: chances) else {
      preconditionFailure("a claim has at least one fate")
    }
    self.alias = alias
  }
}
