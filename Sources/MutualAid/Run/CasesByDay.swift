import Probability

/// Cases of one replication by day: those that will be approved by line and generation, those that will be
/// refused one by one.
struct CasesByDay {
  /// How many days there are.
  let days: Int
  /// Claims that will be approved, at `(day · lines + line) · generations + generation`; empty until there are any.
  private var approved: [Int] = []
  /// Claims that will be refused, by day; empty until there are any.
  private var refused: [[RefusedClaim]] = []
  /// The number of cases by day.
  private(set) var cases: [Int]
  private let lines: Int
  private let generations: Int

  /// None.
  init(days: Int, lines: Int, generations: Int) {
    self.days = days
    cases = [Int](repeating: 0, count: days)
    self.lines = lines
    self.generations = generations
  }

  // MARK: - Coming

  mutating func add(_ count: Int, line: Int, day: Int, generation: Int) {
    if approved.isEmpty { approved = [Int](repeating: 0, count: days * lines * generations) }
    approved[(day * lines + line) * generations + generation] += count
    cases[day] += count
  }

  mutating func add(_ claim: RefusedClaim, day: Int) {
    if refused.isEmpty { refused = [[RefusedClaim]](repeating: [], count: days) }
    refused[day].append(claim)
    cases[day] += 1
  }

  /// A calendar year begins: every claimant has joined before it.
  mutating func beginYear() {
    for start in stride(from: 0, to: approved.count, by: generations) {
      let sum = approved[start..<start + generations].reduce(0, +)
      for place in start..<start + generations { approved[place] = place == start ? sum : 0 }
    }
    for day in refused.indices {
      for place in refused[day].indices { refused[day][place].generation = 0 }
    }
  }

  // MARK: - Going

  /// Takes all cases of a day.
  mutating func takeAll(of day: Int, into decided: inout DecidedClaims) {
    guard cases[day] > 0 else { return }
    let start = day * lines * generations
    if !approved.isEmpty {
      for place in decided.approved.indices {
        decided.approved[place] += approved[start + place]
        approved[start + place] = 0
      }
    }
    if !refused.isEmpty {
      decided.refused += refused[day]
      refused[day] = []
    }
    cases[day] = 0
  }

  /// Takes some cases of a day, each equally likely.
  ///
  /// - Parameters:
  ///   - count: How many.
  ///   - day: The day, which has so many.
  ///   - decided: Where they go.
  ///   - draws: Tells which they are.
  ///   - picks: Tells their generations.
  mutating func take(
    _ count: Int, of day: Int, into decided: inout DecidedClaims, using draws: inout Stream,
    picks: inout Stream
  ) {
    let rows = (0..<lines).map { line in row(line, of: day) }
    let refusals = refused.isEmpty ? [] : refused[day]
    // Lines first and generations after, so that telling these apart changes no other draw.
    var taken = [Int](repeating: 0, count: lines + 1)
    MultivariateHypergeometric.sample(
      counts: rows.map { approved[$0].reduce(0, +) } + [refusals.count], drawn: count,
      into: &taken, using: &draws)
    for (line, row) in rows.enumerated() where taken[line] > 0 {
      takeGenerations(taken[line], line: line, of: row, into: &decided, using: &picks)
    }
    cases[day] -= count
    guard taken[lines] > 0 else { return }
    for place in 0..<taken[lines] {
      refused[day].swapAt(place, place + draws.below(refusals.count - place))
    }
    decided.refused += refused[day].prefix(taken[lines])
    refused[day].removeFirst(taken[lines])
  }

  /// Takes some of a line's cases, and tells their generations.
  private mutating func takeGenerations(
    _ count: Int, line: Int, of row: Range<Int>, into decided: inout DecidedClaims,
    using picks: inout Stream
  ) {
    var parts = [count]
    if generations > 1 {
      parts = [Int](repeating: 0, count: generations)
      MultivariateHypergeometric.sample(
        counts: Array(approved[row]), drawn: count, into: &parts, using: &picks)
    }
    for (generation, part) in parts.enumerated() {
      approved[row.lowerBound + generation] -= part
      decided.approved[line * generations + generation] += part
    }
  }

  /// The places of a line's cases of a day, by generation; none where no case has come yet.
  private func row(_ line: Int, of day: Int) -> Range<Int> {
    guard !approved.isEmpty else { return 0..<0 }
    let start = (day * lines + line) * generations
    return start..<start + generations
  }

  /// The cases that will be refused.
  var refusals: [RefusedClaim] { refused.flatMap(\.self) }
}
