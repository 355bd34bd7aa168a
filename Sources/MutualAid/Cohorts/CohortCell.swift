/// Members alike of whom one settlement may decide claims.
struct CohortCell: Sendable {
  /// A claim that one of them may have.
  struct Claim: Sendable {
    /// The place of the amount among all that the run has.
    let amount: Int
    /// The place of the group and amount among the counts of a year.
    let row: Int
    /// The probability.
    let probability: Double
  }

  let members: Int
  /// The likeliest first.
  let claims: [Claim]
}
