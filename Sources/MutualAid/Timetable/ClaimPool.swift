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
  let outcomes: [Outcome]
  /// The probability of each outcome.
  let chances: [Double]
  let splitter: MultinomialSplitter
  let alias: Alias

  /// A pool by the law of its outcomes.
  init(streamNumber: Int, law: [Outcome: Double]) {
    self.streamNumber = streamNumber
    // A fixed order: a dictionary's own differs from run to run.
    let sorted = law.filter { $0.value > 0 }.sorted { $0.key < $1.key }
    outcomes = sorted.map(\.key)
    let weights = sorted.map(\.value)
    let total = weights.reduce(0, +)
    chances = weights.map { $0 / total }
    guard let splitter = try? MultinomialSplitter(probabilities: chances),
      let alias = try? Alias(weights: weights)
    else { preconditionFailure("a pool of claims has at least one outcome") }
    self.splitter = splitter
    self.alias = alias
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
