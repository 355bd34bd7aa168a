import MutualAid
import Probability

/// Whether two numbers agree to some relative error.
func near(_ a: Double, _ b: Double, within tolerance: Double = 1e-12) -> Bool {
  a == b || abs(a - b) <= tolerance * max(abs(a), abs(b))
}

/// A stream for random inputs.
func inputs(_ seed: Int) -> Stream {
  Stream(seed: 2_026, replication: seed, purpose: .init(rawValue: 99))
}

extension Stream {
  /// A whole number from 0 up to a bound.
  mutating func below(_ bound: Int) -> Int { min(Int(uniform() * Double(bound)), bound - 1) }
}

/// The law of the claims of equal members, each of one amount.
func claims(
  _ members: Int, _ probability: Double, amount: Int
) throws(AggregateError) -> LatticeLaw {
  try LatticeLaw.sum(of: [
    BinomialGroup(members: members, probability: probability, amount: amount)
  ])
}
