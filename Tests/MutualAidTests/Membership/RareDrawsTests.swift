import Probability
import Testing

@testable import MutualAid

/// Whom something rare befalls.
struct RareDrawsTests {
  private func streams(_ lanes: Int, _ number: Int) -> LaneStreams {
    LaneStreams(
      seed: 6, replications: (0..<lanes).map { UInt32($0) }, purpose: .departure, period: 0,
      cohort: number)
  }

  // As many members as the draws are made for, and far more.
  @Test(arguments: [10, 1_000], [true, false])
  func `whom something befalls is gone, or still there`(members: Int, leave: Bool) throws {
    let (rows, lanes) = (8, 40)
    let draws = try #require(
      RareDraws(
        segment: 0,
        rows: (0..<rows).map { .init(slot: 0, place: $0, cohort: $0, probability: 0.05) },
        members: [Int](repeating: 10, count: rows)))
    var count = Headcount(
      lanes: lanes, slots: 1, segments: [Int](repeating: 0, count: rows), segmentCount: 1,
      generations: 1)
    count.counts = [Int](repeating: members, count: rows * lanes)
    var told = [Int](repeating: 0, count: rows * lanes)
    count.draw(
      draws, places: [Int](repeating: 0, count: rows), using: streams(lanes, 99), leave: leave,
      beyond: { streams(lanes, $0) }, each: { told[$0 * lanes + $1] += $2 })
    #expect(told.reduce(0, +) > 0)
    #expect(count.counts == told.map { leave ? members - $0 : members })
  }
}
