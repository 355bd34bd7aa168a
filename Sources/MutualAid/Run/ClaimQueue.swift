import Probability

/// The cases of one replication that settlements with a capacity have to decide.
///
/// Cases wait twice: from the application to the settlement that is the first to see them, when it is drawn
/// how long each takes; and from the day on which they are ready until they are decided.
///
/// A settlement decides the cases that were ready by its publication day, first in first out; of
/// those of the last day that it gets to, each is equally likely. Refusals use capacity as approvals
/// do.
struct ClaimQueue {
  /// Cases that no settlement has seen, by the day of the application.
  private var applied: CasesByDay
  /// Cases that are seen, by the day on which they are ready; the last day stands for never.
  private var ready: CasesByDay
  /// No case is left that was ready on an earlier day.
  private var oldest = 0
  private let lines: Int
  private let generations: Int

  /// An empty queue for cases of so many days from launch on.
  init(days: Int, lines: Int, generations: Int) {
    applied = CasesByDay(days: days, lines: lines, generations: generations)
    ready = CasesByDay(days: days + 1, lines: lines, generations: generations)
    self.lines = lines
    self.generations = generations
  }

  /// Adds cases that are applied for on a day; a negative number takes them out again.
  mutating func add(_ count: Int, line: Int, applied day: Int, generation: Int) {
    applied.add(count, line: line, day: day, generation: generation)
  }

  /// Adds a case that is applied for on a day and will be refused.
  mutating func add(_ claim: RefusedClaim, applied day: Int) { applied.add(claim, day: day) }

  /// Takes it out again.
  mutating func remove(_ claim: RefusedClaim, applied day: Int) {
    applied.remove(claim, day: day)
  }

  /// Adds cases that are ready on a day, which may be beyond the last.
  mutating func add(_ count: Int, line: Int, ready day: Int, generation: Int) {
    ready.add(count, line: line, day: min(day, ready.days - 1), generation: generation)
  }

  /// Adds a case that is ready on a day and will be refused, likewise.
  mutating func add(_ claim: RefusedClaim, ready day: Int) {
    ready.add(claim, day: min(day, ready.days - 1))
  }

  /// The cases that will be refused.
  var refusals: [RefusedClaim] { applied.refusals + ready.refusals }

  /// A calendar year begins: every claimant has joined before it.
  mutating func beginYear() {
    applied.beginYear()
    ready.beginYear()
  }

  /// Draws when a line's cases are ready that were applied for on a day and that a settlement sees.
  ///
  /// How long a case takes does not go by its generation, so these may take their turns.
  ///
  /// - Parameters:
  ///   - line: The line.
  ///   - day: The day.
  ///   - awaited: How many there are of which the queue was not told.
  ///   - delay: The law of how long a case takes.
  ///   - draws: Tells how long each takes.
  /// - Complexity: O(*n*) for *n* cases; O(1) where all take as long.
  mutating func prepare(
    line: Int, appliedOn day: Int, awaited: Int, _ delay: DelayCalendar.Law,
    using draws: inout Stream
  ) {
    prepare(awaited, line: line, generation: 0, appliedOn: day, delay, using: &draws)
    guard applied.cases[day] > 0 else { return }
    for (generation, count) in applied.take(line, of: day).enumerated() {
      prepare(count, line: line, generation: generation, appliedOn: day, delay, using: &draws)
    }
    for claim in applied.takeRefused(line, of: day) {
      add(claim, ready: day + (delay.only ?? delay.sample(using: &draws)))
    }
  }

  private mutating func prepare(
    _ count: Int, line: Int, generation: Int, appliedOn day: Int, _ delay: DelayCalendar.Law,
    using draws: inout Stream
  ) {
    guard count > 0 else { return }
    if let only = delay.only {
      return add(count, line: line, ready: day + only, generation: generation)
    }
    for _ in 0..<count {
      add(1, line: line, ready: day + delay.sample(using: &draws), generation: generation)
    }
  }

  /// Takes out what a settlement decides.
  ///
  /// - Parameters:
  ///   - last: The last day on which a case may have become ready.
  ///   - capacity: The most cases that can be decided, or `nil` for all.
  ///   - draws: Tells which cases of the same day come first.
  ///   - picks: Tells their generations.
  /// - Returns: The cases.
  /// - Complexity: O(*d* · *l*) for *d* days that are looked at and *l* lines.
  mutating func take(
    readyBy last: Int, atMost capacity: Int?, using draws: inout Stream, picks: inout Stream
  ) -> DecidedClaims {
    var decided = DecidedClaims(approved: [Int](repeating: 0, count: lines * generations))
    var left = capacity ?? .max
    while oldest <= last, left > 0 || ready.cases[oldest] == 0 {
      if ready.cases[oldest] <= left {
        left -= ready.cases[oldest]
        ready.takeAll(of: oldest, into: &decided)
        oldest += 1
      } else {
        ready.take(left, of: oldest, into: &decided, using: &draws, picks: &picks)
        left = 0
      }
    }
    return decided
  }
}
