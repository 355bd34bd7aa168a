/// How one member is taken out of the law of a total, weighted by the member's own claim.
///
/// A member who claims a with chance pₐ, and nothing with chance p₀, has the odds R(z) = Σ (pₐ/p₀) zᵃ.
/// The total's generating function F is the others' times p₀(1 + R), so that the part of it that
/// falls to the member, Σ over a of a pₐ zᵃ times the others', is a few terms of F itself:
///
///     E[X; S = s] = Σₓ wₓ P(S = s − x)      Σₓ wₓ zˣ = (Σₐ a (pₐ/p₀) zᵃ) (1 − R + R² − …)
///
/// For one amount b with odds r it is b (r f(s−b) − r² f(s−2b) + …). The series is cut where its
/// terms fall below 2⁻⁶⁰ of the first.
struct RemovalStencil {
  /// The distances x and the weights wₓ in units, ascending in x.
  let terms: [(shift: Int, weight: Double)]
  /// The largest magnitude of a weight.
  let largest: Double
  /// The most by which the magnitudes of the weights left out sum up.
  let remainder: Double

  /// Above these odds the series is long and loses digits.
  private static let mostOdds = 0.5
  private static let mostTerms = 4096

  /// The stencil, or `nil` if the odds of a claim are above 1/2 or the series has too many terms.
  init?(of group: BinomialGroup) {
    let idle = group.amounts.reduce(0) { $1.value == 0 ? $0 + $1.probability : $0 }
    let none = 1 - group.probability + group.probability * idle
    var odds: [Int: Double] = [:]
    for amount in group.amounts where amount.value > 0 && amount.probability > 0 {
      odds[amount.value, default: 0] += group.probability * amount.probability / none
    }
    let claim = odds.sorted { $0.key < $1.key }
    let total = claim.reduce(0) { $0 + $1.value }
    guard total <= Self.mostOdds else { return nil }

    var layer = Dictionary(uniqueKeysWithValues: claim.map { ($0.key, Double($0.key) * $0.value) })
    var size = layer.sorted { $0.key < $1.key }.reduce(0) { $0 + $1.value }
    let smallest = size * 0x1p-60
    var sum: [Int: Double] = [:]
    while size > smallest {
      for (shift, weight) in layer { sum[shift, default: 0] += weight }
      guard sum.count <= Self.mostTerms else { return nil }
      var next: [Int: Double] = [:]
      // In order, so that sums round the same way in every run.
      for (shift, weight) in layer.sorted(by: { $0.key < $1.key }) {
        for (step, rate) in claim { next[shift + step, default: 0] -= weight * rate }
      }
      layer = next
      size *= total
    }
    terms = sum.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    largest = terms.reduce(0) { max($0, abs($1.weight)) }
    remainder = size / (1 - total)
  }
}
