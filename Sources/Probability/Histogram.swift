/// Outcomes counted in bins of one width, side by side.
public struct Histogram: Hashable, Sendable {
  /// The outcomes from `lower` to `upper`, both included.
  public struct Bin: Hashable, Sendable {
    /// The smallest outcome of the bin.
    public let lower: Int
    /// The largest outcome of the bin.
    public let upper: Int
    /// The outcomes in the bin.
    public let count: Int
  }

  /// The bins in ascending order, empty ones among them.
  public let bins: [Bin]
}

extension Tally {
  /// The outcomes in at most so many bins of equal width, from the minimum to the maximum.
  ///
  /// The width is the smallest whole number that covers them. The last bin may reach beyond the
  /// maximum. In a tally that is not exact a bucket counts as its middle.
  ///
  /// - Returns: No bins if there are no outcomes.
  /// - Precondition: `bins` is positive, and the range of the outcomes is below 2⁶³.
  /// - Complexity: O(*k* + *b*), where *k* is the number of buckets and *b* of bins.
  public func histogram(bins: Int) -> Histogram {
    precondition(bins > 0, "a histogram should have a bin, but is asked for \(bins)")
    guard let minimum, let maximum else { return Histogram(bins: []) }
    let width = (maximum - minimum) / bins + 1
    return histogram(from: minimum, width: width, bins: (maximum - minimum) / width + 1)
  }

  /// The outcomes in bins of this width, from this outcome upward.
  ///
  /// Outcomes outside the bins are not counted.
  ///
  /// - Precondition: `width` and `bins` are positive, and no bin's end exceeds the largest `Int`.
  /// - Complexity: O(*k* + *b*), where *k* is the number of buckets and *b* of bins.
  public func histogram(from lowest: Int, width: Int, bins: Int) -> Histogram {
    precondition(width > 0, "a histogram's width should be positive, but is \(width)")
    precondition(bins > 0, "a histogram should have a bin, but is asked for \(bins)")
    var counts = [Int](repeating: 0, count: bins)
    for (value, count) in values where value >= lowest {
      let (distance, isFar) = value.subtractingReportingOverflow(lowest)
      if !isFar, distance / width < bins { counts[distance / width] += count }
    }
    return Histogram(
      bins: counts.indices.map { i in
        // The last bin of all may end at the largest number there is.
        let lower = lowest + i * width
        let (upper, isBeyond) = lower.addingReportingOverflow(width - 1)
        return Histogram.Bin(lower: lower, upper: isBeyond ? .max : upper, count: counts[i])
      })
  }
}
