import CKernels

/// Streams that differ in their replication alone.
///
/// What befalls one cohort in many replications is decided by such streams. Most decisions take a
/// word or two, and those of all streams are made in one pass.
public struct LaneStreams: Sendable {
  private let seed: UInt64
  private let replications: [UInt32]
  private let purpose: Stream.Purpose
  private let period: Int
  private let cohort: Int
  /// How many blocks of two words come before the first.
  private var start = 0

  /// The streams of these names; see `Stream` for the bounds.
  ///
  /// - Complexity: O(1).
  public init(
    seed: UInt64, replications: [UInt32], purpose: Stream.Purpose, period: Int, cohort: Int
  ) {
    self.seed = seed
    self.replications = replications
    self.purpose = purpose
    self.period = period
    self.cohort = cohort
  }

  /// The parts of a stream.
  public static let parts = 1023

  /// A part of every stream, of 2¹⁵ words, for one of several decisions that share a name.
  ///
  /// - Precondition: `number` is from 0 to below `parts`.
  public func part(_ number: Int) -> LaneStreams {
    precondition(0..<Self.parts ~= number, "a stream has no part \(number)")
    var streams = self
    streams.start = number << 14
    return streams
  }

  /// The stream of one replication from a block of two words on.
  ///
  /// - Precondition: `block` is below 2²⁴ − 1, with all that come before it.
  @inline(__always)
  func stream(_ lane: Int, from block: Int) -> Stream {
    precondition(start + block < 0xFF_FFFF, "a stream holds 2^25 - 2 words")
    var stream = Stream(
      seed: seed, replication: Int(replications[lane]), purpose: purpose, period: period,
      cohort: cohort)
    stream.counter.0 &+= UInt32(start + block)
    return stream
  }

  /// The stream of one replication after its first word, given its second.
  @inline(__always)
  func stream(_ lane: Int, after second: UInt64) -> Stream {
    var stream = stream(lane, from: 1)
    stream.spare = second
    stream.hasSpare = true
    return stream
  }

  /// The number of streams.
  public var count: Int { replications.count }

  /// The stream of one replication, at its start.
  public subscript(lane: Int) -> Stream {
    @inline(__always) get { stream(lane, from: 0) }
  }

  /// Makes two words of every stream, those that two calls of `next()` would give.
  ///
  /// - Parameters:
  ///   - first: The first word of each stream.
  ///   - second: The second.
  ///   - block: How many such pairs come before it.
  /// - Precondition: Both buffers have room for a word of each stream; `block` is below 2²⁴ − 1.
  /// - Complexity: O(*streams*), some 2 ns each.
  func blocks(
    _ first: UnsafeMutableBufferPointer<UInt64>, _ second: UnsafeMutableBufferPointer<UInt64>,
    at block: Int = 0
  ) {
    precondition(first.count >= count && second.count >= count, "every stream has two words")
    replications.withUnsafeBufferPointer { blocks(of: $0, first, second, at: block) }
  }

  /// Makes two words of the streams of some lanes; see the other `blocks`.
  ///
  /// `room` has an element for each of the lanes.
  func blocks(
    of lanes: Slice<UnsafeMutableBufferPointer<Int>>, _ first: UnsafeMutableBufferPointer<UInt64>,
    _ second: UnsafeMutableBufferPointer<UInt64>, at block: Int,
    room: UnsafeMutableBufferPointer<UInt32>
  ) {
    precondition(
      min(first.count, second.count, room.count) >= lanes.count, "every lane has two words")
    for (place, lane) in lanes.enumerated() { room[place] = replications[lane] }
    blocks(
      of: UnsafeBufferPointer(rebasing: room[..<lanes.count]), first, second, at: block)
  }

  private func blocks(
    of replications: UnsafeBufferPointer<UInt32>, _ first: UnsafeMutableBufferPointer<UInt64>,
    _ second: UnsafeMutableBufferPointer<UInt64>, at block: Int
  ) {
    precondition(start + block < 0xFF_FFFF, "a stream holds 2^25 - 2 words")
    guard let lanes = replications.baseAddress, let first = first.baseAddress,
      let second = second.baseAddress
    else { return }
    let (counter0, counter1, counter2, _) =
      Stream(seed: seed, replication: 0, purpose: purpose, period: period, cohort: cohort).counter
    fentan_first_blocks(
      seed, counter0 &+ UInt32(start + block), counter1, counter2, lanes, replications.count, first,
      second)
  }
}
