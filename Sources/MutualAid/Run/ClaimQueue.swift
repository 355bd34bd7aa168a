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
  /// Cases that no settlement has seen.
  private var applied: AppliedCases
  /// Cases that are seen, by the day on which they are ready; the last day stands for never.
  private var ready: CasesByDay
  /// No case is left that was ready on an earlier day.
  private var oldest = 0
  private let lines: Int
  private let generations: Int

  /// An empty queue for cases of so many settlements, and of so many days from launch on.
  init(settlements: Int, days: Int, lines: Int, generations: Int) {
    applied = AppliedCases(settlements: settlements)
    ready = CasesByDay(days: days + 1, lines: lines, generations: generations)
    self.lines = lines
    self.generations = generations
  }

  /// Adds cases that are applied for; a negative number takes them out again.
  mutating func add(_ count: Int, line: Int, fate: ClaimCourse.Fate, generation: Int) {
    applied.add(
      .init(line: line, day: fate.ended, generation: generation, count: count),
      seenBy: fate.reported)
  }

  /// Adds a case that is applied for and will be refused.
  mutating func add(_ claim: RefusedClaim, fate: ClaimCourse.Fate) {
    applied.add(.init(claim: claim, day: fate.ended), seenBy: fate.reported)
  }

  /// Takes it out again.
  mutating func remove(_ claim: RefusedClaim, fate: ClaimCourse.Fate) {
    applied.remove(.init(claim: claim, day: fate.ended), seenBy: fate.reported)
  }

  /// The cases that will be refused.
  var refusals: [RefusedClaim] { applied.refusals + ready.refusals }

  /// A calendar year begins: every claimant has joined before it.
  mutating func beginYear() {
    applied.beginYear()
    ready.beginYear()
  }

  /// Draws when the cases are ready that a settlement is the first to see.
  ///
  /// How long a case takes does not go by its generation, so these may take their turns.
  ///
  /// - Parameters:
  ///   - settlement: The settlement.
  ///   - days: The days of the applications, one after the other, with the law of how long a case takes.
  ///   - awaited: How many cases there are of a line and day of which the queue was not told.
  ///   - streams: Those that tell how long each case of a line takes.
  /// - Complexity: O(*l* · *d* + *n*) for *l* lines, *d* days and *n* cases; where all take as long, *n* is
  ///   how often the queue was told of any.
  mutating func prepare(
    seenBy settlement: Int, of days: [(day: Int, delay: DelayCalendar.Law)],
    awaited: (_ line: Int, _ day: Int) -> Int, streams: (_ line: Int) -> Stream
  ) {
    guard let first = days.first?.day else { return }
    let seen = applied.take(seenBy: settlement)
    var counts = [Int](repeating: 0, count: lines * days.count * generations)
    for cases in seen.approved {
      let row = cases.line * days.count + cases.day - first
      counts[row * generations + cases.generation] += cases.count
    }
    var refused = seen.refused[...]
    for line in 0..<lines {
      var draws = streams(line)
      for (number, (day, delay)) in days.enumerated() {
        let start = (line * days.count + number) * generations
        counts[start] += awaited(line, day)
        for generation in 0..<generations where counts[start + generation] > 0 {
          prepare(
            counts[start + generation], line: line, generation: generation, appliedOn: day, delay,
            using: &draws)
        }
        while let next = refused.first, next.claim.line == line, next.day == day {
          add(next.claim, ready: day + (delay.only ?? delay.sample(using: &draws)))
          refused.removeFirst()
        }
      }
    }
  }

  private mutating func prepare(
    _ count: Int, line: Int, generation: Int, appliedOn day: Int, _ delay: DelayCalendar.Law,
    using draws: inout Stream
  ) {
    if let only = delay.only {
      return add(count, line: line, ready: day + only, generation: generation)
    }
    for _ in 0..<count {
      add(1, line: line, ready: day + delay.sample(using: &draws), generation: generation)
    }
  }

  /// Adds cases that are ready on a day, which may be beyond the last.
  mutating func add(_ count: Int, line: Int, ready day: Int, generation: Int) {
    ready.add(count, line: line, day: min(day, ready.days - 1), generation: generation)
  }

  /// Adds a case that is ready on a day and will be refused, likewise.
  mutating func add(_ claim: RefusedClaim, ready day: Int) {
    ready.add(claim, day: min(day, ready.days - 1))
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
