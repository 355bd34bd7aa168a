/// The count, sum and sum of squares of whole numbers, exact whatever they are.
struct PowerSums: Hashable, Sendable {
  var count = 0
  var sum: Int128 = 0
  var squares = WideSum()

  /// Adds a number as often as told.
  mutating func add(_ value: Int, times: Int = 1) {
    count += times
    sum += Int128(value) * Int128(times)
    let size = UInt128(value.magnitude)
    if times == 1 {
      squares.add(size * size)
    } else {
      squares.add(.product(size * size, UInt128(times)))
    }
  }

  /// Adds numbers, once each, and tells their least and greatest.
  ///
  /// - Precondition: There is a number.
  mutating func add(_ values: [Int]) -> (least: Int, greatest: Int) {
    var (least, greatest) = (values[0], values[0])
    for value in values {
      least = min(least, value)
      greatest = max(greatest, value)
    }
    // Below 2⁴⁰ a million squares fit in 100 bits, and the carry beyond 128 need not be watched.
    guard max(least.magnitude, greatest.magnitude) < 1 << 40, values.count < 1 << 20 else {
      for value in values { add(value) }
      return (least, greatest)
    }
    var total = 0
    var high: UInt64 = 0
    var low: UInt64 = 0
    for value in values {
      total += value
      let (h, l) = UInt64(value.magnitude).multipliedFullWidth(by: UInt64(value.magnitude))
      let (lower, carries) = low.addingReportingOverflow(l)
      low = lower
      high += h + (carries ? 1 : 0)
    }
    count += values.count
    sum += Int128(total)
    squares.add(UInt128(high) << 64 | UInt128(low))
    return (least, greatest)
  }

  /// Adds the sums of another multiset.
  mutating func merge(_ other: PowerSums) {
    count += other.count
    sum += other.sum
    squares.add(other.squares)
  }

  /// The largest whole number that is at most the mean, and what is missing from it to the mean.
  ///
  /// A deviation from the mean then loses no digit for numbers of any size: `(x − whole) − rest`.
  ///
  /// - Precondition: There is a number.
  var splitMean: (whole: Int, rest: Double) {
    var (whole, left) = sum.quotientAndRemainder(dividingBy: Int128(count))
    if left < 0 {
      whole -= 1
      left += Int128(count)
    }
    // A mean of 64-bit numbers is within their range.
    return (Int(whole), Double(Int(left)) / Double(count))
  }

  /// The mean.
  ///
  /// - Precondition: There is a number.
  var mean: Double {
    let (whole, rest) = splitMean
    return Double(whole) + rest
  }

  /// The sum of squared deviations from the mean, found without cancellation as (n Σx² − (Σx)²) / n.
  ///
  /// - Precondition: There is a number.
  var squaredDeviations: Double {
    let numerator = squares.multiplied(by: UInt128(count)).minus(
      .product(sum.magnitude, sum.magnitude))
    return numerator.double / Double(count)
  }

  /// The variance with divisor n − 1, or infinity for a single number, which says nothing of it.
  ///
  /// - Precondition: There is a number.
  var variance: Double { count > 1 ? squaredDeviations / Double(count - 1) : .infinity }

  /// The mean and its standard error s/√n, or `nil` if there is no number.
  var meanEstimate: Estimate? {
    guard count > 0 else { return nil }
    return Estimate(value: mean, standardError: (variance / Double(count)).squareRoot())
  }
}
