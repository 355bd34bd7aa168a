import Probability
import RealModule

/// Members one behind the other, each with a length of the hazard over the whole membership, and the
/// claims that are proposed on it.
///
/// Claims are a Poisson process of rate 1, and what is drawn is the gaps; so the cost goes with claims, and
/// not with members. The lengths of a block's members are bounded by one number, which is all that is read
/// of a block without a proposal.
enum HazardAxis {
  /// Members of a block.
  static let size = 64

  /// A claim that is proposed at a place of a block.
  private struct Proposal {
    let block: Int
    let place: Double
  }

  /// Proposals that are found before the first is looked at.
  ///
  /// Their members are read from memory meanwhile, and fit the first cache together.
  private static let batch = 64

  /// A bound on the sum of a block's lengths.
  static func bound(_ sum: Double) -> Float {
    // One more unit in the last place covers the order of the terms as well.
    sum > 0 ? Float(sum).nextUp.nextUp : 0
  }

  /// Proposes claims.
  ///
  /// - Parameters:
  ///   - blocks: The blocks of the part of the axis.
  ///   - bounds: By block.
  ///   - members: How many members the whole axis has.
  ///   - stream: The part's own.
  ///   - fetch: Has the members of a block read from memory.
  ///   - length: The length of a member.
  ///   - body: Takes each proposal, in the order of the axis: the member, and the place within the
  ///     member's length.
  /// - Complexity: O(*blocks* + *claims*), some 1 ns and 100 ns each.
  @inline(__always)
  static func draw(
    _ blocks: Range<Int>, bounds: UnsafeBufferPointer<Float>, members: Int,
    using stream: inout Stream, fetch: (_ block: Int) -> Void, length: (_ member: Int) -> Double,
    each body: (_ member: Int, _ place: Double, _ stream: inout Stream) -> Void
  ) {
    withUnsafeTemporaryAllocation(of: Proposal.self, capacity: batch) { proposals in
      var block = blocks.lowerBound
      var left = gap(&stream)
      while block < blocks.upperBound {
        let count = propose(
          from: &block, to: blocks.upperBound, left: &left, bounds, using: &stream,
          into: proposals, fetch)
        for proposal in proposals[..<count] {
          let first = proposal.block * size
          guard
            let found = member(
              at: proposal.place, of: first..<min(first + size, members), length: length)
          else { continue }
          body(found.member, found.place, &stream)
        }
      }
    }
  }

  /// Goes on along the axis until a batch is full or the blocks end.
  ///
  /// - Returns: The number of proposals.
  @inline(__always)
  private static func propose(
    from block: inout Int, to end: Int, left: inout Double, _ bounds: UnsafeBufferPointer<Float>,
    using stream: inout Stream, into proposals: UnsafeMutableBufferPointer<Proposal>,
    _ fetch: (_ block: Int) -> Void
  ) -> Int {
    var count = 0
    while block < end {
      // What is left of the gap, in this block's own measure, so that no digit is lost.
      let bound = Double(bounds[block])
      while left < bound {
        guard count < proposals.count else { return count }
        proposals.initializeElement(at: count, to: Proposal(block: block, place: left))
        count += 1
        fetch(block)
        left += gap(&stream)
      }
      left -= bound
      block += 1
    }
    return count
  }

  @inline(__always)
  private static func gap(_ stream: inout Stream) -> Double { -.log(stream.fineUniform()) }

  /// The member at a place of a block, and the place within the member's length; `nil` beyond the last.
  @inline(__always)
  private static func member(
    at place: Double, of block: Range<Int>, length: (_ member: Int) -> Double
  ) -> (member: Int, place: Double)? {
    var left = place
    // Four at a time, so that not each of them waits for the one before.
    var start = block.lowerBound
    while start + 4 <= block.upperBound {
      let sum = (length(start) + length(start + 1)) + (length(start + 2) + length(start + 3))
      if left < sum { break }
      left -= sum
      start += 4
    }
    for member in start..<block.upperBound {
      let length = length(member)
      if left < length { return (member, left) }
      left -= length
    }
    return nil
  }
}
