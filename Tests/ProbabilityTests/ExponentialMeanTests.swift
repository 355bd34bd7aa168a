import Probability
import RealModule
import Testing

struct ExponentialMeanTests {
  private typealias Outcomes = [(value: Double, weight: Double)]

  /// A normal law on a grid, whose exponential sums are those of the law to all digits.
  private func normal(_ mean: Double, _ deviation: Double) -> Outcomes {
    stride(from: -14.0, through: 14, by: 0.0625).map {
      (mean + deviation * $0, Double.exp(-0.5 * $0 * $0))
    }
  }

  @Test(arguments: [-3, -0.2, -1e-9, 0, 1e-12, 1e-3, 0.4, 2])
  func `a normal law has the mean μ + kσ²/2`(order: Double) throws {
    let found = try #require(ExponentialMean(order: order, of: normal(5, 1.5)))
    #expect(agree(found.value, 5 + order * 1.5 * 1.5 / 2))
  }

  @Test(arguments: [-2, -1e-6, 1e-10, 0.03, 1, 30])
  func `a binomial law has the mean n log(1 − p + p eᵏ) / k`(order: Double) throws {
    let law = try Binomial(trials: 40, probability: 0.07)
    let found = try #require(
      ExponentialMean(order: order, of: (0...40).map { (Double($0), law.mass($0)) }))
    let one = Double.log(onePlus: 0.07 * .expMinusOne(order))
    #expect(agree(found.value, 40 * one / order, within: 1e-11))
  }

  @Test func `a huge order gives the largest outcome, a huge negative one the smallest`() throws {
    let outcomes: Outcomes = [(3, 0.5), (1e9, 0.25), (-7, 0.25)]
    #expect(try #require(ExponentialMean(order: 1e300, of: outcomes)).value == 1e9)
    #expect(try #require(ExponentialMean(order: -1e300, of: outcomes)).value == -7)
    let large = try #require(ExponentialMean(order: 10, of: outcomes))
    #expect(agree(large.value, 1e9 + .log(0.25) / 10, within: 1e-15))
    #expect(agree(large.heaviest, 1))
  }

  @Test(arguments: 0..<40 as Range<UInt64>)
  func `it rises with the order, moves with the outcomes and lies among them`(
    seed: UInt64
  ) throws {
    var bits = SplitMix(state: seed)
    let outcomes: Outcomes = (0..<15).map { _ in (bits.uniform() * 100, bits.uniform()) }
    let moved: Outcomes = outcomes.map { ($0.value + 1e7, $0.weight) }
    var before = outcomes.map(\.value).min() ?? 0
    for order in [-5, -0.3, -1e-4, 0, 1e-4, 0.3, 5] {
      let found = try #require(ExponentialMean(order: order, of: outcomes)).value
      #expect(found > before)
      before = found
      let far = try #require(ExponentialMean(order: order, of: moved)).value
      #expect(abs(far - found - 1e7) < 1e-7)
    }
    #expect(before < outcomes.map(\.value).max() ?? 0)
  }

  @Test func `the influence of one of two outcomes is as by hand`() throws {
    // E e^(kY) = (1 + 3)/2 = 2 at k = 1, so M = log 2; influences are ½ − 1 and 3/2 − 1.
    let outcomes: Outcomes = [(0, 5), (.log(3), 5)]
    let found = try #require(ExponentialMean(order: 1, of: outcomes))
    #expect(agree(found.value, .log(2)))
    #expect(agree(found.deviation, 0.5))
    #expect(agree(found.heaviest, 0.75))
    #expect(agree(found.standardError(count: 10), 0.5 / 3))
    #expect(found.standardError(count: 1) == .infinity)
    #expect(try #require(ExponentialMean(order: 0, of: outcomes)).deviation == .log(3) / 2)
  }

  @Test func `nine in ten intervals or more hold the true mean`() throws {
    var bits = SplitMix(state: 77)
    let (order, chance) = (0.5, 0.2)
    let truth = Double.log(1 - chance + chance * .exp(order)) / order
    let runs = 1_000
    var hits = 0
    for _ in 0..<runs {
      let claims = (0..<400).reduce(0) { count, _ in count + (bits.uniform() < chance ? 1 : 0) }
      let sample: Outcomes = [(0, Double(400 - claims)), (1, Double(claims))]
      let found = try #require(ExponentialMean(order: order, of: sample))
      let estimate = Estimate(
        value: found.value, standardError: found.standardError(count: 400))
      if estimate.interval().contains(truth) { hits += 1 }
    }
    #expect(hits >= fewestHits(of: runs, probability: 0.93))
    #expect(hits < runs)
  }

  @Test func `there is no mean of nothing`() {
    #expect(ExponentialMean(order: 1, of: []) == nil)
    #expect(ExponentialMean(order: 1, of: [(5, 0)]) == nil)
    #expect(ExponentialMean(order: 1, of: [(5, 0), (2, 1)])?.value == 2)
  }
}
