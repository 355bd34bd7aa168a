/// How those who join in a period are split over the cohorts, without randomness.
struct JoiningPlan: Sendable {
  /// A part of the mix: joiners of one segment, sex and age last birthday.
  private struct Part {
    /// The part of all joiners.
    let share: Double
    /// The cohort of those whose birthday of the year has passed.
    let passed: Int
    /// The cohort of the rest, born a year before.
    let coming: Int
  }

  /// In the order of the mix, and of the classes of risk within a part.
  private let parts: [Part]
  /// The part of an age's joiners whose birthday of the year has passed, t/365 on day t.
  private let passedPart: Double
  /// Those whom an enrolment lets join, by cohort, or `nil` where a mix splits the joiners.
  private let enrolled: [(cohort: Int, members: Int)]?

  /// The plan of those whom an enrolment names.
  init(of joiners: [EnrolledJoins.Joiners], cohorts: CohortList) {
    parts = []
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
    parts = mix.parts.filter { $0.share > 0 }.flatMap { part in
      riskClasses.enumerated().compactMap { number, kind -> Part? in
        func place(_ birthYear: Int?) -> Int? {
          cohorts.place(
            of: Cohort(
              segment: part.segment, sex: part.sex, riskClass: number, birthYear: birthYear))
        }
        let birthYear = part.age.map { day.year - $0 }
        guard kind.share > 0, let passed = place(birthYear),
          let coming = place(birthYear.map { $0 - 1 })
        else { return nil }
        return Part(share: part.share / total * kind.share, passed: passed, coming: coming)
      }
    }
    passedPart = Self.passedPart(on: day)
    enrolled = nil
  }

  private static func passedPart(on day: Day) -> Double {
    Double(day.dayOfYear) / Double(Day.count(in: day.year))
  }

  /// How many of those who join at one age have had their birthday of the year, and how many have
  /// not.
  static func birthdays(of count: Int, on day: Day) -> (passed: Int, coming: Int) {
    birthdays(of: count, passedPart: passedPart(on: day))
  }

  private static func birthdays(of count: Int, passedPart: Double) -> (passed: Int, coming: Int) {
    let exact = Double(count) * passedPart
    var passed = Int(exact)
    // Two parts: the larger remainder gets the member; a tie goes to the birthday that passed.
    if exact - Double(passed) >= 0.5 { passed += 1 }
    return (passed, count - passed)
  }

  /// Splits joiners by largest remainder, first over the mix, then over the two birth years of an
  /// age.
  ///
  /// Of equal remainders the first in the mix goes first. An enrolment names its joiners itself, and
  /// asks for all of them.
  ///
  /// - Complexity: O(*k*) on average, where *k* is the number of parts of the mix.
  func split(_ joiners: Int, each body: (_ cohort: Int, _ members: Int) -> Void) {
    guard joiners > 0 else { return }
    if let enrolled {
      for (cohort, members) in enrolled { body(cohort, members) }
      return
    }
    withUnsafeTemporaryAllocation(of: Int.self, capacity: parts.count) { counts in
      divide(joiners, into: counts)
      for (part, count) in zip(parts, counts) where count > 0 {
        let (passed, coming) = Self.birthdays(of: count, passedPart: passedPart)
        if passed > 0 { body(part.passed, passed) }
        if coming > 0 { body(part.coming, coming) }
      }
    }
  }

  /// Divides joiners over the mix.
  private func divide(_ joiners: Int, into counts: UnsafeMutableBufferPointer<Int>) {
    withUnsafeTemporaryAllocation(of: Double.self, capacity: parts.count) { remainders in
      var missing = joiners
      for (place, part) in parts.enumerated() {
        let exact = Double(joiners) * part.share
        let whole = Int(exact)
        counts[place] = whole
        remainders[place] = exact - Double(whole)
        missing -= whole
      }
      guard missing > 0 else { return }
      let (turns, left) = missing.quotientAndRemainder(dividingBy: parts.count)
      for place in counts.indices { counts[place] += turns }
      Self.raiseLargest(left, of: remainders, counts)
    }
  }

  /// Raises the counts at the places of the largest of some remainders, which are used up.
  ///
  /// Of equal ones the first go first. Remainders are counted in bins, and only those are compared that
  /// share the last one's bin.
  private static func raiseLargest(
    _ number: Int, of remainders: UnsafeMutableBufferPointer<Double>,
    _ counts: UnsafeMutableBufferPointer<Int>
  ) {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: remainders.count) { bins in
      withUnsafeTemporaryAllocation(of: Int32.self, capacity: 256) { sizes in
        sizes.initialize(repeating: 0)
        for place in remainders.indices {
          let bin = UInt8(truncatingIfNeeded: min(Int32(remainders[place] * 256), 255))
          bins[place] = bin
          sizes[Int(bin)] += 1
        }
        var (last, left) = (255, number)
        while last > 0, Int(sizes[last]) <= left {
          left -= Int(sizes[last])
          last -= 1
        }
        for place in bins.indices where bins[place] > last { counts[place] += 1 }
        for _ in 0..<left {
          var best = 0
          var largest = -1.0
          for place in bins.indices where bins[place] == last && remainders[place] > largest {
            (best, largest) = (place, remainders[place])
          }
          counts[best] += 1
          remainders[best] = -1
        }
      }
    }
  }
}
