import MutualAid
import Probability
import Testing

struct PairedCostsTests {
  /// Equal shares of Bin(10000, 0.001) claims of 32.40 yuan a member, against a premium of 400 yuan.
  private func sharing(_ count: Int, seed: Int) throws -> PairedCosts {
    let claims = try Binomial(trials: 10_000, probability: 0.001)
    var stream = inputs(seed)
    var costs = PairedCosts()
    for _ in 0..<count { costs.add(3_240 * claims.sample(using: &stream), 40_000) }
    return costs
  }

  @Test func `sharing against a premium agrees with the exact law`() throws {
    let costs = try sharing(10_000, seed: 21)
    let law = try claims(10_000, 0.001, amount: 3_240)
    let mean = try #require(costs.meanDifference)
    #expect(abs(mean.value + 7_600) < 4.9 * mean.standardError)
    // A premium does not vary, so that the error is that of the share.
    #expect(mean.standardError == costs.first.mean?.standardError)
    #expect(near(try #require(costs.first.standardDeviation).value, 10_240.6554, within: 0.04))
    let cheaper = try #require(costs.cheaper(confidence: 0.999_999))
    let truth = law.cumulative(39_999)
    #expect(cheaper.first.lower < truth && truth < cheaper.first.upper)
    #expect(cheaper.first.hits + cheaper.second.hits == 10_000)
    #expect(cheaper.neither.hits == 0)
    #expect(try costs.difference(by: .quantile(0.5)).value == -7_600)
  }

  @Test func `pairs that move together differ by less than either`() throws {
    let claims = try Binomial(trials: 10_000, probability: 0.001)
    var stream = inputs(3)
    var costs = PairedCosts()
    for _ in 0..<2_000 {
      let count = claims.sample(using: &stream)
      costs.add(3_240 * count, 3_000 * count + 2_000)
    }
    let mean = try #require(costs.meanDifference)
    let (a, b) = (try #require(costs.first.mean), try #require(costs.second.mean))
    #expect(near(mean.standardError, a.standardError - b.standardError, within: 1e-9))
    #expect(near(mean.value, a.value - b.value, within: 1e-9))
    #expect(try costs.difference(by: .mean) == mean)
    let utility = try Utility.constantAbsolute(perYuan: 1e-4)
    let certain = try costs.difference(by: .certaintyEquivalent(utility))
    #expect(certain.value > mean.value)
    #expect(certain.standardError >= mean.standardError)
  }

  @Test func `counts of the cheaper are by hand`() throws {
    var costs = PairedCosts()
    for (a, b) in [(1, 2), (2, 2), (3, 2), (0, 5), (7, 9)] { costs.add(a, b) }
    let cheaper = try #require(costs.cheaper())
    #expect([cheaper.first.hits, cheaper.second.hits, cheaper.neither.hits] == [3, 1, 1])
    #expect(costs.difference.minimum == -5 && costs.difference.maximum == 1)
    #expect(near(try #require(costs.ratio).value, 13.0 / 20))
    #expect(PairedCosts().cheaper() == nil)
    #expect(PairedCosts().meanDifference == nil)
    #expect(throws: UtilityError.noCosts) { try PairedCosts().difference(by: .mean) }
  }

  @Test func `shards merge to the bit, and are read back from their words`() throws {
    let parts = try (0..<3).map { try sharing(500, seed: $0) }
    var (forwards, backwards) = (PairedCosts(), PairedCosts())
    for part in parts { forwards.merge(part) }
    for part in parts.reversed() { backwards.merge(part) }
    #expect(forwards == backwards)
    #expect(forwards.words == backwards.words)
    #expect(try PairedCosts(words: forwards.words) == forwards)
    #expect(try PairedCosts(words: PairedCosts().words) == PairedCosts())
  }

  @Test func `words that are not those of paired costs are refused`() throws {
    let words = try sharing(20, seed: 9).words
    #expect(throws: TallyError.self) { try PairedCosts(words: []) }
    #expect(throws: TallyError.self) { try PairedCosts(words: Array(words.dropLast())) }
    #expect(throws: TallyError.self) { try PairedCosts(words: words + [0]) }
    for place in [0, 1, 2, 3, words.count - 6] {
      var broken = words
      broken[place] = broken[place] ^ 0x4000_0000_0000_0000
      #expect(throws: TallyError.self) { try PairedCosts(words: broken) }
    }
  }
}
