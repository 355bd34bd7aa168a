/// The checks that the laws share. A comparison with `NaN` is false, so each refuses `NaN` too.
extension ParameterError {
  /// Refuses a value that is not finite.
  static func requireFinite(
    _ value: Double, _ parameter: String, of law: String
  ) throws(ParameterError) {
    guard value.isFinite else {
      throw ParameterError(law: law, parameter: parameter, found: value, allowed: "finite")
    }
  }

  /// Refuses a value that is not above 0 and finite.
  static func requirePositive(
    _ value: Double, _ parameter: String, of law: String
  ) throws(ParameterError) {
    guard value > 0, value.isFinite else {
      throw ParameterError(
        law: law, parameter: parameter, found: value, allowed: "above 0 and finite")
    }
  }

  /// Refuses a value outside a range.
  static func require(
    _ value: Double, _ parameter: String, of law: String, in range: ClosedRange<Double>
  ) throws(ParameterError) {
    guard range.contains(value) else {
      throw ParameterError(
        law: law, parameter: parameter, found: value,
        allowed: "from \(range.lowerBound) to \(range.upperBound)")
    }
  }
}
