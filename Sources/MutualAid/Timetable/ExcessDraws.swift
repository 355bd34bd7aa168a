import Probability

/// The claims of a period that their pools' common laws do not describe, made ready to be drawn.
///
/// Each claim of a row is one of them with a small probability of the row's own.
struct ExcessDraws: Sendable {
  /// The rows that may have any; see `Diagnosed`.
  let rows: [Int]
  /// The draws, for up to as many claims of each row as its pool's `mostClaims`.
  let successes: RareSuccesses
  /// The most claims of a row, by pool.
  let mostClaims: [Int]

  /// The draws of a period's rows, or `nil` if there are none of these claims.
  ///
  /// - Parameters:
  ///   - plan: The rows.
  ///   - pools: How many pools there are.
  ///   - parts: The probability of each row.
  ///   - expected: How many claims each row can expect.
  init?(of plan: ClaimRows, pools: Int, parts: [Double], expected: [Double]) {
    let rows = parts.indices.filter { parts[$0] > 0 }
    let mostClaims = (0..<pools).map { pool in
      let most = plan.ofPool[pool].reduce(0) { max($0, expected[$1]) }
      return Int(most + 6 * most.squareRoot()) + 4
    }
    guard
      let successes = RareSuccesses(
        trials: rows.map { mostClaims[plan.pools[$0]] }, probabilities: rows.map { parts[$0] })
    else { return nil }
    self.rows = rows
    self.mostClaims = mostClaims
    self.successes = successes
  }

  /// In which lanes they are ready for what there is.
  func serves(_ ill: Diagnosed) -> [Bool] { ill.lanes(withAtMost: mostClaims) }
}
