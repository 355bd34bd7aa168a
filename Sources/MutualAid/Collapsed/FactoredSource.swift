import Probability
import RealModule

/// Members alike in one period, with the chance of a claim of each amount as it goes by a factor z on
/// all their hazards.
///
/// Those whose birthdays run alike pass through stretches of the period in which a diagnosis means the
/// same. With s and t the hazards summed up to the beginning and the end of a stretch, w their part of
/// the members, and q(b) the chance that a diagnosis in it is a claim of amount b,
///
///     f(b, z) = Σ w q(b) (e^(−zs) − e^(−zt))
///
/// is the chance of such a claim in the period, and o(b, z) = f(b, z) / (1 − Σ f) the odds. With m the
/// greatest t and ℓ(b) = Σ w q(b) (t − s), for zm ≤ 1
///
///     zℓ(b) (1 − zm) ≤ o(b, z) ≤ zℓ(b) e^(zm)
///
/// because x e^(−zm) ≤ e^(−zs) − e^(−zt) ≤ x for x = z (t − s), and by Jensen's inequality the chance
/// of no claim is at least e^(−zm).
struct FactoredSource: Sendable {
  /// Members who pass through a stretch, with what a diagnosis in it means.
  private struct Stretch: Sendable {
    var weight: Double
    let from: Double
    var to: Double
    /// The place of the chances.
    let law: Int
  }

  let members: Int
  /// The greatest sum of hazards, m.
  private(set) var greatestHazard = 0.0
  /// By amount, the rates ℓ at which claims come while the factor is small.
  let rates: [Double]
  private var stretches: [Stretch] = []
  /// The chances of each amount that a diagnosis can have.
  private let laws: [[Double]]

  /// The terms of the odds that are kept.
  static let terms = 10
  /// The greatest zm up to which what is left out of the odds is below 2⁻⁵³ of them.
  ///
  /// The terms of o / (zℓ) are at most those of eˣ / (2 − eˣ) in x = zm, of which that of order k is
  /// below xᵏ / (log 2)ᵏ⁺¹; those after the tenth come to less than 10⁻¹⁶.
  static let greatestReach = 1.0 / 64

  /// Members with the law of their diagnoses.
  ///
  /// - Parameters:
  ///   - members: How many.
  ///   - law: When they are diagnosed.
  ///   - laws: What a diagnosis can mean: the chance of a claim of each amount.
  ///   - meaning: The place in `laws` of what a diagnosis on a day of the period means at an age.
  init(
    members: Int, law: DiagnosisLaw, laws: [[Double]], meaning: (_ day: Int, _ age: Int) -> Int
  ) {
    self.members = members
    self.laws = laws
    var stretches: [Stretch] = []
    for group in law.groups {
      let first = stretches.count
      var sum = 0.0
      for (day, age) in group.ages.enumerated() {
        let hazard = law.hazards[day * law.ages.count + age - law.ages.lowerBound]
        guard hazard > 0 else { continue }
        let meaning = meaning(day, age)
        if stretches.count > first, stretches[stretches.count - 1].law == meaning {
          stretches[stretches.count - 1].to = sum + hazard
        } else {
          stretches.append(
            Stretch(weight: group.weight, from: sum, to: sum + hazard, law: meaning))
        }
        sum += hazard
      }
      greatestHazard = max(greatestHazard, sum)
    }
    self.stretches = stretches
    rates = (laws.first ?? []).indices.map { amount in
      stretches.reduce(0) { $0 + $1.weight * laws[$1.law][amount] * ($1.to - $1.from) }
    }
  }

  /// The mean number of pairs of hits that share a member, at a factor of 1.
  var twins: Double {
    let sum = rates.reduce(0, +)
    return Double(members) * sum * sum / 2
  }

  /// The chance of a claim of each amount.
  func chances(factor z: Double) -> [Double] {
    var found = [Double](repeating: 0, count: rates.count)
    for part in stretches {
      let drop =
        part.weight * .exp(-z * part.from) * -Double.expMinusOne(-z * (part.to - part.from))
      for (amount, chance) in laws[part.law].enumerated() { found[amount] += drop * chance }
    }
    return found
  }

  /// The odds of a claim of an amount against none at all.
  func odds(of amount: Int, factor z: Double) -> Double {
    let chances = chances(factor: z)
    return chances[amount] / (1 - chances.reduce(0, +))
  }

  /// The terms of the odds as a series in z, from its first power on, by amount.
  ///
  /// - Complexity: O(*stretches* · *amounts* + *amounts* · *terms*²).
  var series: [[Double]] {
    let none = [Double](repeating: 0, count: Self.terms)
    var chances = rates.map { _ in none }
    for part in stretches {
      // (−s)ᵏ / k! and (−t)ᵏ / k!
      var (from, to) = (1.0, 1.0)
      for term in 0..<Self.terms {
        from *= -part.from / Double(term + 1)
        to *= -part.to / Double(term + 1)
        for (amount, chance) in laws[part.law].enumerated() where chance > 0 {
          chances[amount][term] -= part.weight * chance * (to - from)
        }
      }
    }
    var sum = none
    for amount in chances { for term in sum.indices { sum[term] += amount[term] } }
    // o (1 − Σ f) = f, term by term.
    return chances.map { chances in
      var odds = chances
      for term in odds.indices {
        for earlier in 0..<term { odds[term] += sum[term - 1 - earlier] * odds[earlier] }
      }
      return odds
    }
  }
}
