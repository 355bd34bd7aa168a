import Foundation

/// Random numbers of the reference engine, which shares none of the engine's own.
///
/// > G. L. Steele, D. Lea, C. H. Flood. "Fast splittable pseudorandom number generators."
/// > *OOPSLA* 2014, 453–472. doi:[10.1145/2660193.2660195](https://doi.org/10.1145/2660193.2660195)
struct ReferenceDice {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  private mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return word ^ (word >> 31)
  }

  /// A number between 0 and 1, neither of which can come.
  mutating func uniform() -> Double { (Double(next() >> 11) + 0.5) * 0x1p-53 }

  /// Whether something of a probability happens.
  mutating func happens(_ probability: Double) -> Bool { uniform() < probability }

  /// A whole number from 0 up to `count`, which does not come.
  mutating func below(_ count: Int) -> Int { Int(uniform() * Double(count)) }

  /// An exponential time of mean 1, by inversion.
  mutating func exponential() -> Double { -log(uniform()) }

  /// A normal score, by the method of Box and Muller.
  mutating func normal() -> Double {
    (-2 * log(uniform())).squareRoot() * cos(2 * .pi * uniform())
  }

  /// The place of one of some weights.
  mutating func place(among weights: [Double]) -> Int {
    var left = uniform() * weights.reduce(0, +)
    for (place, weight) in weights.enumerated() {
      left -= weight
      if left < 0 { return place }
    }
    return weights.lastIndex { $0 > 0 } ?? 0
  }

  /// A gamma variable of mean 1, by inversion.
  mutating func gamma(cv: Double) -> Double {
    ReferenceGamma(cv: cv).quantile(uniform())
  }

  /// A lognormal variable of mean 1.
  mutating func lognormal(cv: Double) -> Double {
    let variance = log(1 + cv * cv)
    return exp(variance.squareRoot() * normal() - variance / 2)
  }

  /// A Weibull variable of mean 1, by inversion; its shape comes from bisection.
  mutating func weibull(cv: Double) -> Double {
    func square(_ shape: Double) -> Double {
      exp(lgamma(1 + 2 / shape) - 2 * lgamma(1 + 1 / shape)) - 1
    }
    var (low, high) = (0.05, 100.0)
    for _ in 0..<80 {
      let middle = (low + high) / 2
      if square(middle) > cv * cv { low = middle } else { high = middle }
    }
    return pow(exponential(), 1 / low) / exp(lgamma(1 + 1 / low))
  }

  /// Puts values in a random order.
  mutating func shuffle<Value>(_ values: inout [Value]) {
    for last in stride(from: values.count - 1, to: 0, by: -1) {
      values.swapAt(last, below(last + 1))
    }
  }
}

/// The gamma law of mean 1 with a coefficient of variation.
struct ReferenceGamma {
  let shape: Double

  init(cv: Double) { shape = 1 / (cv * cv) }

  /// P(X ≤ x), by the power series of the incomplete gamma function.
  ///
  /// > M. Abramowitz, I. A. Stegun. *Handbook of Mathematical Functions.* 1964, 6.5.29.
  func cumulative(_ x: Double) -> Double {
    let z = x * shape
    guard z > 0 else { return 0 }
    var term = exp(shape * log(z) - z - lgamma(shape + 1))
    var sum = 0.0
    var k = shape
    while term > 1e-17 * (sum + 1e-300) || k < z {
      sum += term
      k += 1
      term *= z / k
      if k > 100_000 { break }
    }
    return min(1, sum)
  }

  /// The value that a part of all values is below.
  func quantile(_ p: Double) -> Double {
    var (low, high) = (0.0, 2.0)
    while cumulative(high) < p, high < 1e4 { high *= 2 }
    for _ in 0..<45 {
      let middle = (low + high) / 2
      if cumulative(middle) < p { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }
}
