import Probability

/// The bits of the reference program: SplitMix64.
struct SplitMix {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }

  mutating func uniform() -> Double { (Double(next() >> 12) + 0.5) * 0x1p-52 }
}

/// The sample of Scripts/reference/estimates.py.
func referenceSample(seed: UInt64, count: Int) -> [Int] {
  var bits = SplitMix(state: seed)
  return (0..<count).map { _ in
    (0..<3).reduce(1) { product, _ in product * bits.below(1_000) } - 100_000_000
  }
}

extension Tally {
  /// A tally of these outcomes.
  init(of outcomes: some Sequence<Int>, limit: Int = 32_768) {
    self.init(limit: limit)
    for outcome in outcomes { add(outcome) }
  }
}

/// The fewest hits that a probability of at least `p` gives in `count` tries but for a risk of 1e-6.
func fewestHits(of count: Int, probability p: Double) -> Int {
  // 4.75 standard deviations of the binomial law, and one for its being discrete.
  Int(Double(count) * p - 4.75 * (Double(count) * p * (1 - p)).squareRoot()) - 1
}

/// Whether two numbers agree to some relative error.
func agree(_ a: Double, _ b: Double, within tolerance: Double = 1e-12) -> Bool {
  abs(a - b) <= tolerance * max(abs(a), abs(b))
}
