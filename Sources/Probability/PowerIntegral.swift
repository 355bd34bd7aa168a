import RealModule

/// ∫ t^(k−1) dt from 1 to e^l, which is (e^(kl) − 1)/k, and l where k is 0.
///
/// The moments of the Pareto laws are sums of these, with no exception at a whole shape.
func powerIntegral(_ k: Double, toLog l: Double) -> Double {
  if l == .infinity { return k < 0 ? -1 / k : .infinity }
  // Below this the next term of the series, k l²/2, is lost in rounding.
  return abs(k * l) < 1e-17 ? l : .expMinusOne(k * l) / k
}
