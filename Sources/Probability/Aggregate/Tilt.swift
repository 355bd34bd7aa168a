import RealModule

/// The exponential tilt under which a given total is the mean.
///
/// Esscher's: every member's law is reweighted by e^(tx). The mean rises with t, so it is bracketed
/// and halved until it is within half a step of the total.
///
/// > F. Esscher. "On the probability function in the collective theory of risk." *Skandinavisk
/// > Aktuarietidskrift* 15 (1932), 175–195.
/// > doi:[10.1080/03461238.1932.10405883](https://doi.org/10.1080/03461238.1932.10405883)
struct Tilt {
  /// The exponent t for one unit.
  let exponent: Double

  /// e to this is as good as infinite beside any odds that matter.
  private static let deepest = 200.0

  /// Finds the tilt; for the least and the greatest total, one that is nearly certain to give it.
  init(of groups: [BinomialGroup], to total: Int, step: Int) {
    let live = groups.filter { $0.members > 0 && $0.probability > 0 }
    let largest = live.flatMap { $0.amounts.map(\.value) }.max() ?? 1
    func excess(_ t: Double) -> Double {
      live.reduce(-Double(total)) { $0 + Double($1.members) * $1.mean(tiltedBy: t) }
    }
    let half = Double(step) / 2
    let most = Self.deepest / Double(step)
    let sign = excess(0) < 0 ? 1.0 : -1.0
    var (near, far) = (0.0, sign / Double(max(largest, 1)))
    while abs(far) < most, sign * excess(far) < 0 {
      near = far
      far = sign * min(most, 2 * abs(far))
    }
    for _ in 0..<60 {
      let middle = (near + far) / 2
      let value = excess(middle)
      if abs(value) <= half / 64 { break }
      if sign * value < 0 { near = middle } else { far = middle }
    }
    exponent = (near + far) / 2
  }
}

extension BinomialGroup {
  /// The chances of nothing and of each amount, times e^(tx) and a common factor.
  private func tiltedWeights(_ t: Double) -> (none: Double, amounts: [Double]) {
    var top = probability < 1 ? 0 : -Double.infinity
    for amount in amounts where amount.probability > 0 { top = max(top, t * Double(amount.value)) }
    return (
      (1 - probability) * .exp(-top),
      amounts.map {
        $0.probability == 0
          ? 0 : probability * $0.probability * .exp(t * Double($0.value) - top)
      }
    )
  }

  /// The mean of one member's benefit under the tilt, in units.
  func mean(tiltedBy t: Double) -> Double {
    let weights = tiltedWeights(t)
    var (mass, first) = (weights.none, 0.0)
    for (amount, weight) in zip(amounts, weights.amounts) {
      mass += weight
      first += weight * Double(amount.value)
    }
    return first / mass
  }

  /// The group with every member's law reweighted by e^(tx).
  ///
  /// - Throws: `AggregateError.notAProbability` if `t` is not finite.
  func tilted(by t: Double) throws(AggregateError) -> BinomialGroup {
    let weights = tiltedWeights(t)
    let claims = weights.amounts.reduce(0, +)
    guard claims > 0 else { return try with(members: members, probability: 0) }
    return try BinomialGroup(
      members: members, probability: claims / (weights.none + claims),
      amounts: zip(amounts, weights.amounts).map { Amount($0.value, probability: $1 / claims) })
  }

  private func with(members: Int, probability: Double) throws(AggregateError) -> BinomialGroup {
    try BinomialGroup(members: members, probability: probability, amounts: amounts)
  }
}
