import CKernels

/// How those who join in a period are split over the cohorts, without randomness.
struct JoiningPlan: Sendable {
  /// A part of the mix: joiners of one segment, sex and age last birthday.
  private struct Part {
    /// The cohort of those whose birthday of the year has passed.
    let passed: Int
    /// The cohort of the rest, born a year before.
    let coming: Int
  }

  /// In the order of the mix, and of the classes of risk within a part.
  private let parts: [Part]
  /// The part of all joiners that each is.
  private let shares: [Double]
  /// The part of an age's joiners whose birthday of the year has passed, t/365 on day t.
  private let passedPart: Double
  /// Those whom an enrolment lets join, by cohort, or `nil` where a mix splits the joiners.
  private let enrolled: [(cohort: Int, members: Int)]?

  /// The plan of those whom an enrolment names.
  init(of joiners: [EnrolledJoins.Joiners], cohorts: CohortList) {
    parts = []
    shares = []
    passedPart = 0
    enrolled = joiners.compactMap { joiners in
      cohorts.place(of: joiners.cohort).map { ($0, joiners.members) }
    }
  }

  /// - Parameters:
  ///   - mix: The mix of those who join.
  ///   - riskClasses: The classes of risk that each part of the mix falls into.
  ///   - day: The day of joining.
  ///   - cohorts: The cohorts.
  init(of mix: DatedMix, riskClasses: [RiskClass], on day: Day, cohorts: CohortList) {
    let total = mix.parts.reduce(0) { $0 + $1.share }
    let found = mix.parts.filter { $0.share > 0 }.flatMap { part in
      riskClasses.enumerated().compactMap { number, kind -> (Part, share: Double)? in
        func place(_ birthYear: Int?) -> Int? {
          cohorts.place(
            of: Cohort(
              segment: part.segment, sex: part.sex, riskClass: number, birthYear: birthYear))
        }
        let birthYear = part.age.map { day.year - $0 }
        guard kind.share > 0, let passed = place(birthYear),
          let coming = place(birthYear.map { $0 - 1 })
        else { return nil }
        return (Part(passed: passed, coming: coming), part.share / total * kind.share)
      }
    }
    parts = found.map(\.0)
    shares = found.map(\.share)
    passedPart = Self.passedPart(on: day)
    enrolled = nil
  }

  private static func passedPart(on day: Day) -> Double {
    Double(day.dayOfYear) / Double(Day.count(in: day.year))
  }

  /// How many of those who join at one age have had their birthday of the year, and how many have
  /// not.
  static func birthdays(of count: Int, on day: Day) -> (passed: Int, coming: Int) {
    let exact = Double(count) * passedPart(on: day)
    // Two parts: the larger remainder gets the member; a tie goes to the birthday that passed.
    let passed = exact - exact.rounded(.down) >= 0.5 ? Int(exact) + 1 : Int(exact)
    return (passed, count - passed)
  }

  /// Splits joiners by largest remainder, first over the mix, then over the two birth years of an
  /// age.
  ///
  /// Of equal remainders the first in the mix goes first. An enrolment names its joiners itself, and
  /// asks for all of them.
  ///
  /// - Parameters:
  ///   - joiners: How many join, lane by lane.
  ///   - body: Told a cohort and how many join it, lane by lane; maybe several times for one.
  /// - Complexity: O(*lanes* · *parts*), some 2 ns each.
  func split(
    _ joiners: [Int],
    each body: (_ cohort: Int, _ members: UnsafeMutableBufferPointer<Int>) -> Void
  ) {
    guard joiners.contains(where: { $0 > 0 }) else { return }
    let lanes = joiners.count
    let places = enrolled?.count ?? parts.count
    withUnsafeTemporaryAllocation(of: Int.self, capacity: (places + 2) * lanes) { counts in
      let row = { UnsafeMutableBufferPointer(rebasing: counts[$0 * lanes..<($0 + 1) * lanes]) }
      if let enrolled {
        for (place, (cohort, members)) in enrolled.enumerated() {
          for lane in 0..<lanes { row(place)[lane] = joiners[lane] > 0 ? members : 0 }
          body(cohort, row(place))
        }
        return
      }
      divide(joiners, into: counts)
      for (place, part) in parts.enumerated() {
        halve(row(place), into: (row(places), row(places + 1)))
        body(part.passed, row(places))
        body(part.coming, row(places + 1))
      }
    }
  }

  /// Splits joiners of one lane.
  func split(_ joiners: Int, each body: (_ cohort: Int, _ members: Int) -> Void) {
    split([joiners]) { if $1[0] > 0 { body($0, $1[0]) } }
  }

  /// Divides joiners over the mix, by part and then lane by lane.
  private func divide(_ joiners: [Int], into counts: UnsafeMutableBufferPointer<Int>) {
    guard !parts.isEmpty else { return }
    let lanes = joiners.count
    let totals = joiners.map { Int64($0) }
    withUnsafeTemporaryAllocation(of: Double.self, capacity: (parts.count + 7) * lanes) { scratch in
      counts.withMemoryRebound(to: Int64.self) {
        fentan_largest_remainders(
          totals, lanes, shares, parts.count, scratch.baseAddress, $0.baseAddress)
      }
    }
  }

  /// Splits joiners of an age over its birth years.
  private func halve(
    _ counts: UnsafeMutableBufferPointer<Int>,
    into halves: (UnsafeMutableBufferPointer<Int>, UnsafeMutableBufferPointer<Int>)
  ) {
    counts.withMemoryRebound(to: Int64.self) { counts in
      halves.0.withMemoryRebound(to: Int64.self) { first in
        halves.1.withMemoryRebound(to: Int64.self) { second in
          fentan_split_in_two(
            counts.baseAddress, counts.count, passedPart, first.baseAddress, second.baseAddress)
        }
      }
    }
  }
}
