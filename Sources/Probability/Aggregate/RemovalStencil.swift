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

  private typealias Terms = [(shift: Int, weight: Double)]

  /// Terms by ascending distance, those of one distance summed up in the order in which they come.
  private static func collected(_ terms: Terms) -> Terms {
    let isAscending = zip(terms, terms.dropFirst()).allSatisfy { $0.shift < $1.shift }
    guard !isAscending else { return terms }
    let order = terms.indices.sorted {
      (terms[$0].shift, $0) < (terms[$1].shift, $1)
    }
    var result: Terms = []
    result.reserveCapacity(terms.count)
    for place in order {
      if let last = result.last, last.shift == terms[place].shift {
        result[result.count - 1].weight += terms[place].weight
      } else {
        result.append(terms[place])
      }
    }
    return result
  }

  /// The stencil, or `nil` if the odds of a claim are above 1/2 or the series has too many terms.
  init?(of group: BinomialGroup) {
    let idle = group.amounts.reduce(0) { $1.value == 0 ? $0 + $1.probability : $0 }
    let none = 1 - group.probability + group.probability * idle
    var claim: Terms = []
    for amount in group.amounts where amount.value > 0 && amount.probability > 0 {
      claim.append((amount.value, group.probability * amount.probability / none))
    }
    claim = Self.collected(claim)
    let total = claim.reduce(0) { $0 + $1.weight }
    guard total <= Self.mostOdds else { return nil }

    var layer = claim.map { (shift: $0.shift, weight: Double($0.shift) * $0.weight) }
    var size = layer.reduce(0) { $0 + $1.weight }
    let smallest = size * 0x1p-60
    var sum: Terms = []
    while size > smallest {
      sum = Self.collected(sum + layer)
      guard sum.count <= Self.mostTerms else { return nil }
      var next: Terms = []
      next.reserveCapacity(layer.count * claim.count)
      for (shift, weight) in layer {
        for (step, rate) in claim { next.append((shift + step, -weight * rate)) }
      }
      layer = Self.collected(next)
      size *= total
    }
    terms = sum
    largest = terms.reduce(0) { max($0, abs($1.weight)) }
    remainder = size / (1 - total)
  }
}
