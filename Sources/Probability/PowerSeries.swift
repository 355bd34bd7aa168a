import CKernels

/// Polynomials without a constant term.
public enum PowerSeries {
  /// The values Σ terms[k] · x^(k + 1) at some places, by Horner's rule.
  ///
  /// - Parameters:
  ///   - terms: From the first power on.
  ///   - places: Where.
  ///   - values: What is found; room for a value for each place.
  /// - Complexity: O(*places* · *terms*), some 0.1 ns each.
  public static func evaluate(
    _ terms: ArraySlice<Double>, at places: UnsafeBufferPointer<Double>,
    into values: UnsafeMutableBufferPointer<Double>
  ) {
    precondition(values.count >= places.count, "every place has a value")
    guard let at = places.baseAddress, let to = values.baseAddress else { return }
    terms.withUnsafeBufferPointer {
      fentan_power_series(at, places.count, $0.baseAddress, $0.count, to)
    }
  }
}
