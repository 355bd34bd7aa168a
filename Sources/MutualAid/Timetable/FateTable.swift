/// What becomes of claims, by the day of their diagnosis.
struct FateTable: Sendable {
  /// All fates that claims of some day can have, ascending.
  private let fates: [ClaimCourse.Fate]
  /// The law of each day from launch; `nil` where no claim is diagnosed.
  let laws: [FateLaw?]

  /// The fates of claims diagnosed from launch to horizon.
  ///
  /// - Parameters:
  ///   - course: The course of claims.
  ///   - launch: The day of launch.
  ///   - last: The horizon.
  ///   - isCovered: Whether a claim can be diagnosed on a day.
  /// - Complexity: O(*days* · *d* · *s*) for *d* days that a report can take and *s* settlements that
  ///   a decision can take.
  init(
    of course: ClaimCourse, from launch: Day, to last: Day,
    where isCovered: (Day) -> Bool = { _ in true }
  ) {
    let days = (0...max(0, launch.distance(to: last))).map { launch.advanced(by: $0) }
    var numbers = FateNumbers()
    // What becomes of a claim goes by the day of its application, whenever it was diagnosed.
    let applied: [[(number: Int, chance: Double)]] =
      course.followsClaims
      ? []
      : days.map { day in
        course.fates(applied: day).map { (numbers[$0.fate], $0.chance) }
      }
    let weights = days.enumerated().map { number, day -> [(number: Int, weight: Double)]? in
      guard isCovered(day) else { return nil }
      guard !course.followsClaims else { return [(numbers[course.diagnosed(day)], 1)] }
      var sums = [Double](repeating: 0, count: numbers.fates.count + 1)
      course.applications(
        diagnosed: day,
        applied: { delay, chance in
          for fate in applied[number + delay] { sums[fate.number] += chance * fate.chance }
        },
        unfiled: { fate, chance in sums[numbers[fate]] += chance })
      return sums.enumerated().filter { $0.element > 0 }.map { ($0.offset, $0.element) }
    }
    let order = numbers.fates.indices.sorted { numbers.fates[$0] < numbers.fates[$1] }
    var ranks = order
    for (rank, number) in order.enumerated() { ranks[number] = rank }
    let fates = order.map { numbers.fates[$0] }
    self.fates = fates
    laws = weights.map { weights in
      weights.map { weights in
        FateLaw(weights.map { (ranks[$0.number], $0.weight) }, of: fates)
      }
    }
  }

  /// The fates of claims that are diagnosed on one of several days.
  ///
  /// - Parameters:
  ///   - first: The first day, from launch.
  ///   - weights: What the days weigh, which need not sum to 1.
  /// - Returns: The law of their fates.
  /// - Complexity: O(*days* · *fates*).
  func mixture(from first: Int, _ weights: [Double]) -> FateLaw {
    var sums = [Double](repeating: 0, count: fates.count)
    for (number, weight) in weights.enumerated() where weight > 0 {
      guard let law = laws[first + number] else { continue }
      for place in law.numbers.indices { sums[law.numbers[place]] += weight * law.chances[place] }
    }
    return FateLaw(
      sums.indices.filter { sums[$0] > 0 }.map { ($0, sums[$0]) }, of: fates)
  }
}

/// Numbers fates as they come.
private struct FateNumbers {
  private(set) var fates: [ClaimCourse.Fate] = []
  private var numbers: [ClaimCourse.Fate: Int] = [:]

  subscript(fate: ClaimCourse.Fate) -> Int {
    mutating get {
      if let number = numbers[fate] { return number }
      numbers[fate] = fates.count
      fates.append(fate)
      return fates.count - 1
    }
  }
}
