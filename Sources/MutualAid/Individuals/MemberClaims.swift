import Probability
import RealModule

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
  /// - Complexity: O(*blocks* + *claims*), some 1 ns and 150 ns each.
  @inline(__always)
  func draw(
    section: Int, using stream: inout Stream, each body: (_ kind: Int, _ period: Int) -> Void
  ) {
    blocks.bounds.withUnsafeBufferPointer { bounds in
      roster.hazards.withUnsafeBufferPointer { hazards in
        roster.kindNumbers.withUnsafeBufferPointer { numbers in
          blocks.exposures.withUnsafeBufferPointer { exposures in
            var claimant = -1
            var left = gap(&stream)
            for block in blocks.blocks(of: section) {
              // What is left of the gap, in this block's own measure, so that no digit is lost.
              let bound = Double(bounds[block])
              while left < bound {
                if let found = member(
                  at: left, in: block, hazards, numbers, exposures), found.member != claimant
                {
                  claimant = found.member
                  let kind = Int(numbers[claimant])
                  body(
                    kind,
                    period(of: found.place / Double(hazards[claimant]), roster.kinds[kind]))
                }
                left += gap(&stream)
              }
              left -= bound
            }
          }
        }
      }
    }
  }

  @inline(__always)
  private func gap(_ stream: inout Stream) -> Double { -.log(stream.fineUniform()) }

  /// The member at a place of a block, and the place within the member's length; `nil` beyond the
  /// last.
  @inline(__always)
  private func member(
    at place: Double, in block: Int, _ hazards: UnsafeBufferPointer<Float>,
    _ numbers: UnsafeBufferPointer<UInt16>, _ exposures: UnsafeBufferPointer<Double>
  ) -> (member: Int, place: Double)? {
    var left = place
    let first = block * HazardBlocks.size
    for member in first..<min(first + HazardBlocks.size, hazards.count) {
      let length = Double(hazards[member]) * exposures[Int(numbers[member])]
      if left < length { return (member, left) }
      left -= length
    }
    return nil
  }

  /// The period in which the sum of factors since joining goes beyond a time.
  @inline(__always)
  private func period(of time: Double, _ kind: Roster.Kind) -> Int {
    let clock = blocks.clock
    let end = clock[kind.joins] + time
    var (low, high) = (kind.joins, kind.leaves - 1)
    while low < high {
      let middle = (low + high) / 2
      if clock[middle + 1] > end { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
