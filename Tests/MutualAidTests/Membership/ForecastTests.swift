import Probability
import Testing

@testable import MutualAid

/// What is forecast of the memory of outcomes, from some of them.
struct ForecastTests {
  /// Outcomes of the law in order, beyond which more are drawn.
  private func tally(_ count: Int, _ law: Binomial, times step: Int, seed: UInt64) -> Tally {
    var stream = Stream(seed: seed, replication: 0, purpose: .init(rawValue: 0), period: 0)
    var tally = Tally()
    for _ in 0..<count { tally.add(step * law.sample(using: &stream)) }
    return tally
  }

  @Test(arguments: [(100, 0.5), (3_000_000, 0.3), (1 << 36, 0.1), (40, 0.02)])
  func `distinct outcomes of many replications are told by a few`(trials: Int, chance: Double)
    throws
  {
    let law = try Binomial(trials: trials, probability: chance)
    let spread = OutcomeSpread(of: tally(128, law, times: 700, seed: 1))
    for count in [1_000, 20_000] {
      let found = Double(tally(count, law, times: 700, seed: 2).values.count)
      let expected = spread.distinct(replications: count)
      #expect(found / 1.4 < expected && expected < found * 1.4, "\(found), not \(expected)")
    }
  }

  @Test func `what is always the same takes the room of one outcome`() {
    var tally = Tally()
    for _ in 0..<64 { tally.add(5) }
    let spread = OutcomeSpread(of: tally)
    #expect(spread.distinct(replications: 10_000) == 1)
    #expect(spread.bytes(replications: 10_000) == 16 + 8 * 1_024)
    #expect(OutcomeSpread(of: Tally()).distinct(replications: 10) == 1)
  }

  @Test func `more replications take no less, up to the most that is held`() throws {
    let law = try Binomial(trials: 1 << 36, probability: 0.1)
    let spread = OutcomeSpread(of: tally(64, law, times: 1, seed: 3))
    let bytes = [0, 1, 64, 1_000, 100_000, 100_000_000].map { spread.bytes(replications: $0) }
    #expect(bytes == bytes.sorted())
    #expect(bytes[5] == 24 * 32_768)
  }

  @Test func `a forecast goes by replications and threads`() {
    #expect(Forecast.seconds(of: 1_000, threads: 2, trial: 3, tried: 100) == 15)
  }
}
