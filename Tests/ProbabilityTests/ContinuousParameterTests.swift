import Probability
import Testing

struct ContinuousParameterTests {
  @Test func `each law names the parameter that it refuses`() {
    expectRefusal("Uniform: from should be finite, but is inf") {
      try Uniform(from: .infinity, to: 1)
    }
    expectRefusal("Uniform: to should be above 1.0, but is 1.0") { try Uniform(from: 1, to: 1) }
    expectRefusal("Exponential: mean should be above 0 and finite, but is 0.0") {
      try Exponential(mean: 0)
    }
    expectRefusal("Normal: mean should be finite, but is nan") { try Normal(mean: .nan) }
    expectRefusal("Normal: standardDeviation should be above 0 and finite, but is -1.0") {
      try Normal(mean: 0, standardDeviation: -1)
    }
    expectRefusal("LogNormal: logStandardDeviation should be above 0 and finite, but is nan") {
      try LogNormal(logMean: 0, logStandardDeviation: .nan)
    }
    expectRefusal("LogNormal: mean should be above 0 and finite, but is -5.0") {
      try LogNormal(mean: -5, coefficientOfVariation: 1)
    }
    expectRefusal("Gamma: shape should be from 1e-06 to 100000000.0, but is 0.0") {
      try Gamma(shape: 0, scale: 1)
    }
    expectRefusal("Gamma: scale should be above 0 and finite, but is inf") {
      try Gamma(shape: 1, scale: .infinity)
    }
    expectRefusal("Gamma: coefficientOfVariation should be from 0.0001 to 1000.0, but is 0.0") {
      try Gamma(mean: 1, coefficientOfVariation: 0)
    }
    expectRefusal("Beta: beta should be from 1e-06 to 100000000.0, but is nan") {
      try Beta(alpha: 1, beta: .nan)
    }
    expectRefusal("Weibull: shape should be from 0.02 to 10000.0, but is 0.01") {
      try Weibull(shape: 0.01, scale: 1)
    }
    expectRefusal("Weibull: coefficientOfVariation should be from 0.001 to 1000000.0, but is 0.0") {
      try Weibull(mean: 1, coefficientOfVariation: 0)
    }
    expectRefusal("Pareto: minimum should be above 0 and finite, but is 0.0") {
      try Pareto(shape: 1, minimum: 0)
    }
    expectRefusal("Lomax: coefficientOfVariation should be from 1.000001 to 10000.0, but is 1.0") {
      try Lomax(mean: 1, coefficientOfVariation: 1)
    }
  }

  @Test func `each law made of others names the part that it refuses`() throws {
    let law = try Exponential(mean: 1)
    expectRefusal("Mixture: weights[1] should be 0 or more, but is -0.5") {
      try Mixture(of: [law, law], weights: [1, -0.5])
    }
    expectRefusal("Mixture: sum of weights should be above 0 and finite, but is 0.0") {
      try Mixture(of: [], weights: [])
    }
    expectRefusal("Capped: at should be finite, but is nan") { try Capped(law, at: .nan) }
    expectRefusal("Layered: limit should be above 0, but is 0.0") {
      try Layered(law, attachment: 1, limit: 0)
    }
    expectRefusal("InterpolatedLaw: points[2] should be above the last, but is 1.0") {
      try InterpolatedLaw(points: [0, 1, 1], probabilities: [0, 0.5, 1])
    }
    expectRefusal("InterpolatedLaw: probabilities[0] should be 0, but is 0.1") {
      try InterpolatedLaw(points: [0, 1], probabilities: [0.1, 1])
    }
    expectRefusal(
      "InterpolatedLaw: probabilities[2] should be at least the last and at most 1, but is 0.4"
    ) {
      try InterpolatedLaw(points: [0, 1, 2, 3], probabilities: [0, 0.5, 0.4, 1])
    }
    expectRefusal("InterpolatedLaw: probabilities[1] should be 1, but is 0.9") {
      try InterpolatedLaw(points: [0, 1], probabilities: [0, 0.9])
    }
    expectRefusal("InterpolatedLaw: counts[1] should be 0 or more, but is -1.0") {
      try InterpolatedLaw(edges: [0, 1, 2], counts: [2, -1])
    }
    expectRefusal("DayDelay: probability of a negative time should be 0, but is 0.5") {
      try DayDelay(Normal())
    }
  }

  @Test(arguments: [0.0011, 0.01, 0.1, 0.5, 1, 1.2, 3, 10, 100, 900])
  func `a law has the mean and coefficient of variation that it was made with`(
    cv: Double
  ) throws {
    var laws: [any ContinuousLaw] = [
      try Gamma(mean: 60, coefficientOfVariation: cv),
      try LogNormal(mean: 60, coefficientOfVariation: cv),
      try Weibull(mean: 60, coefficientOfVariation: cv),
      try Pareto(mean: 60, coefficientOfVariation: cv),
    ]
    if cv > 1 { laws.append(try Lomax(mean: 60, coefficientOfVariation: cv)) }
    for law in laws {
      #expect(relativeError(law.mean, 60) < 1e-13, "\(law)")
      // A power law with a shape so little above 2 keeps fewer digits of its variance.
      #expect(relativeError(law.coefficientOfVariation, cv) < 1e-15 * max(1_000, cv * cv), "\(law)")
    }
  }

  @Test func `an exponential law is the Weibull law with a coefficient of variation of 1`() throws {
    let law = try Weibull(mean: 5, coefficientOfVariation: 1)
    #expect(relativeError(law.shape, 1) < 1e-14)
    #expect(relativeError(law.scale, 5) < 1e-14)
  }

  private func expectRefusal(
    _ message: String, sourceLocation: SourceLocation = #_sourceLocation,
    _ make: () throws -> any Sendable
  ) {
    let error = #expect(throws: ParameterError.self, sourceLocation: sourceLocation) {
      _ = try make()
    }
    #expect(error?.description == message, sourceLocation: sourceLocation)
  }
}
