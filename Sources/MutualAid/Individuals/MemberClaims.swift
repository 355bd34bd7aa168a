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
  let blocks: HazardBlocks

  /// Draws the claims of the members of a section.
  ///
  /// - Parameters:
  ///   - section: The section.
  ///   - stream: Its own.
  ///   - body: Takes the number of a claimant's kind and the period of the claim.
  /// - Complexity: O(*blocks* + *claims*), some 1 ns and 100 ns each.
  @inline(__always)
  func draw(
    section: Int, using stream: inout Stream, each body: (_ kind: Int, _ period: Int) -> Void
  ) {
    var claimant = -1
    roster.hazards.withUnsafeBufferPointer { hazards in
      roster.kindNumbers.withUnsafeBufferPointer { numbers in
        blocks.exposures.withUnsafeBufferPointer { exposures in
          blocks.bounds.withUnsafeBufferPointer { bounds in
            HazardAxis.draw(
              blocks.blocks(of: section), bounds: bounds, members: hazards.count, using: &stream,
              fetch: { fetch($0, hazards, numbers) },
              length: { Double(hazards[$0]) * exposures[Int(numbers[$0])] },
              each: { member, place, _ in
                guard member != claimant else { return }
                claimant = member
                let kind = Int(numbers[member])
                body(kind, period(of: place / Double(hazards[member]), roster.kinds[kind]))
              })
          }
        }
      }
    }
  }

  /// Has the members of a block read.
  @inline(__always)
  private func fetch(
    _ block: Int, _ hazards: UnsafeBufferPointer<Float>, _ numbers: UnsafeBufferPointer<UInt16>
  ) {
    guard let hazards = hazards.baseAddress, let numbers = numbers.baseAddress else { return }
    // A cache line has 64 bytes. Beyond the last member it is asked for in vain, and no harm done.
    for line in 0..<HazardBlocks.size / 16 {
      fentan_will_read(hazards + block * HazardBlocks.size + line * 16)
    }
    for line in 0..<HazardBlocks.size / 32 {
      fentan_will_read(numbers + block * HazardBlocks.size + line * 32)
    }
  }

  /// The period in which the sum of factors since joining goes beyond a time.
  @inline(__always)
  private func period(of time: Double, _ kind: Roster.Kind) -> Int {
    blocks.clock.withUnsafeBufferPointer { clock in
      let end = clock[kind.joins] + time
      var period = max(kind.joins, blocks.guide(to: end))
      while period < kind.leaves - 1, clock[period + 1] <= end { period += 1 }
      return period
    }
  }
}
