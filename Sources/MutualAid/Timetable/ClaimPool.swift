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
  /// What claims of one line can become.
  struct Branch: Sendable {
    let line: Int
    /// The probability of the line.
    let chance: Double
    /// The fates of its claims, given the line.
    let fates: FateLaw
  }

  let branches: [Branch]
  private let lines: MultinomialSplitter

  /// A pool by the law of its outcomes.
  init(streamNumber: Int, law: [Outcome: Double]) {
    self.streamNumber = streamNumber
    let total = law.sorted { $0.key < $1.key }.reduce(0) { $0 + $1.value }
    let numbers = Set(law.filter { $0.value > 0 }.map(\.key.line)).sorted()
    branches = numbers.map { line in
      var fates: [ClaimCourse.Fate: Double] = [:]
      for (outcome, chance) in law where outcome.line == line && chance > 0 {
        fates[outcome.fate] = chance
      }
      return Branch(
        line: line, chance: FateLaw.sum(fates) / total, fates: FateLaw(fates))
    }
    let sum = branches.reduce(0) { $0 + $1.chance }
    guard let lines = try? MultinomialSplitter(probabilities: branches.map { $0.chance / sum })
    else { preconditionFailure("a pool of claims has at least one outcome") }
    self.lines = lines
  }

  /// Whether some of its claims may be refused.
  func mayBeRefused(_ allLines: [ClaimLine]) -> Bool {
    branches.contains { allLines[$0.line].worth == .refused }
  }

  /// Splits claims over lines and fates; the counts are multinomial.
  func split(
    _ count: Int, using draws: inout Stream,
    each body: (_ line: Int, _ fate: ClaimCourse.Fate, _ count: Int) -> Void
  ) {
    guard branches.count > 1 else {
      let line = branches[0].line
      return branches[0].fates.split(count, using: &draws) { body(line, $0, $1) }
    }
    var parts = [Int](repeating: 0, count: branches.count)
    lines.split(count, into: &parts, using: &draws)
    for number in parts.indices where parts[number] > 0 {
      let line = branches[number].line
      branches[number].fates.split(parts[number], using: &draws) { body(line, $0, $1) }
    }
  }
}

extension ClaimPool.Outcome: Comparable {
  static func < (left: Self, right: Self) -> Bool {
    (left.line, left.fate) < (right.line, right.fate)
  }
}
