import RealModule

/// What can befall a cohort's members in one period, given how far they are covered.
struct CohortRisk {
  /// The probability of the event within the period.
  let probability: Double
  /// The ages that the cohort's members can have in the period.
  let ages: ClosedRange<Int>
  /// Given the event, the probability of its day and the age on it: `given[day · ages + age]`.
  private let given: [Double]

  /// The risk of one cohort.
  ///
  /// A member with hazard h on a day who is still at risk when it begins suffers the event on it
  /// with probability 1 − exp(−h). The members of a group of birthdays share their hazards, and
  /// the cohort is a mixture of its groups.
  ///
  /// Where a replication multiplies all hazards by a factor of its own, the day and the age are given
  /// for hazards so small that nobody is diagnosed before: in proportion to the hazards.
  ///
  /// - Parameters:
  ///   - groups: The cohort's birthdays.
  ///   - days: The days of the period.
  ///   - hasFactor: Whether a replication multiplies the hazards.
  ///   - hazard: The hazard at an age on the period's so-manyth day, 0 without cover.
  /// - Complexity: O(*g* · *d*) for *g* groups and *d* days.
  init(
    _ groups: [Birthdays.Group], days: Int, hasFactor: Bool = false,
    hazard: (_ age: Int, _ number: Int) -> Double
  ) {
    let lowest = groups.compactMap { $0.ages.first }.min() ?? 0
    let highest = groups.compactMap { $0.ages.last }.max() ?? lowest
    let count = highest - lowest + 1
    var hits = [Double](repeating: 0, count: days * count)
    for age in lowest...highest {
      // The hazard of an age is mostly that of the day before.
      var (before, hit) = (0.0, 0.0)
      for number in 0..<days {
        let now = hazard(age, number)
        if now != before { (before, hit) = (now, -Double.expMinusOne(-now)) }
        hits[number * count + age - lowest] = hit
      }
    }
    var chances = [Double](repeating: 0, count: days * count)
    for group in groups {
      var left = group.weight
      for number in 0..<days {
        let place = number * count + group.ages[number] - lowest
        let drop = left * hits[place]
        chances[place] += drop
        left -= drop
      }
    }
    probability = min(chances.reduce(0, +), 1)
    ages = lowest...highest
    if hasFactor {
      chances = [Double](repeating: 0, count: days * count)
      for group in groups {
        for number in 0..<days {
          chances[number * count + group.ages[number] - lowest] +=
            group.weight * hazard(group.ages[number], number)
        }
      }
    }
    let total = chances.reduce(0, +)
    given = total > 0 ? chances.map { $0 / total } : chances
  }

  /// Given the event, the probability that it falls on a day of the period at an age.
  func given(day number: Int, age: Int) -> Double {
    given[number * ages.count + age - ages.lowerBound]
  }

  /// Given the event, the probability of each day and age, at `day · ages + age`.
  var byDayAndAge: [Double] { given }

  /// Given the event, the probability of each day of the period.
  var byDay: [Double] {
    stride(from: 0, to: given.count, by: ages.count).map { start in
      given[start..<start + ages.count].reduce(0, +)
    }
  }
}
