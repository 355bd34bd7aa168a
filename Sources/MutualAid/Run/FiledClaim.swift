/// A claim of which the days are kept until it is reported, because a trigger may put a limit on its
/// filing.
struct FiledClaim: Equatable, Sendable {
  let days: ClaimCourse.Days
  let line: Int
  /// The joining generation of the claimant, where these are kept apart, else 0.
  var generation: Int
  /// Who has the claim, if it is going to be refused.
  var refused: RefusedClaim?
}

extension OpenClaims {
  /// The claims that were not reported by a settlement go by another filing limit.
  ///
  /// Their days are known, so what becomes of each follows without a draw.
  mutating func refile(after period: Int, from old: ClaimCourse, to new: ClaimCourse) {
    let claims = takeUnreported(after: period)
    for claim in claims {
      let (before, after) = (old.fate(of: claim.days), new.fate(of: claim.days))
      guard before != after else { continue }
      move(claim, from: before, to: after)
    }
  }
}
