import CKernels
import Probability
import RealModule

/// The claims that are proposed on an axis.
///
/// Claims are a Poisson process of rate 1, and what is drawn is the gaps; so the cost goes with claims, and
/// not with members. A place is a whole number of 2⁻³² units, so that the sum of gaps loses no digit, and the
/// axis ends where the sum no longer fits 64 bits.
extension HazardAxis {
  /// A claim that is proposed.
  private struct Proposal {
    /// The number of the block, and then of the row.
    var number: Int
    /// The place in it: as a part of the block, and then in the row's measure.
    var place: Double
  }

  /// Proposals that are found before the first is looked at.
  ///
  /// What is read of memory for each is on its way meanwhile, and fits the first cache together.
  private static let batch = 64

  /// Proposes claims.
  ///
  /// - Parameters:
  ///   - stream: The axis's own.
  ///   - fetch: Has the members of a row read from memory.
  ///   - body: Takes each proposal, in the order of the axis: the row, and the place within the row.
  /// - Complexity: O(*claims*), some 40 ns each.
  @inline(__always)
  func propose(
    using stream: inout Stream, fetch: (_ row: Int) -> Void,
    each body: (_ row: Int, _ place: Double, _ stream: inout Stream) -> Void
  ) {
    guard unit > 0 else { return }
    var words = LaneWords(from: &stream)
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: Self.batch) { places in
      withUnsafeTemporaryAllocation(of: Proposal.self, capacity: Self.batch) { proposals in
        var place: UInt64 = 0
        var count = Self.batch
        while count == Self.batch {
          words.fill(places)
          count = go(on: &place, places)
          findBlocks(of: places[..<count], proposals)
          findRows(of: proposals, count, fetch)
          for proposal in proposals[..<count] { body(proposal.number, proposal.place, &stream) }
        }
      }
    }
  }

  /// Turns words into the next places, up to the end of the axis.
  ///
  /// - Returns: How many there are.
  @inline(__always)
  private func go(
    on place: inout UInt64, _ words: UnsafeMutableBufferPointer<UInt64>
  ) -> Int {
    let scale = 0x1p32 / unit
    let end = UInt64(starts[marks.count]) << 32
    return guides.withUnsafeBufferPointer { guides in
      guard let guides = guides.baseAddress else { return 0 }
      for number in words.indices {
        let gap = -.log(Stream.fineUniform(of: words[number])) * scale
        guard gap < 0x1p64 else { return number }
        let (next, isBeyond) = place.addingReportingOverflow(UInt64(gap))
        guard !isBeyond, next < end else { return number }
        place = next
        words[number] = next
        fentan_will_read(guides + part(of: next))
      }
      return words.count
    }
  }

  /// The part of the axis that a place is in.
  @inline(__always)
  private func part(of place: UInt64) -> Int {
    Int(truncatingIfNeeded: place >> UInt64(64 - guideBits))
  }

  /// Finds the blocks of places, and has the parts of their rows read.
  @inline(__always)
  private func findBlocks(
    of places: Slice<UnsafeMutableBufferPointer<UInt64>>,
    _ proposals: UnsafeMutableBufferPointer<Proposal>
  ) {
    starts.withUnsafeBufferPointer { starts in
      guides.withUnsafeBufferPointer { guides in
        marks.withUnsafeBufferPointer { marks in
          guard let marks = marks.baseAddress else { return }
          for (number, place) in places.enumerated() {
            let unit = UInt32(truncatingIfNeeded: place >> 32)
            let first = Int(guides[part(of: place)])
            var block = first
            // All at once, because a branch would be hard to guess.
            for next in 1...Self.glance { block += starts[first + next] <= unit ? 1 : 0 }
            if block == first + Self.glance {
              while starts[block + 1] <= unit { block += 1 }
            }
            fentan_will_read(marks + block)
            // Half of it is below 2⁶³, and signed numbers are the faster to turn into real ones.
            let offset = Int64((place - UInt64(starts[block]) << 32) >> 1)
            let length = Int64(starts[block + 1] - starts[block]) << 31
            proposals.initializeElement(
              at: number, to: Proposal(number: block, place: Double(offset) / Double(length)))
          }
        }
      }
    }
  }

  /// Finds the rows of proposals, and has their members read.
  @inline(__always)
  private func findRows(
    of proposals: UnsafeMutableBufferPointer<Proposal>, _ count: Int, _ fetch: (_ row: Int) -> Void
  ) {
    starts.withUnsafeBufferPointer { starts in
      marks.withUnsafeBufferPointer { marks in
        for number in 0..<count {
          let (block, part) = (proposals[number].number, proposals[number].place)
          let ends = marks[block]
          let whole = Double(ends >> 56)
          let place = part * whole
          let row = Self.bytes(of: ends, upTo: UInt64(Int64(place)))
          let begin = Double(Int64((ends << 8) >> UInt64(8 * row) & 0xFF))
          let length = Double(starts[block + 1] - starts[block]) * unit
          let found = block * Self.rowsOfBlock + row
          fetch(found)
          proposals[number] = Proposal(number: found, place: (place - begin) * (length / whole))
        }
      }
    }
  }

  /// How many bytes of a word, from the lowest on, are not above a value; those of a word ascend, and the
  /// highest does not count.
  ///
  /// All bytes are compared at once, by subtracting them with their highest bits apart.
  @inline(__always)
  static func bytes(of word: UInt64, upTo value: UInt64) -> Int {
    let tops: UInt64 = 0x8080_8080_8080_8080
    let values = value &* 0x0101_0101_0101_0101
    let differences = (values | tops) &- (word & ~tops)
    let above = (~values & word | ~(values ^ word) & ~differences) & tops
    return min(7, above.trailingZeroBitCount >> 3)
  }
}
