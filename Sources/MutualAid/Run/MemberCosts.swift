/// What the members of one replication paid, from joining to leaving and year by year.
///
/// Members of one segment who joined in the same period and have paid equally often have paid the same.
/// Whoever is asked at a settlement was asked at every one since joining, so of each generation those
/// who are asked once more are fewer and fewer, and those who are missing have paid what the generation
/// had paid before. Who leaves is drawn from the generations that are present, as `Headcount` does it;
/// nobody is followed.
struct MemberCosts: Sendable {
  /// So many members who paid the same, in fen.
  typealias Entry = (value: Int, weight: Int)

  /// The years in which members may join or pay.
  let years: ClosedRange<Int>
  /// By segment and year of joining: what members paid from joining to leaving or the horizon.
  private(set) var memberships: [[[Entry]]]
  /// By segment and year: what those paid in a year who were asked at all its settlements.
  private(set) var fullYears: [[[Entry]]]

  /// The last generation that was ever asked to pay.
  private var lastAsked = 0
  /// Members by segment and generation who have paid at every settlement so far.
  private var paying: [[Int]]
  /// The year of joining of each generation.
  private let yearOfGeneration: [Int]
  /// The last generation that was there at the first settlement of the year that asked members.
  private var lastOfFullYear: Int?
  /// Those asked at the year's last settlement so far whose debit did not fail.
  private var full: [[Int]] = []
  /// Those asked at it whose debit failed, with what they had paid in the year.
  private var failed: [[Entry]] = []
  /// Those whose debit failed at the last settlement that asked members.
  ///
  /// They leave, but as they were counted at it they pay a last apportionment.
  private var leaving: [Leaving] = []

  private struct Leaving {
    let segment: Int
    let generation: Int
    let members: Int
    /// What each had paid since joining.
    let paid: Int
    /// What the others of the generation had paid after the settlement.
    let paidByOthers: Int
  }

  init(of timetable: Timetable) {
    let scenario = timetable.scenario
    years = scenario.launch.year...scenario.horizon.year
    let none = [[Entry]](repeating: [], count: years.count)
    memberships = [[[Entry]]](repeating: none, count: scenario.segments.count)
    fullYears = memberships
    paying = [[Int]](
      repeating: [Int](repeating: 0, count: timetable.generationCount),
      count: scenario.segments.count)
    // Generation 0 is of those who joined before the year; over the whole run nobody is in it.
    yearOfGeneration = [scenario.launch.year] + timetable.periods.map(\.first.year)
  }

  /// Lets members join.
  mutating func join(_ members: Int, segment: Int, generation: Int) {
    paying[segment][generation] += members
  }

  /// Notes a settlement that asks members.
  ///
  /// - Parameters:
  ///   - payers: Who is asked, with those whose debit fails, and what they had paid in the year.
  ///   - payments: What each pays, by segment and generation.
  ///   - paid: What each had paid since joining.
  ///   - generation: Those who join in the period.
  mutating func charge(
    _ payers: Payers, _ payments: ByGeneration, paid: ByGeneration, generation: Int
  ) {
    lastAsked = generation
    if lastOfFullYear == nil { lastOfFullYear = generation }
    full = paying
    failed = paying.map { _ in [] }
    for gone in leaving {
      note(gone.members, of: gone.generation, gone.segment, paid: gone.paid)
    }
    leaving = []
    for segment in paying.indices {
      for generation in paying[segment].indices where paying[segment][generation] > 0 {
        let isAsked = payments[segment, generation] > 0 && !payers.failing.isEmpty
        let failing = isAsked ? payers.failing[segment, generation] : 0
        let now = payers.counts[segment, generation] - failing
        let gone = paying[segment][generation] - now - failing
        assert(gone >= 0, "whoever is asked was asked at every settlement since joining")
        let before = paid[segment, generation]
        note(gone, of: generation, segment, paid: before)
        paying[segment][generation] = now
        full[segment][generation] = now
        guard failing > 0 else { continue }
        leaving.append(
          Leaving(
            segment: segment, generation: generation, members: failing, paid: before,
            paidByOthers: before + payments[segment, generation]))
        if generation <= lastOfFullYear ?? 0 {
          failed[segment].append((payers.paidThisYear[segment, generation], failing))
        }
      }
    }
  }

  /// Ends a calendar year.
  ///
  /// - Parameters:
  ///   - year: The year.
  ///   - paid: What each has paid in it, by segment and generation.
  mutating func endYear(_ year: Int, paid: ByGeneration) {
    defer { lastOfFullYear = nil }
    guard let last = lastOfFullYear else { return }
    let place = year - years.lowerBound
    for segment in full.indices {
      for generation in 0...last where full[segment][generation] > 0 {
        fullYears[segment][place].append((paid[segment, generation], full[segment][generation]))
      }
      fullYears[segment][place] += failed[segment]
    }
  }

  /// Ends the run: who is left has paid what the generation has.
  ///
  /// A last apportionment is part of that, but not for those who joined after the last settlement that
  /// asked members.
  mutating func finish(paid: ByGeneration) {
    for gone in leaving {
      let last = paid[gone.segment, gone.generation] - gone.paidByOthers
      note(gone.members, of: gone.generation, gone.segment, paid: gone.paid + last)
    }
    leaving = []
    for segment in paying.indices {
      for generation in paying[segment].indices {
        note(
          paying[segment][generation], of: generation, segment,
          paid: generation <= lastAsked ? paid[segment, generation] : 0)
        paying[segment][generation] = 0
      }
    }
  }

  private mutating func note(_ members: Int, of generation: Int, _ segment: Int, paid: Int) {
    guard members > 0 else { return }
    memberships[segment][yearOfGeneration[generation] - years.lowerBound].append((paid, members))
  }
}
