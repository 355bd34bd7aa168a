import Probability
import RealModule

/// When the members of a cohort are diagnosed in a period, where a replication multiplies all their
/// hazards by a factor z.
///
/// Members whose birthdays run alike have hazards λ(d) on the days of the period, with running sums
/// Λ(d). With w their weights, the probability of a diagnosis on day d is
///
///     g(d) = Σ w e^(−z Λ(d−1)) (1 − e^(−z λ(d))) / p(z)
///
/// Claims are split by a common law q, and only what g has beside it is drawn claim by claim. With
/// b(d) = Σ w λ(d) / Σ w Λ, and Λ and λ at their greatest,
///
///     g(d) ≥ b(d) (1 − η)        1 − η = e^(−z Λ) (1 − z λ/2)
///
/// because 1 − e^(−x) ≥ x (1 − x/2) and p(z) ≤ z Σ w Λ. So where b ≥ (1 − ε) q, each claim is drawn
/// from q with probability (1 − ε)(1 − η) whatever z.
struct DiagnosisLaw: Sendable {
  /// The most that the hazards of a pool's cohorts come to.
  struct Bound: Equatable, Sendable {
    /// Over the period.
    var total = 0.0
    /// On one day.
    var daily = 0.0

    /// 1 − η at a factor on the hazards.
    func commonPart(factor z: Double) -> Double {
      .exp(-z * total) * max(0, 1 - z * daily / 2)
    }

    mutating func cover(_ other: Bound) {
      total = max(total, other.total)
      daily = max(daily, other.daily)
    }
  }

  /// The law that the pool's claims follow, by day, or by day and age where their terms differ.
  let common: [Double]
  let ages: ClosedRange<Int>
  let bound: Bound
  /// How the chance of a diagnosis in the period goes by the factor.
  let chance: HazardMixture
  let groups: [Birthdays.Group]
  /// At `day · ages + age`.
  let hazards: [Double]

  init(_ groups: [Birthdays.Group], ages: ClosedRange<Int>, hazards: [Double], common: [Double]) {
    self.groups = groups
    self.ages = ages
    self.hazards = hazards
    self.common = common
    let totals = groups.map { group in
      group.ages.enumerated().reduce(0) {
        $0 + hazards[$1.offset * ages.count + $1.element - ages.lowerBound]
      }
    }
    chance = HazardMixture(zip(groups, totals).map { ($0.weight, $1) })
    bound = Bound(total: totals.max() ?? 0, daily: hazards.max() ?? 0)
  }

  /// Draws the day of a claim that the common law does not describe, and the age on it.
  ///
  /// - Parameters:
  ///   - part: The probability that a claim is drawn from the rest.
  ///   - z: What multiplies the hazards.
  ///   - draws: Where from; one word.
  /// - Returns: The day of the period, from 0, and the age.
  func sampleRest(
    part: Double, factor z: Double, using draws: inout Stream
  ) -> (day: Int, age: Int) {
    var rest = chances(factor: z)
    for (cell, q) in common.enumerated() { rest[cell] = max(0, rest[cell] - (1 - part) * q) }
    var mark = draws.uniform() * rest.reduce(0, +)
    let cell =
      rest.firstIndex {
        mark -= $0
        return mark <= 0
      } ?? rest.count - 1
    let width = goesByAge ? ages.count : 1
    return (cell / width, goesByAge ? ages.lowerBound + cell % width : ages.lowerBound)
  }

  private var goesByAge: Bool { common.count == hazards.count && ages.count > 1 }

  /// Given a diagnosis, the probability of each day, or of each day and age, as the common law has
  /// them.
  func chances(factor z: Double) -> [Double] {
    var found = [Double](repeating: 0, count: common.count)
    for group in groups {
      var left = group.weight
      for (day, age) in group.ages.enumerated() {
        let place = day * ages.count + age - ages.lowerBound
        let drop = left * -Double.expMinusOne(-z * hazards[place])
        found[goesByAge ? place : day] += drop
        left -= drop
      }
    }
    let total = found.reduce(0, +)
    return total > 0 ? found.map { $0 / total } : found
  }
}
