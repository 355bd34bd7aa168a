import Probability

/// The claims of a pool that its common law does not describe, made ready to be drawn.
///
/// Each claim of a row is one of them with a small probability of the row's own.
struct ExcessDraws: Sendable {
  /// The rows of the pool; see `Diagnosed`.
  let rows: [Int]
  /// The draws, for up to `mostClaims` claims of each row.
  let successes: RareSuccesses
  /// The most claims of a row.
  let mostClaims: Int

  /// The draws of a pool's rows, or `nil` if there are none of these claims.
  ///
  /// - Parameters:
  ///   - rows: The rows.
  ///   - parts: The probability of each.
  ///   - expected: How many claims each can expect.
  init?(rows: [Int], parts: [Double], expected: [Double]) {
    let most = expected.max() ?? 0
    let mostClaims = Int(most + 6 * most.squareRoot()) + 4
    let trials = [Int](repeating: mostClaims, count: rows.count)
    guard let successes = RareSuccesses(trials: trials, probabilities: parts) else { return nil }
    self.rows = rows
    self.mostClaims = mostClaims
    self.successes = successes
  }
}
