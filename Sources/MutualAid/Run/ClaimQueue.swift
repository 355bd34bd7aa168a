import Probability

/// The cases of one replication that settlements with a capacity have to decide, by the day on which
/// each is ready.
///
/// A settlement decides the cases that were ready by its publication day, first in first out; of
/// those of the last day that it gets to, each is equally likely. Refusals use capacity as approvals
/// do.
struct ClaimQueue {
  /// Claims that will be approved, at `(day · lines + line) · generations + generation`.
  private var approved: [Int]
  /// Claims that will be refused, by day.
  private var refused: [[RefusedClaim]]
  /// The number of cases by day.
  private var cases: [Int]
  /// No case is left of an earlier day.
  private var oldest = 0
  private let lines: Int
  private let generations: Int

  /// An empty queue for cases that are ready so many days from launch on.
  init(days: Int, lines: Int, generations: Int) {
    approved = [Int](repeating: 0, count: days * lines * generations)
    refused = [[RefusedClaim]](repeating: [], count: days)
    cases = [Int](repeating: 0, count: days)
    self.lines = lines
    self.generations = generations
  }

  mutating func add(_ count: Int, line: Int, ready day: Int, generation: Int) {
    approved[(day * lines + line) * generations + generation] += count
    cases[day] += count
  }

  mutating func add(_ claim: RefusedClaim, ready day: Int) {
    refused[day].append(claim)
    cases[day] += 1
  }

  mutating func remove(_ claim: RefusedClaim, ready day: Int) {
    guard let place = refused[day].firstIndex(of: claim) else { return }
    refused[day].remove(at: place)
    cases[day] -= 1
  }

  /// The cases that will be refused.
  var refusals: [RefusedClaim] { refused.flatMap(\.self) }

  /// A calendar year begins: every claimant has joined before it.
  mutating func beginYear() {
    guard generations > 1 else { return }
    for start in stride(from: 0, to: approved.count, by: generations) {
      let sum = approved[start..<start + generations].reduce(0, +)
      for place in start..<start + generations { approved[place] = place == start ? sum : 0 }
    }
    for day in refused.indices {
      for place in refused[day].indices { refused[day][place].generation = 0 }
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
    while oldest <= last, left > 0 || cases[oldest] == 0 {
      if cases[oldest] <= left {
        left -= cases[oldest]
        takeAll(into: &decided)
        oldest += 1
      } else {
        takeSome(left, into: &decided, using: &draws, picks: &picks)
        left = 0
      }
    }
    return decided
  }

  /// Takes all cases of the oldest day.
  private mutating func takeAll(into decided: inout DecidedClaims) {
    guard cases[oldest] > 0 else { return }
    let start = oldest * lines * generations
    for place in decided.approved.indices {
      decided.approved[place] += approved[start + place]
      approved[start + place] = 0
    }
    decided.refused += refused[oldest]
    refused[oldest] = []
    cases[oldest] = 0
  }

  /// Takes some cases of the oldest day, each equally likely.
  private mutating func takeSome(
    _ count: Int, into decided: inout DecidedClaims, using draws: inout Stream,
    picks: inout Stream
  ) {
    let rows = (0..<lines).map { line in
      let start = (oldest * lines + line) * generations
      return start..<start + generations
    }
    // Lines first and generations after, so that telling these apart changes no other draw.
    var taken = [Int](repeating: 0, count: lines + 1)
    MultivariateHypergeometric.sample(
      counts: rows.map { approved[$0].reduce(0, +) } + [refused[oldest].count], drawn: count,
      into: &taken, using: &draws)
    for (line, row) in rows.enumerated() where taken[line] > 0 {
      var parts = [taken[line]]
      if generations > 1 {
        parts = [Int](repeating: 0, count: generations)
        MultivariateHypergeometric.sample(
          counts: Array(approved[row]), drawn: taken[line], into: &parts, using: &picks)
      }
      for (generation, part) in parts.enumerated() {
        approved[row.lowerBound + generation] -= part
        decided.approved[line * generations + generation] += part
      }
    }
    for place in 0..<taken[lines] {
      refused[oldest].swapAt(place, place + draws.below(refused[oldest].count - place))
    }
    decided.refused += refused[oldest].prefix(taken[lines])
    refused[oldest].removeFirst(taken[lines])
    cases[oldest] -= count
  }
}
