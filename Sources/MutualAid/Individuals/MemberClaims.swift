import CKernels
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

  /// A claim that is proposed at a place of a block.
  private struct Proposal {
    let block: Int
    let place: Double
  }

  /// Proposals that are found before the first is looked at.
  ///
  /// Their members are read from memory meanwhile, and fit the first cache together.
  private static let batch = 64

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
    let range = blocks.blocks(of: section)
    var claimant = -1
    withUnsafeTemporaryAllocation(of: Proposal.self, capacity: Self.batch) { proposals in
      roster.hazards.withUnsafeBufferPointer { hazards in
        roster.kindNumbers.withUnsafeBufferPointer { numbers in
          blocks.exposures.withUnsafeBufferPointer { exposures in
            var block = range.lowerBound
            var left = gap(&stream)
            while block < range.upperBound {
              let count = propose(
                from: &block, to: range.upperBound, left: &left, using: &stream, into: proposals,
                hazards, numbers)
              for proposal in proposals[..<count] {
                guard let found = member(proposal, hazards, numbers, exposures),
                  found.member != claimant
                else { continue }
                claimant = found.member
                let kind = Int(numbers[claimant])
                let time = found.place / Double(hazards[claimant])
                body(kind, period(of: time, roster.kinds[kind]))
              }
            }
          }
        }
      }
    }
  }

  /// Goes on along the axis until a batch is full or the section ends.
  ///
  /// - Returns: The number of proposals.
  @inline(__always)
  private func propose(
    from block: inout Int, to end: Int, left: inout Double, using stream: inout Stream,
    into proposals: UnsafeMutableBufferPointer<Proposal>,
    _ hazards: UnsafeBufferPointer<Float>, _ numbers: UnsafeBufferPointer<UInt16>
  ) -> Int {
    blocks.bounds.withUnsafeBufferPointer { bounds in
      var count = 0
      while block < end {
        // What is left of the gap, in this block's own measure, so that no digit is lost.
        let bound = Double(bounds[block])
        while left < bound {
          guard count < proposals.count else { return count }
          proposals.initializeElement(at: count, to: Proposal(block: block, place: left))
          count += 1
          fetch(block, hazards, numbers)
          left += gap(&stream)
        }
        left -= bound
        block += 1
      }
      return count
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

  @inline(__always)
  private func gap(_ stream: inout Stream) -> Double { -.log(stream.fineUniform()) }

  /// The member at the place of a proposal, and the place within the member's length; `nil` beyond
  /// the last.
  @inline(__always)
  private func member(
    _ proposal: Proposal, _ hazards: UnsafeBufferPointer<Float>,
    _ numbers: UnsafeBufferPointer<UInt16>, _ exposures: UnsafeBufferPointer<Double>
  ) -> (member: Int, place: Double)? {
    var left = proposal.place
    let first = proposal.block * HazardBlocks.size
    let end = min(first + HazardBlocks.size, hazards.count)
    func length(_ member: Int) -> Double {
      Double(hazards[member]) * exposures[Int(numbers[member])]
    }
    // Four at a time, so that not each of them waits for the one before.
    var start = first
    while start + 4 <= end {
      let sum = (length(start) + length(start + 1)) + (length(start + 2) + length(start + 3))
      if left < sum { break }
      left -= sum
      start += 4
    }
    for member in start..<end {
      let length = length(member)
      if left < length { return (member, left) }
      left -= length
    }
    return nil
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
