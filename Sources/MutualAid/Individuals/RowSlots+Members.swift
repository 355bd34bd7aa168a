/// The members of a row, one behind the other by their lengths.
extension RowSlots {
  /// The member at a part of a row's cells.
  ///
  /// All members are looked at, without a branch, because the end of a search would be hard to guess.
  ///
  /// - Parameters:
  ///   - part: The part.
  ///   - count: The members of the row, an even number.
  ///   - ends: Room for one number more than there are members.
  ///   - length: A member's length.
  /// - Returns: The member, and the place in the member's length; `nil` beyond the last.
  @inline(__always)
  func member(
    at part: Double, of count: Int, ends: UnsafeMutablePointer<Double>,
    length: (_ member: Int) -> Double
  ) -> (member: Int, place: Double)? {
    ends[0] = 0
    let end = Self.sum(of: count, length) { ends[$0] = $1 }
    let place = part * (cells(of: end) * unit)
    // Numbers that are not negative are in the order of their bits, which a subtraction compares.
    var found = 0
    let beyond = Int(bitPattern: UInt(place.bitPattern)) &+ 1
    for member in 0..<count {
      let end = Int(bitPattern: UInt(ends[member + 1].bitPattern))
      found &+= (end &- beyond) >> 63
    }
    found = -found
    return found < count ? (found, place - ends[found]) : nil
  }

  /// The sum of a row's lengths, by pairs, so that few additions have to wait for others.
  ///
  /// - Parameters:
  ///   - count: The members, an even number.
  ///   - length: A member's length.
  ///   - end: Takes the sums up to each member, which ascend.
  /// - Returns: The sum of all.
  @inline(__always)
  static func sum(
    of count: Int, _ length: (_ member: Int) -> Double,
    end: (_ members: Int, _ sum: Double) -> Void = { _, _ in }
  ) -> Double {
    var sum = 0.0
    for pair in 0..<count / 2 {
      let (first, second) = (length(2 * pair), length(2 * pair + 1))
      end(2 * pair + 1, sum + first)
      sum += first + second
      end(2 * pair + 2, sum)
    }
    return sum
  }
}
