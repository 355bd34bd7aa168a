/// A claim that is going to be refused, and who has it.
///
/// Refusals are few beside approvals, so they are kept one by one.
struct RefusedClaim: Equatable, Sendable {
  /// Where a refused claimant is counted again.
  struct Home: Equatable, Sendable {
    let cohort: Int
    /// The number of the slot that the claimant came from: see `PeriodPlan.Slot`.
    let slot: Int
  }

  let line: Int
  /// The period of the diagnosis.
  let diagnosed: Int
  /// Where the claimant is counted after the refusal, or `nil` where claimants stay in the headcount.
  let home: Home?
  /// The joining generation of the claimant within the year, where these are kept apart, else 0.
  var generation: Int
}

/// What a settlement decides.
struct DecidedClaims: Equatable, Sendable {
  /// Approved claims, at `line · generations + generation`.
  var approved: [Int]
  var refused: [RefusedClaim] = []
}
