import CKernels

/// Sums of counts that stand side by side, each count times some weights.
public enum WeightedSums {
  /// Adds counts times weights to sums.
  ///
  /// - Parameters:
  ///   - counts: The counts, from 0 to below 2⁵².
  ///   - weights: Some weights.
  ///   - sums: For each weight, a sum for each count.
  /// - Complexity: O(*counts* · *weights*), some 0.2 ns each.
  public static func add(
    _ counts: UnsafeBufferPointer<Int>, times weights: ArraySlice<Double>,
    to sums: UnsafeMutableBufferPointer<Double>
  ) {
    precondition(sums.count >= counts.count * weights.count, "every weight has a sum of each count")
    guard let to = sums.baseAddress else { return }
    counts.withMemoryRebound(to: Int64.self) { counts in
      weights.withUnsafeBufferPointer {
        fentan_weighted_sums(counts.baseAddress, counts.count, $0.baseAddress, $0.count, to)
      }
    }
  }
}
