import Probability
import Testing

struct ContinuousValueTests {
  /// Scripts/reference/continuous_values.py, by mpmath.
  @Test(
    arguments: [
      "density", "cumulative", "survival", "quantile", "limitedExpectation", "limitedSecondMoment",
    ])
  func `values agree with integrals and roots in 60-digit arithmetic`(function: String) throws {
    let lines = ReferenceLine.lines(of: continuousValues).filter { $0.fields[1] == function }
    #expect(lines.count > 250)
    for line in lines {
      let law = try law(named: line.fields[0])
      let x = try #require(line.numbers(2).first)
      let expected = try #require(line.numbers(3).first)
      let found =
        switch function {
        case "density": law.density(x)
        case "cumulative": law.cumulative(x)
        case "survival": law.survival(x)
        case "quantile": law.quantile(x)
        case "limitedExpectation": law.limitedExpectation(x)
        default: law.limitedSecondMoment(x)
        }
      #expect(relativeError(found, expected) <= 1e-12, "\(line), but found \(found)")
    }
  }
}
