internal import CGSL

/// The few functions of other laws that an estimate needs.
enum EstimateFunctions {
  /// How many standard deviations an interval of this confidence reaches to each side of its centre.
  ///
  /// - Precondition: `confidence` is above 0 and below 1.
  static func normalReach(confidence: Double) -> Double {
    precondition(
      0 < confidence && confidence < 1, "confidence should be in 0..<1, but is \(confidence)")
    return gsl_cdf_ugaussian_Qinv((1 - confidence) / 2)
  }

  /// The same for Student's law with this many degrees of freedom.
  ///
  /// - Precondition: `confidence` is above 0 and below 1, and `degrees` is positive.
  static func studentReach(confidence: Double, degrees: Int) -> Double {
    precondition(
      0 < confidence && confidence < 1, "confidence should be in 0..<1, but is \(confidence)")
    precondition(degrees > 0, "the degrees of freedom should be positive, but are \(degrees)")
    return gsl_cdf_tdist_Qinv((1 - confidence) / 2, Double(degrees))
  }
}
