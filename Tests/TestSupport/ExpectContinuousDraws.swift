import Foundation
public import Probability
public import Testing

/// Expects that draws follow a law, by the test of Kolmogorov and Smirnov.
///
/// The greatest distance D between the law's distribution function and that of n draws is held
/// against a bound that is true of every law, with point masses or without, and of every n:
///
///     P(D > ε) ≤ 2 e^(−2nε²)
///
/// > P. Massart. "The tight constant in the Dvoretzky–Kiefer–Wolfowitz inequality." *The Annals of
/// > Probability* 18 (1990), 1269–1283. doi:[10.1214/aop/1176990746](https://doi.org/10.1214/aop/1176990746)
///
/// - Parameters:
///   - count: The number of draws.
///   - law: The law that they should follow.
///   - risk: The greatest probability that draws that do follow the law fail.
///   - sourceLocation: Where a failure is shown.
///   - sample: Makes a draw.
public func expectContinuousDraws(
  _ count: Int, match law: any ContinuousLaw, risk: Double = 1e-6,
  sourceLocation: SourceLocation = #_sourceLocation, sample: () -> Double
) {
  var draws: [Double] = []
  draws.reserveCapacity(count)
  for _ in 0..<count { draws.append(sample()) }
  draws.sort()

  let n = Double(count)
  var (distance, place) = (0.0, 0.0)
  var start = 0
  while start < count {
    let x = draws[start]
    var end = start + 1
    while end < count, draws[end] == x { end += 1 }
    // Equal draws may show a point mass, at which F jumps.
    let reached = law.cumulative(x)
    let before = end - start > 1 ? law.cumulative(x.nextDown) : reached
    let here = max(abs(reached - Double(end) / n), abs(before - Double(start) / n))
    if !(here <= distance) { (distance, place) = (here, x) }
    start = end
  }
  let bound = (log(2 / risk) / (2 * n)).squareRoot()
  #expect(
    distance <= bound,
    "\(count) draws of \(law) are \(distance) off at \(place), more than \(bound)",
    sourceLocation: sourceLocation)
}
