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
    let claim = SparsePolynomial(
      group.amounts.filter { $0.value > 0 && $0.probability > 0 }.map {
        ($0.value, group.probability * $0.probability / none)
      })
    let total = claim.terms.reduce(0) { $0 + $1.weight }
    guard total <= Self.mostOdds else { return nil }

    var layer = SparsePolynomial(claim.terms.map { ($0.degree, Double($0.degree) * $0.weight) })
    var size = layer.terms.reduce(0) { $0 + $1.weight }
    let smallest = size * 0x1p-60
    var sum = SparsePolynomial([])
    while size > smallest {
      sum = sum + layer
      guard sum.terms.count <= Self.mostTerms else { return nil }
      layer = -(layer * claim)
      size *= total
    }
    terms = sum.terms.map { (shift: $0.degree, weight: $0.weight) }
    largest = terms.reduce(0) { max($0, abs($1.weight)) }
    remainder = size / (1 - total)
  }
}
