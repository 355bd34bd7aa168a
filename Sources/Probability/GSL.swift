import CGSL

/// The doors to the GNU Scientific Library, by the names of the functions.
///
/// Each caller checks its arguments before it comes here, for GSL may answer a bad one with a silent
/// `NaN`. What still fails is our own mistake, and stops the program with the call's name rather
/// than let a `NaN` reach a result.
enum GSL {
  /// Switches off GSL's error handler, which ends the program at any error, when first read.
  static let handlerIsOff: Void = { _ = gsl_set_error_handler_off() }()

  /// GSL's words for one of its error codes.
  static func message(of code: Int32) -> String {
    gsl_strerror(code).map { String(cString: $0) } ?? "error \(code)"
  }

  /// The logarithm of Γ(x), for x above 0.
  static func logGamma(_ x: Double) -> Double {
    value("gsl_sf_lngamma(\(x))") { gsl_sf_lngamma_e(x, $0) }
  }

  /// The logarithm of B(a, b) = Γ(a) Γ(b) / Γ(a + b), for a and b above 0.
  static func logBeta(_ a: Double, _ b: Double) -> Double {
    value("gsl_sf_lnbeta(\(a), \(b))") { gsl_sf_lnbeta_e(a, b, $0) }
  }

  /// Riemann's ζ(n), for n from 2.
  static func zeta(_ n: Int) -> Double {
    value("gsl_sf_zeta_int(\(n))") { gsl_sf_zeta_int_e(Int32(n), $0) }
  }

  /// Γ*(x) = Γ(x) / (√(2π) x^(x − ½) e^(−x)), for x above 0.
  static func gammaStar(_ x: Double) -> Double {
    value("gsl_sf_gammastar(\(x))") { gsl_sf_gammastar_e(x, $0) }
  }

  /// log(1 + x) − x, for x above −1.
  static func log1pMinus(_ x: Double) -> Double {
    value("gsl_sf_log_1plusx_mx(\(x))") { gsl_sf_log_1plusx_mx_e(x, $0) }
  }

  /// The regularised incomplete gamma function P(a, x), for a above 0 and x from 0.
  ///
  /// Accurate to 10⁻¹² for a up to 300 only; see ``IncompleteGamma``.
  static func gammaP(_ a: Double, _ x: Double) -> Double {
    value("gsl_sf_gamma_inc_P(\(a), \(x))") { gsl_sf_gamma_inc_P_e(a, x, $0) }
  }

  /// The regularised incomplete gamma function Q(a, x) = 1 − P(a, x), likewise.
  static func gammaQ(_ a: Double, _ x: Double) -> Double {
    value("gsl_sf_gamma_inc_Q(\(a), \(x))") { gsl_sf_gamma_inc_Q_e(a, x, $0) }
  }

  /// The regularised incomplete beta function I_x(a, b), for a and b above 0 and x from 0 to 1.
  ///
  /// Accurate to 10⁻¹¹ for a and b from 10⁻³ to 10⁴, and to 10⁻⁶ up to 10⁸.
  static func betaP(_ x: Double, _ a: Double, _ b: Double) -> Double {
    _ = handlerIsOff
    return checked(gsl_cdf_beta_P(x, a, b), "gsl_cdf_beta_P(\(x), \(a), \(b))")
  }

  /// 1 − I_x(a, b), likewise.
  static func betaQ(_ x: Double, _ a: Double, _ b: Double) -> Double {
    _ = handlerIsOff
    return checked(gsl_cdf_beta_Q(x, a, b), "gsl_cdf_beta_Q(\(x), \(a), \(b))")
  }

  /// The standard normal law's Φ(z).
  static func normalP(_ z: Double) -> Double {
    _ = handlerIsOff
    return checked(gsl_cdf_ugaussian_P(z), "gsl_cdf_ugaussian_P(\(z))")
  }

  /// The standard normal law's 1 − Φ(z).
  static func normalQ(_ z: Double) -> Double {
    _ = handlerIsOff
    return checked(gsl_cdf_ugaussian_Q(z), "gsl_cdf_ugaussian_Q(\(z))")
  }

  /// Calls a function that returns an error code, among which an underflow is a result, 0.
  private static func value(
    _ name: @autoclosure () -> String, by call: (UnsafeMutablePointer<gsl_sf_result>) -> Int32
  ) -> Double {
    _ = handlerIsOff
    var result = gsl_sf_result()
    let code = call(&result)
    precondition(
      code == Int32(GSL_SUCCESS) || code == Int32(GSL_EUNDRFLW),
      "\(name()) failed: \(message(of: code))")
    return checked(result.val, name())
  }

  private static func checked(_ value: Double, _ name: @autoclosure () -> String) -> Double {
    precondition(!value.isNaN, "\(name()) is not a number")
    return value
  }
}
