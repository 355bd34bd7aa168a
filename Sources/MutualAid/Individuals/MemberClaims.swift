import CKernels
import Probability

/// Draws which members of a roster have a claim, and when.
///
/// A member's claims fall as a Poisson process with the hazard h·g(t), and the first of them is the
/// claim, so that its probability in a period is 1 − e^(−h·g) for whoever is still there. A member has a
/// length of the hazard times the sum of the factors of the membership, and on all lengths together claims
/// are a Poisson process of rate 1. The cost goes with the claims, not with the members.
///
/// A member's second claim comes next after the first, and is later in time: it is told by being the same
/// member's, and dropped.
struct MemberClaims {
  let roster: Roster
  let hazards: RosterHazards

  /// Draws the claims of the members of a section.
  ///
  /// - Parameters:
  ///   - section: The section.
  ///   - stream: Its own.
  ///   - body: Takes a claimant's kind and the period of the claim.
  /// - Complexity: O(*claims*), some 30 ns each.
  @inline(__always)
  func draw(
    section: Int, using stream: inout Stream,
    each body: (_ kind: Roster.Kind, _ period: Int) -> Void
  ) {
    var claimant: Int32 = -1
    let ends = UnsafeMutablePointer<Double>.allocate(capacity: MemberRows.size + 1)
    defer { ends.deallocate() }
    roster.rows.withSection(section) { rows in
      hazards.exposures.withUnsafeBufferPointer { exposures in
        let slots = hazards.slots[section]
        slots.propose(
          using: &stream, fetchSlot: { fentan_will_read(rows.start(of: $0)) },
          slot: { rows.slot(of: $0) }, fetchRow: { fentan_will_read(rows.start(of: $0)) },
          find: { row, part -> Proposal? in
            slots.member(at: part, of: MemberRows.size, ends: ends) {
              rows.length(row, $0, exposures)
            }.map { member, place in
              Proposal(
                member: Int32(truncatingIfNeeded: row * MemberRows.size + member),
                kind: Int32(truncatingIfNeeded: rows.kind(row, member)),
                time: place / rows.hazard(row, member))
            }
          },
          each: { proposal, _ in
            guard proposal.member != claimant else { return }
            claimant = proposal.member
            let kind = roster.kinds[Int(proposal.kind)]
            body(kind, period(of: proposal.time, kind))
          })
      }
    }
  }

  /// A claim that is proposed.
  private struct Proposal {
    /// The member's place in the section.
    let member: Int32
    /// The number of the member's kind.
    let kind: Int32
    /// The sum of factors since joining.
    let time: Double
  }

  /// The period in which the sum of factors since joining goes beyond a time.
  @inline(__always)
  private func period(of time: Double, _ kind: Roster.Kind) -> Int {
    let period = hazards.period(at: hazards.clock[kind.joins] + time)
    return max(kind.joins, min(period, kind.leaves - 1))
  }
}
