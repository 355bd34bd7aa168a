import Probability

/// The claims of one replication between diagnosis and payment, by the settlement that sees them.
struct OpenClaims {
  /// Claims reported by each settlement and not by the one before.
  private(set) var reported: [Int]
  /// Claims approved at each settlement, at `(line · (periods + 1) + period) · generations + generation`.
  private var approved: [Int]
  /// Claims refused at each settlement.
  private var refused: [[RefusedClaim]]
  /// Claims lost at each settlement, as those approved.
  private var lost: [Int]
  /// Claims whose settlement depends on how many others there are; `nil` without a capacity.
  private var queue: ClaimQueue?
  /// Members with a claim diagnosed and neither paid nor refused, nor lost after the end of cover, at
  /// `segment · generations + generation`.
  private var claimants: [Int]
  /// Members with an open claim.
  private(set) var total = 0
  /// Those of them who lost their claim while cover lasted: they have not been paid, and stay members
  /// to the end of cover.
  private var losers: [Int]
  /// Claims that may get another filing limit, by the settlement that sees them reported; kept only
  /// where a trigger may bring one.
  private var unreported: [[FiledClaim]]
  private let keepsDays: Bool
  /// Claims diagnosed so far.
  private(set) var diagnosed = 0
  /// The same, line by line.
  private(set) var byLine: [Int]
  private let lines: [ClaimLine]
  private let generations: Int

  init(of timetable: Timetable, generations: Int) {
    let (periods, lines) = (timetable.periods.count, timetable.lines)
    // The last entry is for never.
    reported = [Int](repeating: 0, count: periods + 1)
    approved = [Int](repeating: 0, count: (periods + 1) * lines.count * generations)
    refused = [[RefusedClaim]](repeating: [], count: periods + 1)
    lost = approved
    queue =
      timetable.course.queues
      ? ClaimQueue(
        settlements: periods, days: timetable.fates.count, lines: lines.count,
        generations: generations) : nil
    claimants = [Int](
      repeating: 0, count: timetable.scenario.segments.count * generations)
    losers = claimants
    keepsDays = timetable.course.mayRefile
    unreported = [[FiledClaim]](repeating: [], count: keepsDays ? periods + 1 : 0)
    byLine = [Int](repeating: 0, count: lines.count)
    self.lines = lines
    self.generations = generations
  }

  /// Notes claims with a known course that are not going to be refused.
  ///
  /// Where a trigger may put a limit on their filing, their days are told.
  mutating func add(
    _ count: Int, line: Int, fate: ClaimCourse.Fate, generation: Int, days: ClaimCourse.Days? = nil
  ) {
    note(count, line: line, fate: fate, generation: generation)
    if keepsDays, let days {
      let claim = FiledClaim(days: days, line: line, generation: generation)
      unreported[fate.reported] += repeatElement(claim, count: count)
    }
    put(count, line: line, fate: fate, generation: generation)
  }

  /// Notes claims of a line that the pool awaits; see `AwaitedClaims`.
  mutating func note(_ count: Int, line: Int, generation: Int = 0) {
    diagnosed += count
    byLine[line] += count
    claimants[lines[line].segment * generations + generation] += count
    total += count
  }

  /// Takes the awaited claims of a lane that a settlement sees.
  mutating func receive(_ awaited: AwaitedClaims, lane: Int, at settlement: Int) {
    reported[settlement] += awaited.reported(by: settlement, lane: lane)
    for line in lines.indices {
      let ended = awaited.ended(by: settlement, line: line, lane: lane)
      approved[place(settlement, line, 0)] += ended.approved
      lost[place(settlement, line, 0)] += ended.lost
    }
  }

  /// Notes a claim with a known course that is going to be refused, if it is not lost before.
  mutating func add(_ claim: RefusedClaim, fate: ClaimCourse.Fate, days: ClaimCourse.Days? = nil) {
    note(1, line: claim.line, fate: fate, generation: claim.generation)
    if keepsDays, let days {
      unreported[fate.reported].append(
        FiledClaim(days: days, line: claim.line, generation: claim.generation, refused: claim))
    }
    put(claim, fate: fate)
  }

  private mutating func note(_ count: Int, line: Int, fate: ClaimCourse.Fate, generation: Int) {
    note(count, line: line, generation: generation)
    reported[fate.reported] += count
  }

  /// Puts claims where their fate finds them; a negative number takes them out again.
  private mutating func put(_ count: Int, line: Int, fate: ClaimCourse.Fate, generation: Int) {
    switch fate.kind {
    case .decided: approved[place(fate.ended, line, generation)] += count
    case .lost: lost[place(fate.ended, line, generation)] += count
    case .applied: queue?.add(count, line: line, fate: fate, generation: generation)
    case .diagnosed: preconditionFailure("a claim's course is drawn before it is noted")
    }
  }

  private mutating func put(_ claim: RefusedClaim, fate: ClaimCourse.Fate) {
    switch fate.kind {
    case .lost: put(1, line: claim.line, fate: fate, generation: claim.generation)
    case .applied: queue?.add(claim, fate: fate)
    case .decided, .diagnosed: refused[fate.ended].append(claim)
    }
  }

  /// Takes out the claims that settlements after one would see reported.
  mutating func takeUnreported(after period: Int) -> [FiledClaim] {
    guard keepsDays else { return [] }
    let claims = unreported[(period + 1)...].flatMap(\.self)
    unreported = unreported.map { _ in [] }
    return claims
  }

  /// Gives a claim another course than it was noted with.
  mutating func move(
    _ claim: FiledClaim, from old: ClaimCourse.Fate, to new: ClaimCourse.Fate
  ) {
    reported[old.reported] -= 1
    reported[new.reported] += 1
    guard let refusal = claim.refused else {
      put(-1, line: claim.line, fate: old, generation: claim.generation)
      return put(1, line: claim.line, fate: new, generation: claim.generation)
    }
    switch old.kind {
    case .lost: put(-1, line: claim.line, fate: old, generation: claim.generation)
    case .applied: queue?.remove(refusal, fate: old)
    case .decided, .diagnosed:
      if let place = refused[old.ended].firstIndex(of: refusal) {
        refused[old.ended].remove(at: place)
      }
    }
    put(refusal, fate: new)
  }

  private func place(_ period: Int, _ line: Int, _ generation: Int) -> Int {
    (line * reported.count + period) * generations + generation
  }

  /// Whether a capacity limits what some settlement decides.
  var queues: Bool { queue != nil }

  /// Draws when the cases are ready that a settlement is the first to see; see `ClaimQueue`.
  mutating func prepareCases(
    seenBy settlement: Int, of days: [(day: Int, delay: DelayCalendar.Law)],
    awaited: (_ line: Int, _ day: Int) -> Int, streams: (_ line: Int) -> Stream
  ) {
    queue?.prepare(seenBy: settlement, of: days, awaited: awaited, streams: streams)
  }

  /// Takes out the claims that a settlement decides where no capacity limits any.
  ///
  /// Refused claims are settled by it; approved ones stay open until they are paid.
  ///
  /// - Parameters:
  ///   - period: The settlement.
  ///   - approvals: The approved claims, at `line · generations + generation`.
  /// - Returns: The refused claims.
  mutating func decide(at period: Int, approvals: inout [Int]) -> [RefusedClaim] {
    if keepsDays { unreported[period] = [] }
    for line in lines.indices {
      let start = place(period, line, 0)
      for generation in 0..<generations {
        approvals[line * generations + generation] = approved[start + generation]
      }
    }
    for claim in refused[period] { end(1, line: claim.line, generation: claim.generation) }
    return refused[period]
  }

  /// Takes out the claims that a settlement decides where a capacity may limit them; see the other
  /// `decide`.
  ///
  /// - Parameters:
  ///   - period: The settlement.
  ///   - last: Its publication day, in days from launch.
  ///   - capacity: The most cases that it can decide, or `nil` for all.
  ///   - draws: Tells which cases come first of those that were ready on the same day.
  ///   - picks: Tells their generations.
  /// - Returns: The claims.
  mutating func decide(
    at period: Int, readyBy last: Int, atMost capacity: Int?, using draws: inout Stream,
    picks: inout Stream
  ) -> DecidedClaims {
    if keepsDays { unreported[period] = [] }
    guard
      let decided = queue?.take(readyBy: last, atMost: capacity, using: &draws, picks: &picks)
    else { preconditionFailure("claims that do not wait for their turn are decided at once") }
    for claim in decided.refused { end(1, line: claim.line, generation: claim.generation) }
    return decided
  }

  /// Takes out the claims that a settlement counts as lost.
  ///
  /// - Parameters:
  ///   - period: The settlement.
  ///   - isCovered: Whether cover lasts, so that those who had them stay members.
  /// - Returns: Their number.
  mutating func lose(at period: Int, isCovered: Bool) -> Int {
    var total = 0
    for line in lines.indices {
      for generation in 0..<generations {
        let count = lost[place(period, line, generation)]
        lose(count, line: line, generation: generation, isCovered: isCovered)
        total += count
      }
    }
    return total
  }

  /// Takes out claims that will never be paid.
  mutating func lose(_ count: Int, line: Int, generation: Int, isCovered: Bool) {
    if isCovered {
      losers[lines[line].segment * generations + generation] += count
    } else {
      end(count, line: line, generation: generation)
    }
  }

  /// Cover has ended: who lost a claim is a member no longer.
  mutating func endCover() {
    for place in losers.indices {
      claimants[place] -= losers[place]
      total -= losers[place]
      losers[place] = 0
    }
  }

  /// Takes out claims that are settled for good.
  mutating func end(_ count: Int, line: Int, generation: Int) {
    claimants[lines[line].segment * generations + generation] -= count
    total -= count
  }

  /// A calendar year begins: every claimant has joined before it.
  mutating func beginYear() {
    guard generations > 1 else { return }
    func join(_ row: inout ArraySlice<Int>) {
      let sum = row.reduce(0, +)
      for place in row.indices { row[place] = 0 }
      row[row.startIndex] = sum
    }
    for start in stride(from: 0, to: approved.count, by: generations) {
      join(&approved[start..<start + generations])
      join(&lost[start..<start + generations])
    }
    for start in stride(from: 0, to: claimants.count, by: generations) {
      join(&claimants[start..<start + generations])
      join(&losers[start..<start + generations])
    }
    for period in refused.indices {
      for place in refused[period].indices { refused[period][place].generation = 0 }
    }
    for period in unreported.indices {
      for place in unreported[period].indices {
        unreported[period][place].generation = 0
        unreported[period][place].refused?.generation = 0
      }
    }
    queue?.beginYear()
  }

  /// The claims that settlements after one are going to refuse.
  func refusals(after period: Int) -> [RefusedClaim] {
    refused[(period + 1)...].flatMap(\.self) + (queue?.refusals ?? [])
  }

  /// Members of a segment and generation with an open claim.
  func claimants(segment: Int, generation: Int) -> Int {
    claimants[segment * generations + generation]
  }

  /// Members of a segment with an open claim.
  func claimants(segment: Int) -> Int {
    claimants[segment * generations..<(segment + 1) * generations].reduce(0, +)
  }
}
