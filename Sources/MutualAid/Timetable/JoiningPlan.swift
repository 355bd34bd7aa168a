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

  private let parts: [Part]
  /// The part of an age's joiners whose birthday of the year has passed, t/365 on day t.
  private let passedPart: Double

  init(of mix: DatedMix, on day: Day, cohorts: CohortList) {
    let total = mix.parts.reduce(0) { $0 + $1.share }
    parts = mix.parts.filter { $0.share > 0 }.compactMap { part in
      let birthYear = part.age.map { day.year - $0 }
      guard
        let passed = cohorts.place(segment: part.segment, sex: part.sex, birthYear: birthYear),
        let coming = cohorts.place(
          segment: part.segment, sex: part.sex, birthYear: birthYear.map { $0 - 1 })
      else { return nil }
      return Part(share: part.share / total, passed: passed, coming: coming)
    }
    passedPart = Double(day.dayOfYear) / Double(Day.count(in: day.year))
  }

  /// Splits joiners by largest remainder, first over the mix, then over the two birth years of an
  /// age.
  ///
  /// Of equal remainders the first in the mix goes first.
  ///
  /// - Complexity: O(*k* log *k*), where *k* is the number of parts of the mix.
  func split(_ joiners: Int, each body: (_ cohort: Int, _ members: Int) -> Void) {
    guard joiners > 0 else { return }
    var counts = parts.map { Int(Double(joiners) * $0.share) }
    let missing = joiners - counts.reduce(0, +)
    if missing > 0 {
      let remainders = parts.enumerated().map { number, part in
        (Double(joiners) * part.share - Double(counts[number]), number)
      }
      let order = remainders.sorted { $0.0 != $1.0 ? $0.0 > $1.0 : $0.1 < $1.1 }
      for turn in 0..<missing { counts[order[turn % order.count].1] += 1 }
    }
    for (part, count) in zip(parts, counts) where count > 0 {
      let exact = Double(count) * passedPart
      var passed = Int(exact)
      // Two parts: the larger remainder gets the member; a tie goes to the birthday that passed.
      if Double(count) - exact != (Double(count) - exact).rounded(.down),
        exact - Double(passed) >= 0.5
      {
        passed += 1
      }
      if passed > 0 { body(part.passed, passed) }
      if count > passed { body(part.coming, count - passed) }
    }
  }
}
