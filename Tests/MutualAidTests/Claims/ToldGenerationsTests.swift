import Probability
import TestSupport
import Testing

@testable import MutualAid

struct ToldGenerationsTests {
  /// Four of generation 2 and one of 7 at a place, three of 1 at another, of six places.
  private static var told: ToldGenerations {
    var told = ToldGenerations()
    told.tell(3, of: 2, at: 3, of: 6)
    told.tell(1, of: 7, at: 3, of: 6)
    told.tell(1, of: 2, at: 3, of: 6)
    told.tell(3, of: 1, at: 1, of: 6)
    return told
  }

  @Test func `each of a place is as likely to be taken, and is taken once`() throws {
    var stream = Stream(seed: 12, replication: 0, purpose: .init(rawValue: 1))
    var tally: [Int: Int] = [:]
    for _ in 0..<20_000 {
      var told = Self.told
      let order = (0..<5).map { _ in told.take(place: 3, using: &stream) }
      #expect(order.sorted() == [2, 2, 2, 2, 7])
      tally[order.firstIndex(of: 7) ?? -1, default: 0] += 1
      #expect(told.take(place: 1, using: &stream) == 1)
    }
    expectCounts((0..<5).map { tally[$0] ?? 0 }, match: [Double](repeating: 0.2, count: 5))
  }

  @Test func `a place's generations go into an urn, and none do once they are forgotten`() {
    var told = Self.told
    var urns: Urns? = Urns(2, kinds: 8)
    for place in 0..<6 { told.add(place: place, to: &urns, urn: place == 3 ? 1 : 0) }
    #expect(urns.map { Array($0[0]) } == [0, 3, 0, 0, 0, 0, 0, 0])
    #expect(urns.map { Array($0[1]) } == [0, 0, 4, 0, 0, 0, 0, 1])
    told.clear()
    told.add(place: 3, to: &urns, urn: 0)
    #expect(told.isEmpty && urns?.total(of: 0) == 3)
    #expect(expectNothingDrawn { told.take(place: 3, using: &$0) } == 0)
    told.tell(1, of: 5, at: 0, of: 2)
    told.add(place: 1, to: &urns, urn: 0)
    #expect(urns?.total(of: 0) == 3)
  }
}
