import Probability
import RealModule
import Testing

struct TopShareTests {
  // 1.96 % of a bank's clients hold 82.15 % of the assets; 80/20; a tenth with 47.5 %.
  static let facts = [(0.0196, 0.8215), (0.2, 0.8), (0.1, 0.475), (0.3, 0.3001), (1e-6, 0.9)]

  @Test(arguments: facts)
  func `a fitted law gives back its share and its mean`(top: Double, share: Double) throws {
    let pareto = try Pareto(topFraction: top, holding: share, mean: 56_593)
    #expect(agree(pareto.topShare(top), share))
    #expect(agree(pareto.lorenz(1 - top), 1 - share, within: 1e-8))
    #expect(agree(pareto.mean, 56_593, within: 1e-11))
    let normal = try LogNormal(topFraction: top, holding: share, mean: 56_593)
    #expect(agree(normal.topShare(top), share))
    #expect(agree(normal.lorenz(1 - top), 1 - share, within: 1e-8))
    #expect(agree(normal.mean, 56_593, within: 1e-11))
  }

  @Test(arguments: facts)
  func `a law fitted to a threshold has the fraction above it`(top: Double, share: Double) throws {
    let pareto = try Pareto(topFraction: top, holding: share, above: 500_000)
    #expect(agree(pareto.survival(500_000), top))
    #expect(agree(pareto.topShare(top), share))
    let normal = try LogNormal(topFraction: top, holding: share, above: 500_000)
    #expect(agree(normal.survival(500_000), top))
    #expect(agree(normal.topShare(top), share))
  }

  @Test func `the shapes are those of the textbooks`() throws {
    // 80 to 20 is the shape log₄ 5.
    let pareto = try Pareto(topFraction: 0.2, holding: 0.8, mean: 1)
    #expect(agree(pareto.shape, .log(5) / .log(4)))
    #expect(agree(pareto.gini, 1 / (2 * Double.log(5) / .log(4) - 1)))
    // The fraction above the mean of a lognormal law lacks of its share what symmetry gives.
    let normal = try LogNormal(topFraction: 0.25, holding: 0.75, mean: 1)
    #expect(agree(normal.logStandardDeviation, 2 * 0.674_489_750_196_081_7))
    let bank = try Pareto(topFraction: 0.0196, holding: 0.8215, mean: 1)
    #expect(abs(bank.shape - 1.052_635) < 5e-6)
    let clients = try LogNormal(topFraction: 0.0196, holding: 0.8215, mean: 1)
    #expect(abs(clients.logStandardDeviation - 2.983_178) < 5e-6)
  }

  @Test func `the Gini index is one less twice the area below the Lorenz curve`() throws {
    let normal = try LogNormal(logMean: 3, logStandardDeviation: 0.8)
    let pareto = try Pareto(shape: 2.5, minimum: 7)
    #expect(abs(1 - 2 * area(normal.lorenz) - normal.gini) < 1e-6)
    #expect(abs(1 - 2 * area(pareto.lorenz) - pareto.gini) < 1e-6)
  }

  @Test func `the Lorenz curve is the share of quantiles`() throws {
    let normal = try LogNormal(logMean: 0, logStandardDeviation: 0.5)
    let pareto = try Pareto(shape: 3, minimum: 1)
    let steps = 20_000
    for share in [0.1, 0.5, 0.9] {
      let below = (0..<steps).map { (Double($0) + 0.5) / Double(steps) * share }
      let held = below.reduce(0) { $0 + normal.quantile($1) } * share / Double(steps)
      #expect(agree(held / normal.mean, normal.lorenz(share), within: 1e-5))
      let owned = below.reduce(0) { $0 + pareto.quantile($1) } * share / Double(steps)
      #expect(agree(owned / pareto.mean, pareto.lorenz(share), within: 1e-5))
    }
  }

  @Test func `the ends of the curve are 0 and 1, and an infinite mean is held by the top`() throws {
    let law = try Pareto(shape: 0.8, minimum: 1)
    #expect(law.lorenz(0.999) == 0)
    #expect(law.lorenz(1) == 1)
    #expect(law.topShare(1e-9) == 1)
    #expect(law.topShare(0) == 0)
    #expect(law.gini == 1)
    let normal = try LogNormal(logMean: 0, logStandardDeviation: 1)
    #expect([normal.lorenz(0), normal.lorenz(1), normal.topShare(0)] == [0, 1, 0])
    let pareto = try Pareto(shape: 2, minimum: 1)
    #expect([pareto.lorenz(0), pareto.lorenz(1), pareto.topShare(1)] == [0, 1, 1])
  }

  @Test(arguments: [(0.2, 0.2), (0.2, 0.1), (0, 0.5), (1, 1), (0.2, 1), (.nan, 0.5), (0.2, .nan)])
  func `shares that no unequal law has are refused`(top: Double, share: Double) {
    #expect(throws: ParameterError.self) {
      try Pareto(topFraction: top, holding: share, mean: 1)
    }
    #expect(throws: ParameterError.self) {
      try LogNormal(topFraction: top, holding: share, above: 1)
    }
  }

  @Test func `a mean or threshold of nothing is refused`() {
    #expect(throws: ParameterError.self) {
      try LogNormal(topFraction: 0.1, holding: 0.5, mean: 0)
    }
    #expect(throws: ParameterError.self) {
      try Pareto(topFraction: 0.1, holding: 0.5, above: -1)
    }
  }

  /// The area below a convex curve on 0...1, by Simpson's rule on u = 1 − v⁴, which tames its end.
  private func area(_ curve: (Double) -> Double) -> Double {
    let steps = 4_000
    let heights = (0...steps).map { step in
      let v = Double(step) / Double(steps)
      return curve(1 - v * v * v * v) * 4 * v * v * v
    }
    return heights.enumerated().reduce(0.0) { sum, point in
      let edge = point.offset == 0 || point.offset == steps
      return sum + point.element * (edge ? 1 : point.offset % 2 == 1 ? 4 : 2)
    } / Double(3 * steps)
  }
}
