/// The error of a function of means, from what it is without each part of the replications.
///
/// With parts of one size, B of them, and θ_b the function without part b:
///
///     se(θ)² = (B − 1)/B · Σ (θ_b − θ̄)²
///
/// > B. Efron, C. Stein. "The jackknife estimate of variance." *Annals of Statistics* 9 (1981), 586–596.
/// > doi:[10.1214/aos/1176345462](https://doi.org/10.1214/aos/1176345462)
public enum Jackknife {
  /// The standard error of a function of means.
  ///
  /// - Parameter values: The function without each part.
  /// - Returns: The error, or `nil` with fewer than two parts.
  /// - Complexity: O(*n*), where *n* is the number of parts.
  public static func standardError(of values: [Double]) -> Double? {
    guard values.count > 1, let least = values.min(), let greatest = values.max() else {
      return nil
    }
    let count = Double(values.count)
    // What is the same without any part has no error at all, however it is rounded.
    guard greatest - least > 1e-14 * max(abs(least), abs(greatest)) else { return 0 }
    let mean = values.reduce(0, +) / count
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return ((count - 1) / count * squares).squareRoot()
  }
}
