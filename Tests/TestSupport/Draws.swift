public import Probability
public import Testing

/// The checksum of a series of draws that Scripts/reference/discrete_draws.py makes too.
///
/// - Parameters:
///   - count: The number of draws.
///   - sample: Makes a draw, of one number or several.
/// - Returns: h, from 0 by h ← 6364136223846793005 h + k modulo 2⁶⁴ for each number k.
public func drawChecksum(_ count: Int, sample: (inout Stream) -> [Int]) -> Int {
  var stream = Stream(
    seed: 20_110_612, replication: 3, purpose: .init(rawValue: 7), period: 11, cohort: 13)
  var checksum = 0
  for _ in 0..<count {
    for number in sample(&stream) { checksum = checksum &* 6_364_136_223_846_793_005 &+ number }
  }
  return checksum
}

/// Expects that a draw takes nothing from its stream, and returns it.
///
/// - Parameters:
///   - sourceLocation: Where a failure is shown.
///   - sample: Makes the draw.
/// - Returns: The draw.
public func expectNothingDrawn<Draw>(
  sourceLocation: SourceLocation = #_sourceLocation, sample: (inout Stream) -> Draw
) -> Draw {
  var stream = Stream(seed: 5, replication: 0, purpose: .init(rawValue: 1))
  // In the middle of a block, where a draw would be seen too.
  _ = stream.next()
  var before = stream
  let draw = sample(&stream)
  for _ in 0..<3 {
    #expect(before.next() == stream.next(), "a word was drawn", sourceLocation: sourceLocation)
  }
  return draw
}
