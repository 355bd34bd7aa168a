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
///
/// What becomes of a claim goes by its day alone. So claims of one line and of pools whose days follow
/// the same law form a `ClaimGroup`, and their fates are drawn together.
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
    /// The period's group that its claims are split with, or `nil` if they are split by themselves.
    var group: Int? = nil
  }

  let branches: [Branch]
  /// The sum of the branches' chances, which need not be 1.
  let chance: Double
  /// What a claim can become, branch and fate at once, where no group takes any.
  private let outcomes: [(place: Int, fate: ClaimCourse.Fate)]
  private let ofOutcome: Alias?
  private let lines: MultinomialSplitter

  /// A pool by what its claims can be.
  ///
  /// The chances of the branches need not sum to 1.
  init(streamNumber: Int, branches: [Branch]) {
    self.streamNumber = streamNumber
    self.branches = branches
    let sum = branches.reduce(0) { $0 + $1.chance }
    guard let lines = try? MultinomialSplitter(probabilities: branches.map { $0.chance / sum })
    else { preconditionFailure("a pool of claims has at least one outcome") }
    chance = sum
    self.lines = lines
    guard branches.allSatisfy({ $0.group == nil }) else {
      outcomes = []
      ofOutcome = nil
      return
    }
    outcomes = branches.enumerated().flatMap { place, branch in
      branch.fates.fates.map { (place, $0) }
    }
    ofOutcome = try? Alias(
      weights: branches.flatMap { branch in branch.fates.chances.map { branch.chance * $0 } })
  }

  /// Whether some of its claims may be refused.
  func mayBeRefused(_ allLines: [ClaimLine]) -> Bool {
    branches.contains { allLines[$0.line].worth == .refused }
  }

  /// Whether claims are split over the branches for all replications at once: where groups take some of them,
  /// and there are no more branches than a stream has parts.
  var isSplitAtOnce: Bool { ofOutcome == nil && branches.count <= LaneStreams.parts }

  /// The most claims that are drawn one by one.
  private static let few = 64

  /// Splits claims over branches and fates, whatever groups there are; the counts are multinomial.
  ///
  /// A fate may come more than once.
  @inline(__always)
  func split(
    _ count: Int, using draws: inout Stream,
    each body: (_ place: Int, _ fate: ClaimCourse.Fate, _ count: Int) -> Void
  ) {
    if let ofOutcome, count <= Self.few {
      return ofOutcome.sample(count, using: &draws) {
        body(outcomes[$0].place, outcomes[$0].fate, 1)
      }
    }
    withUnsafeTemporaryAllocation(of: Int.self, capacity: branches.count) { parts in
      var left = count
      for place in parts.indices {
        parts[place] = Binomial.sample(
          trials: left, probability: lines.conditional[place], using: &draws)
        left -= parts[place]
      }
      for place in parts.indices where parts[place] > 0 {
        branches[place].fates.split(parts[place], using: &draws) { body(place, $0, $1) }
      }
    }
  }

  /// Splits claims over the branches, lane by lane.
  ///
  /// - Parameters:
  ///   - left: The claims; none is left.
  ///   - streams: The streams of the pool.
  ///   - parts: How many each branch gets, at `branch · lanes + lane`.
  func split(
    _ left: UnsafeMutableBufferPointer<Int>, using streams: LaneStreams,
    into parts: UnsafeMutableBufferPointer<Int>
  ) {
    let lanes = left.count
    for place in branches.indices {
      let row = UnsafeMutableBufferPointer(rebasing: parts[place * lanes..<(place + 1) * lanes])
      _ = Binomial.sample(
        trials: left, probability: lines.conditional[place], using: streams.part(place), into: row)
      for lane in 0..<lanes { left[lane] &-= row[lane] }
    }
  }

  /// Tells what one lane's claims of each branch become, where no group tells.
  ///
  /// - Parameters:
  ///   - parts: The claims of each branch, at `branch · lanes + lane`.
  ///   - lane: The lane.
  ///   - streams: Streams of their own.
  ///   - body: Told each branch, the fate unless the group tells it, and how many.
  func fates(
    of parts: UnsafeMutableBufferPointer<Int>, lane: Int, using streams: LaneStreams,
    each body: (_ place: Int, _ fate: ClaimCourse.Fate?, _ count: Int) -> Void
  ) {
    var draws = streams[lane]
    for place in branches.indices {
      let count = parts[place * streams.count + lane]
      guard count > 0 else { continue }
      guard branches[place].group == nil else {
        body(place, nil, count)
        continue
      }
      branches[place].fates.split(count, using: &draws) { body(place, $0, $1) }
    }
  }
}
