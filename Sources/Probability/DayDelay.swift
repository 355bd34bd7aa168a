/// A delay that is counted in whole days by rounding down, ⌊X⌋ for a time X of days.
public struct DayDelay: Sendable {
  /// The law of the time X, in days.
  public let law: any ContinuousLaw

  /// The delay in whole days of a time in days.
  ///
  /// - Throws: ``ParameterError`` if the time may be negative.
  public init(_ law: any ContinuousLaw) throws(ParameterError) {
    let negative = law.cumulative((0.0).nextDown)
    guard negative == 0 else {
      throw ParameterError(
        law: "DayDelay", parameter: "probability of a negative time", found: negative, allowed: "0")
    }
    self.law = law
  }

  /// The probability of each whole number of days, up to a last entry for all that are longer.
  ///
  /// Entry k is P(k ≤ X < k + 1), and the last one P(X ≥ maxDay). Each is a difference in the
  /// smaller tail, so the small ones at both ends keep their digits.
  ///
  /// - Parameter maxDay: The number of the last entry.
  /// - Returns: `maxDay + 1` probabilities, none negative, whose sum is 1 within 10⁻¹⁵.
  /// - Precondition: `maxDay` is not negative.
  /// - Complexity: O(*maxDay*) evaluations of the distribution function.
  public func wholeDays(upTo maxDay: Int) -> [Double] {
    precondition(maxDay >= 0, "the last day should not be negative, but is \(maxDay)")
    var days: [Double] = []
    days.reserveCapacity(maxDay + 1)
    // P(X < k) below the median, P(X ≥ k) above it.
    var (below, above) = (0.0, 1.0)
    var isLow = true
    for day in 0..<maxDay {
      let end = Double(day + 1).nextDown
      if isLow {
        let nextBelow = max(law.cumulative(end), below)
        if nextBelow <= 0.5 {
          days.append(nextBelow - below)
          below = nextBelow
          continue
        }
        // The day with the median is what the two tails leave.
        isLow = false
        above = min(law.survival(end), 1 - below)
        days.append(1 - below - above)
      } else {
        let nextAbove = min(law.survival(end), above)
        days.append(above - nextAbove)
        above = nextAbove
      }
    }
    days.append(isLow ? 1 - below : above)
    return days
  }

  /// A draw of the delay in whole days.
  ///
  /// A time beyond 2⁶² days counts as 2⁶² days.
  public func sample(using stream: inout Stream) -> Int {
    Int(min(law.sample(using: &stream), 0x1p62).rounded(.down))
  }
}
