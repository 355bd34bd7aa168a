import Probability
import Testing

struct LorenzCurveTests {
  private func lorenz(_ groups: [(Int, Int)], order: LorenzCurve.Order = .ratio) -> LorenzCurve? {
    LorenzCurve(groups.map { LorenzCurve.Group(base: $0, amount: $1) }, order: order)
  }

  @Test func `equal amounts have an index of 0, one payer among n of 1 - 1/n`() {
    #expect(lorenz([(1, 5), (3, 15), (2, 10)])?.gini == 0)
    #expect(lorenz([(1, 0), (1, 7), (1, 0), (1, 0)])?.gini == 0.75)
    #expect(lorenz([(3, 0), (1, 7)])?.gini == 0.75)
  }

  @Test(arguments: [2, 3, 10, 1_000])
  func `amounts of 1 to n have an index of (n - 1) in 3n`(n: Int) throws {
    let gini = try #require(lorenz((1...n).map { (1, $0) }.reversed())?.gini)
    #expect(agree(gini, Double(n - 1) / Double(3 * n), within: 1e-15))
  }

  @Test(arguments: 0..<30 as Range<UInt64>)
  func `the index is half the relative mean difference`(seed: UInt64) throws {
    var bits = SplitMix(state: seed)
    let groups = (0..<20).map { _ in (1 + bits.below(50), bits.below(9_000)) }
    let (base, amount) = groups.reduce((0, 0)) { ($0.0 + $1.0, $0.1 + $1.1) }
    // Σ Σ bᵢ bⱼ |aᵢ/bᵢ − aⱼ/bⱼ| / (2 B A)
    var differences = 0
    for (b, a) in groups { for (c, d) in groups { differences += abs(a * c - d * b) } }
    let gini = try #require(lorenz(groups)).gini
    #expect(agree(gini, Double(differences) / (2 * Double(base) * Double(amount))))
  }

  // 6,000 members whose cover is worth 150 and 4,000 whose cover is worth 400 pay 250 each: of the
  // 2,500,000 that is paid 600,000 goes across.
  @Test func `the index of cost to benefit of two groups is the share that goes across`() throws {
    let curve = try #require(lorenz([(900_000, 1_500_000), (1_600_000, 1_000_000)]))
    #expect(agree(curve.gini, 0.24))
    #expect(curve.points.map(\.base) == [0, 0.64, 1])
    #expect(curve.points.map(\.amount) == [0, 0.4, 1])
  }

  @Test func `a given order is kept, and its reverse has the opposite index`() throws {
    let groups = [(3, 1), (1, 4), (2, 2)]
    let curve = try #require(lorenz(groups, order: .given))
    #expect(curve.points.map(\.base) == [0, 0.5, 4.0 / 6, 1])
    let reversed = try #require(lorenz(groups.reversed(), order: .given))
    #expect(agree(curve.gini, -reversed.gini))
    // Below the curve: (3·1 + 1·(1+5) + 2·(5+7)) / 42
    #expect(agree(curve.gini, 1 - 33.0 / 42))
  }

  @Test func `there is no curve of nothing, and groups of nothing are left out`() throws {
    #expect(lorenz([]) == nil)
    #expect(lorenz([(1, 0)]) == nil)
    #expect(lorenz([(0, 1)]) == nil)
    #expect(try #require(lorenz([(1, 1), (0, 0), (1, 3)])).points.count == 3)
    // An amount on no base comes last: it is dearer than any.
    #expect(try #require(lorenz([(0, 1), (1, 1)])).points.map(\.base) == [0, 1, 1])
  }
}
