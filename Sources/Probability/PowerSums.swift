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

  /// Adds the sums of another multiset.
  mutating func merge(_ other: PowerSums) {
    count += other.count
    sum += other.sum
    squares.add(other.squares)
  }

  /// The largest whole number that is at most the mean, and what is missing from it to the mean.
  ///
  /// A deviation from the mean is then exact for numbers of any size: `Double(x − whole) − rest`.
  ///
  /// - Precondition: There is a number.
  var splitMean: (whole: Int128, rest: Double) {
    var (whole, left) = sum.quotientAndRemainder(dividingBy: Int128(count))
    if left < 0 {
      whole -= 1
      left += Int128(count)
    }
    return (whole, Double(left) / Double(count))
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
