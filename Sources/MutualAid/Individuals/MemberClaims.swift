import CKernels
import Probability

/// Draws which members of a roster have a claim, and when.
///
/// A member's claims fall as a Poisson process with the hazard h·g(t), and the first of them is the
/// claim, so that its probability in a period is 1 − e^(−h·g) for whoever is still there. Members stand
/// one behind the other on an axis, each with a length of the hazard times the sum of the factors of
/// the membership. On it claims are a Poisson process of rate 1, and what is drawn is the gaps. The
/// cost goes with the claims, not with the members.
///
/// A member's second claim is next to the first on the axis, and later in time: it is told by being
/// the same member's, and dropped.
struct MemberClaims {
  let roster: Roster
  let hazards: RosterHazards

  /// Draws the claims of the members of a section.
  ///
  /// - Parameters:
  ///   - section: The section.
  ///   - stream: Its own.
  ///   - body: Takes a claimant's kind and the period of the claim.
  /// - Complexity: O(*claims*), some 50 ns each.
  @inline(__always)
  func draw(
    section: Int, using stream: inout Stream,
    each body: (_ kind: Roster.Kind, _ period: Int) -> Void
  ) {
    var claimant = (row: -1, place: 0)
    roster.rows.withSection(section) { members in
      hazards.exposures.withUnsafeBufferPointer { exposures in
        hazards.axes[section].propose(
          using: &stream, fetch: { fentan_will_read(members.start(of: $0)) },
          each: { row, place, _ in
            guard
              let found = HazardAxis.member(
                at: place, of: members.places(of: row),
                length: { members.length(row, $0, exposures) }),
              claimant != (row, found.member)
            else { return }
            claimant = (row, found.member)
            let kind = roster.kinds[members.kind(row, found.member)]
            body(kind, period(of: found.place / members.hazard(row, found.member), kind))
          })
      }
    }
  }

  /// The period in which the sum of factors since joining goes beyond a time.
  @inline(__always)
  private func period(of time: Double, _ kind: Roster.Kind) -> Int {
    hazards.clock.withUnsafeBufferPointer { clock in
      let end = clock[kind.joins] + time
      var period = max(kind.joins, hazards.guide(to: end))
      while period < kind.leaves - 1, clock[period + 1] <= end { period += 1 }
      return period
    }
  }
}
