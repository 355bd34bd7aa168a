import MutualAid
import Probability
import RealModule
import Testing

struct BreakEvenTests {
  private func exact(_ value: Double) -> Estimate { Estimate(value: value, standardError: 0) }

  // A pure premium of 300 yuan, shared with a fee of 8 %.
  @Test func `by the mean the loss ratio of break-even is 1 over 1 and the fee`() throws {
    let found = try BreakEven(in: 0.3...1, tolerance: 1e-12) { exact(324 - 300 / $0) }
    #expect(abs(found.root.value - 1 / 1.08) < 1e-11)
    #expect(found.root.standardError == 0)
    #expect(found.isBracketed)
    #expect(near(found.slope, 300 * 1.08 * 1.08, within: 1e-3))
  }

  @Test func `by the certain cost the loading is that of the closed form`() throws {
    let law = try claims(1_000, 0.001, amount: 32_400)
    let measure = CostMeasure.certaintyEquivalent(try .constantAbsolute(perYuan: 1e-4))
    let found = try BreakEven(in: 0...1, tolerance: 1e-12) { loading in
      guard let sharing = try? measure.figure(of: law) else { return nil }
      return exact(sharing.value - 30_000 * (1 + loading))
    }
    let certain = 1_000 * .log(onePlus: 0.001 * .expMinusOne(0.0324)) / 1e-4
    #expect(abs(found.root.value - (certain / 300 - 1)) < 1e-10)
  }

  @Test func `the size of the pool at which a cautious member shares is found`() throws {
    // Certain cost of b K/n at a = 0.001: n/a · log(1 − q + q e^(ab/n)) yuan; the premium is 330.
    let found = try BreakEven(in: 100...1e6, tolerance: 1e-6) { members in
      let certain = members / 1e-3 * .log(onePlus: 1e-3 * .expMinusOne(300 / members))
      return exact(certain - 330)
    }
    let members = found.root.value
    let certain = members / 1e-3 * .log(onePlus: 1e-3 * .expMinusOne(300 / members))
    #expect(abs(certain - 330) < 1e-6)
    // To second order the loading is a b q/2n · b.
    #expect(abs(members - 1_500) < 200)
  }

  @Test func `the error at the root is carried over by the slope`() throws {
    let found = try BreakEven(in: 0...10, tolerance: 1e-9) {
      Estimate(value: 2 * ($0 - 3), standardError: 0.1)
    }
    #expect(abs(found.root.value - 3) < 1e-9)
    #expect(near(found.root.standardError, 0.05, within: 1e-9))
    #expect(near(found.interval.upperBound - 3, 0.05 * 1.959_963_984_540_054, within: 1e-7))
    #expect(found.isBracketed)
  }

  @Test func `an end that chance may have put on the wrong side is told`() throws {
    let found = try BreakEven(in: 0...10) { Estimate(value: $0 - 0.01, standardError: 0.02) }
    #expect(!found.isBracketed)
  }

  @Test func `a jump is found, and a flat root has no end to its interval`() throws {
    let jump = try BreakEven(in: 0...10, tolerance: 1e-9) { exact($0 < 7 ? -1 : 2) }
    #expect(abs(jump.root.value - 7) < 1e-8)
    #expect(abs(jump.difference.value) >= 1)
    let flat = try BreakEven(in: 0...10) {
      Estimate(value: $0 < 1 ? -1 : $0 > 9 ? 1 : 0, standardError: 1)
    }
    #expect(flat.root.standardError == .infinity)
    #expect(flat.interval.contains(1e300))
  }

  @Test func `each setting is simulated once`() throws {
    var settings: [Double] = []
    _ = try BreakEven(in: 0...4) {
      settings.append($0)
      return exact($0 * $0 - 2)
    }
    #expect(Set(settings).count == settings.count)
    #expect(settings.count < 20)
  }

  @Test func `where there is no break-even the values at the ends say why`() {
    #expect(
      throws: BreakEvenError.notBracketed(0...1, lower: exact(1), upper: exact(2))
    ) { try BreakEven(in: 0...1) { exact(1 + $0) } }
    #expect(throws: BreakEvenError.noFigure(at: 1)) {
      try BreakEven(in: 0...1) { $0 == 1 ? nil : exact(-1) }
    }
    #expect(throws: BreakEvenError.self) {
      try BreakEven(in: 0...3) { $0 == 0 ? exact(-1) : $0 == 3 ? exact(1) : nil }
    }
    let error = BreakEvenError.notBracketed(
      0...1, lower: exact(-1_234.4),
      upper: Estimate(value: -5.5, standardError: 12.3))
    #expect(
      error.description == """
        no break-even between 0.0 and 1.0: the difference has one sign at both ends, \
        -12.34 ± 0.00 and -0.06 ± 0.12 yuan
        """)
  }

  @Test func `nineteen in twenty intervals hold the true root`() throws {
    // Sharing costs 100 K in n = 400 replications, K ~ Poisson(3): break-even at a premium of 300.
    let law = try Poisson(mean: 3)
    let runs = 300
    var hits = 0
    for run in 0..<runs {
      var stream = inputs(1_000 + run)
      var costs = Tally()
      for _ in 0..<400 { costs.add(100 * law.sample(using: &stream)) }
      let sharing = try CostMeasure.mean.figure(of: costs)
      let found = try BreakEven(in: 0...1_000) {
        Estimate(value: sharing.value - $0, standardError: sharing.standardError)
      }
      if found.interval.contains(300) { hits += 1 }
    }
    // 4.9 standard deviations below 0.94 of 300, and not all.
    #expect((262..<300).contains(hits))
  }
}
