import TestSupport
import Testing

@testable import Probability

struct RareSuccessesTests {
  /// Draws the successes of each kind, for so many trials of each.
  private func draw(
    _ law: RareSuccesses, trials: [Int], using stream: inout Stream
  ) -> [Int] {
    var left = trials
    law.sample(using: &stream) { kind, trial in if trial < left[kind] { left[kind] -= 1 } }
    return zip(trials, left).map(-)
  }

  // As many trials as the process is made for, somewhat fewer, and none. Probabilities so large that
  // trials are hit again and again.
  @Test func `successes of each kind are binomial, and of different kinds independent`() throws {
    let most = [400, 3, 50, 1, 0, 1_000]
    let trials = [400, 2, 37, 1, 0, 900]
    let probabilities = [0.004, 0.7, 0.03, 0.5, 0.5, 0.000_2]
    let law = try #require(RareSuccesses(trials: most, probabilities: probabilities))
    var stream = Stream(seed: 1986, replication: 0, purpose: .init(rawValue: 1))
    var tallies = trials.map { _ in [Int: Int]() }
    var both: [Int: Int] = [:]
    let count = 200_000
    for _ in 0..<count {
      let drawn = draw(law, trials: trials, using: &stream)
      for (kind, successes) in drawn.enumerated() { tallies[kind][successes, default: 0] += 1 }
      both[min(drawn[0], 1) + 2 * min(drawn[3], 1), default: 0] += 1
    }
    for (kind, tally) in tallies.enumerated() where trials[kind] > 1 {
      expectTally(
        tally, match: try Binomial(trials: trials[kind], probability: probabilities[kind]))
    }
    #expect(tallies[4] == [0: count])
    // A kind of one trial is a coin, at a risk of 1e-6 that a fair one is 4.9 standard deviations off.
    let heads = Double(tallies[3][1] ?? 0)
    #expect(abs(heads - Double(count) / 2) < 4.9 * (Double(count) / 4).squareRoot())
    let none = 1 - (try Binomial(trials: 400, probability: 0.004)).mass(0)
    let expected = Double(count) * none / 2
    #expect(abs(Double(both[3] ?? 0) - expected) < 4.9 * expected.squareRoot())
  }

  @Test func `a kind without trials or chances is never hit`() throws {
    let law = try #require(RareSuccesses(trials: [0, 5, 7, 0], probabilities: [0.5, 0, 0.1, 0.2]))
    var stream = Stream(seed: 1987, replication: 0, purpose: .init(rawValue: 1))
    for _ in 0..<10_000 {
      law.sample(using: &stream) { kind, trial in
        #expect(kind == 2)
        #expect(0..<7 ~= trial)
      }
    }
    #expect(RareSuccesses(trials: [3, 0], probabilities: [0, 0.5]) == nil)
    #expect(RareSuccesses(trials: [1 << 40], probabilities: [0.5]) == nil)
  }

  /// What lanes draw together is what each draws alone: few hits and more than are drawn at once, and trials so many
  /// that words are drawn again.
  @Test(arguments: [(3, 0.02), (3_000, 0.1), (1 << 62, 1e-17)])
  func `lanes draw what each draws alone`(trials: Int, probability: Double) throws {
    let kinds = 40
    let law = try #require(
      RareSuccesses(
        trials: (0..<kinds).map { max(0, trials - $0) },
        probabilities: (0..<kinds).map { $0 % 4 == 1 ? 0 : probability }))
    let streams = LaneStreams(
      seed: 5, replications: (0..<30).map { 7 + 3 * $0 }, purpose: .init(rawValue: 2), period: 3,
      cohort: 9)
    var found = [[[Int]]](repeating: [], count: streams.count)
    law.sample(using: streams) { lane, hits in
      for hit in 0..<hits.count { found[lane].append([hits.kinds[hit], hits.trials[hit]]) }
    }
    for lane in found.indices {
      var stream = streams[lane]
      var alone: [[Int]] = []
      law.sample(using: &stream) { alone.append([$0, $1]) }
      #expect(found[lane] == alone)
    }
    #expect(found.contains { !$0.isEmpty })
  }

  @Test(arguments: [0.01, 0.8, 19.9, 20, 300, 160_000.0])
  func `a prepared Poisson count follows the mass function`(mean: Double) throws {
    let table = PreparedPoisson(mean: mean)
    var stream = Stream(seed: 1988, replication: 0, purpose: .init(rawValue: 1))
    expectDraws(200_000, match: try Poisson(mean: mean)) { table.sample(using: &stream) }
  }

  @Test(arguments: [0.01, 25, 4_000.0])
  func `a word gives the smallest Poisson count whose running sum is above it`(mean: Double) throws
  {
    let (law, table) = (try Poisson(mean: mean), PreparedPoisson(mean: mean))
    var last = 0
    for step in 0...1_000 as ClosedRange<UInt64> {
      let word = step == 1_000 ? .max : step * (UInt64.max / 1_000)
      let k = table.inverse(word)
      #expect(k >= last)
      last = k
      let (u, isUpper) = end(of: word)
      if isUpper {
        #expect(law.survival(k) < u * 1.001)
        #expect(k == 0 || law.survival(k - 1) > u * 0.999)
      } else {
        #expect(law.cumulative(k) > u * 0.999)
        #expect(k == 0 || law.cumulative(k - 1) < u * 1.001)
      }
    }
  }
}
