import RealModule

/// What Stirling's formula leaves of log k!.
///
///     log k! = ½ log 2π + (k + ½) log(k + 1) − (k + 1) + stirlingTail(k)
///
/// This is f_c in Hörmann's papers. Up to 15 it is a table, from there a series whose first left-out
/// term is below 6·10⁻¹⁷.
///
/// > W. Hörmann. "The generation of binomial random variates." *Journal of Statistical Computation
/// > and Simulation* 46 (1993), 101–110. doi:[10.1080/00949659308811496](https://doi.org/10.1080/00949659308811496)
///
/// - Parameter k: A whole number, not negative, or any number from 16.
/// - Returns: What is left, from 0.081 at 0 down.
/// - Complexity: O(1).
@usableFromInline
func stirlingTail(_ k: Double) -> Double {
  if k < 16 { return stirlingTails[Int(k)] }
  let x = 1 / (k + 1)
  let y = x * x
  if k > 1_000 { return x * (1 / 12 - y * (1 / 360 - y / 1_260)) }
  return x * (1 / 12 - y * (1 / 360 - y * (1 / 1_260 - y * (1 / 1_680 - y / 1_188))))
}

/// `stirlingTail` of 0 to 15, rounded from 40 digits by Scripts/reference/stirling.py.
private let stirlingTails = [
  0.08106146679532726,
  0.0413406959554093,
  0.02767792568499834,
  0.020790672103765093,
  0.016644691189821193,
  0.013876128823070748,
  0.01189670994589177,
  0.010411265261972096,
  0.009255462182712733,
  0.00833056343336287,
  0.007573675487951841,
  0.00694284010720953,
  0.006408994188004207,
  0.0059513701127588475,
  0.005554733551962801,
  0.0052076559196096404,
]

/// The part of log((x + d)! / x!) that grows with d², for X = x + 1.
///
///     excess(X, d) = (X + d) log((X + d) / X) − d
///     log((x + d)! / x!) = excess(X, d) + d log X − ½ log((X + d) / X)
///                          + stirlingTail(x + d) − stirlingTail(x)
///
/// It is about d²/2X, found without subtracting large numbers, so log-masses of counts near 10¹²
/// keep their digits. This is Loader's deviance with X + d observed and X expected.
///
/// > C. Loader. "Fast and accurate computation of binomial probabilities." Bell Laboratories, 2000.
///
/// - Precondition: `x` is positive and `x + d` is not negative.
/// - Complexity: O(1).
@usableFromInline @inline(__always)
func excess(_ x: Double, _ d: Double) -> Double {
  let sum = x + d
  let v = d / (x + sum)
  if abs(v) > 0.1 { return sum == 0 ? -d : sum * .log(sum / x) - d }
  // Σ v^(2j + 1) / (2j + 1) is half of log((X + d) / X).
  let w = v * v
  if w < 1e-4 {
    let series = 1 / 3 + w * (1 / 5 + w * (1 / 7 + w * (1 / 9 + w / 11)))
    return d * v + 2 * sum * v * w * series
  }
  return excessBySeries(d, sum, v)
}

/// `excess` for a d that is not small against X.
@inline(never)
private func excessBySeries(_ d: Double, _ sum: Double, _ v: Double) -> Double {
  let w = v * v
  var power = 2 * sum * v
  var total = d * v
  var odd = 3.0
  while true {
    power *= w
    let next = total + power / odd
    if next == total { return next }
    total = next
    odd += 2
  }
}
