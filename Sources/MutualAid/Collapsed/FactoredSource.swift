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
/// is the chance of such a claim in the period, and f their sum. A member who has a Poisson number of hits
/// of each amount, of mean
///
///     h(b, z) = f(b, z) · −log(1 − f) / f
///
/// has none with the chance 1 − f, and the first of them is of amount b with a probability in proportion to
/// f(b): so the first hit, if there is one, is a claim's law. With m the greatest t and
/// ℓ(b) = Σ w q(b) (t − s)
///
///     zℓ(b) e^(−zm) ≤ h(b, z) ≤ zℓ(b) e^(zm/2)
///
/// because x e^(−zm) ≤ e^(−zs) − e^(−zt) ≤ x for x = z (t − s); −log(1 − f) / f is at least 1, and grows
/// with f, which by Jensen's inequality is at most 1 − e^(−zm); and x / (1 − e^(−x)) ≤ e^(x/2).
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

  /// The terms of h that are kept.
  static let terms = 10
  /// The greatest zm up to which what is left out of h is below 2⁻⁵³ of it.
  ///
  /// The terms of h / (zℓ) are at most those of eˣ / (2 − eˣ) in x = zm, because those of
  /// −log(1 − y) / y are at most those of 1 / (1 − y). That of order k is below xᵏ / (log 2)ᵏ⁺¹; those
  /// after the tenth come to less than 10⁻¹⁶.
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

  /// The mean number of hits of an amount that a member has.
  func hits(of amount: Int, factor z: Double) -> Double {
    let chances = chances(factor: z)
    let sum = chances.reduce(0, +)
    return sum > 0 ? chances[amount] * (-Double.log(onePlus: -sum) / sum) : 0
  }

  /// The terms of the mean number of hits as a series in z, from its first power on, by amount.
  ///
  /// - Complexity: O(*stretches* · *amounts* + *amounts* · *terms*²).
  var series: [[Double]] {
    let chances = seriesOfChances
    var sum = [Double](repeating: 0, count: Self.terms)
    for amount in chances { for term in sum.indices { sum[term] += amount[term] } }
    guard sum[0] > 0 else { return chances }
    // With g = −log(1 − f), g′ (1 − f) = f′, term by term.
    var hits = sum
    for term in hits.indices {
      for earlier in 0..<term {
        hits[term] +=
          sum[term - 1 - earlier] * hits[earlier] * (Double(earlier + 1) / Double(term + 1))
      }
    }
    // h f = f(b) g.
    return chances.map { chances in
      var own = chances
      for term in own.indices {
        var left = 0.0
        for earlier in 0...term { left += chances[earlier] * hits[term - earlier] }
        for earlier in 0..<term { left -= own[earlier] * sum[term - earlier] }
        own[term] = left / sum[0]
      }
      return own
    }
  }

  /// The terms of the chances as series in z, from its first power on, by amount.
  private var seriesOfChances: [[Double]] {
    var chances = rates.map { _ in [Double](repeating: 0, count: Self.terms) }
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
    return chances
  }
}
