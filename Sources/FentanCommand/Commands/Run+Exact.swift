import ArgumentParser
import MutualAid
import Reports

extension Run {
  /// Sees that nothing was asked for that exact figures do not have.
  func validateMethod() throws {
    guard method == .exact else { return }
    guard out == nil, conditions.isEmpty else {
      throw ValidationError("--method exact takes neither --out nor --fail-if.")
    }
    guard above == nil else { throw ValidationError("--method exact does not take --above.") }
    guard quantiles.areInside else {
      throw ValidationError("--quantiles takes percentages above 0 and below 100 here.")
    }
  }

  /// Prints what has an exact law, and what has none.
  func printExactFigures(of scenario: Scenario) throws(Failure) {
    let forecast = try ExactForecast.found(for: scenario)
    var report = ""
    render(
      forecast, as: format, options: ReportOptions(quantiles: quantiles.fractions), to: &report)
    try messages.console.printResult(report)
  }
}

extension Percentages {
  /// Whether all lie above 0 and below 100 per cent, as the levels of an exact quantile do.
  var areInside: Bool { fractions.allSatisfy { 0 < $0 && $0 < 1 } }
}

extension ExactForecast {
  /// The exact laws of a scenario.
  ///
  /// - Throws: `Failure` with status 1, and all that stands in the way, where nothing has one.
  static func found(for scenario: Scenario) throws(Failure) -> ExactForecast {
    let forecast: ExactForecast
    do {
      forecast = try ExactForecast(of: scenario)
    } catch {
      throw Failure(.failed, "A settlement's greatest possible total is too large to count.")
    }
    guard !forecast.figures.isEmpty, forecast.hasLaws || forecast.missing.isEmpty else {
      let reasons = forecast.obstacles.map { "\n- \($0)" }.joined()
      throw Failure(
        .failed,
        "Nothing in this scenario has an exact law" + (reasons.isEmpty ? "." : ":\(reasons)"))
    }
    return forecast
  }
}
