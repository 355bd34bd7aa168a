import CKernels

/// An alias table of a law of counts that is made in some 5 ns for each count it holds.
///
/// A table is made again and again in the same memory, for the draws of one cohort and the next. Counts
/// that are less than 10⁻¹⁹ times as likely as the likeliest are left out; what is drawn differs from
/// the law by at most 2⁻⁴⁶ in total variation, most of it by thresholds of 48 bits.
public struct CountTable: Sendable {
  /// The least count.
  public private(set) var first = 0
  /// How many counts there are.
  public private(set) var count = 0
  /// How many of a word's top bits name a cell.
  public private(set) var bits = 1
  private var cells: [UInt64] = []
  /// The upper 16 bits of each threshold, and the alias.
  private var short: [UInt32] = []
  private var weights: [Double] = []

  /// What is less likely than the likeliest count by so much is left out.
  private static let least = 1e-19

  /// A table that holds nothing yet.
  public init() {}

  /// Makes the table of the successes in some trials.
  ///
  /// - Returns: Whether the law has few enough counts for a table.
  /// - Precondition: `trials` is not negative, and `probability` from 0 to 1.
  public mutating func hold(trials: Int, probability p: Double) -> Bool {
    precondition(trials >= 0 && 0...1 ~= p, "a binomial law has trials and a probability")
    let mode = min(trials, Int((Double(trials) + 1) * p))
    let (odds, against) = (p / (1 - p), (1 - p) / p)
    return hold(mode: mode, last: p < 1 ? trials : mode) { k in
      Double(trials - k + 1) / Double(k) * odds
    } inverse: { k in
      Double(k) / Double(trials - k + 1) * against
    }
  }

  /// Makes the table of a Poisson count.
  ///
  /// - Returns: Whether the law has few enough counts for a table.
  /// - Precondition: `mean` is not negative, and finite.
  public mutating func hold(mean: Double) -> Bool {
    precondition(mean >= 0 && mean < 0x1p40, "a Poisson mean is from 0 to below 2^40")
    return hold(mode: Int(mean), last: mean > 0 ? Int.max : 0) { k in
      mean / Double(k)
    } inverse: { k in
      Double(k) / mean
    }
  }

  /// The cells of the law that is held.
  var filled: ArraySlice<UInt64> { cells[..<(1 << bits)] }

  /// Makes the table of a law with one mode.
  ///
  /// - Parameters:
  ///   - mode: The mode.
  ///   - last: The greatest count there is.
  ///   - ratio: P(k) / P(k − 1), for counts above the mode.
  ///   - inverse: P(k − 1) / P(k), for the others; a quotient of its own, so that no weight waits for one.
  /// - Returns: Whether it has few enough counts for a table.
  @inline(__always)
  private mutating func hold(
    mode: Int, last: Int, ratio: (_ k: Int) -> Double, inverse: (_ k: Int) -> Double
  ) -> Bool {
    weights.removeAll(keepingCapacity: true)
    var (weight, sum) = (1.0, 1.0)
    var low = mode
    while low > 0, weights.count < BlockAlias.mostOutcomes {
      weight *= inverse(low)
      guard weight >= Self.least else { break }
      weights.append(weight)
      sum += weight
      low -= 1
    }
    weights.reverse()
    first = mode - weights.count
    weights.append(1)
    weight = 1
    var high = mode
    while high < last, weights.count <= BlockAlias.mostOutcomes {
      weight *= ratio(high + 1)
      guard weight >= Self.least else { break }
      weights.append(weight)
      sum += weight
      high += 1
    }
    guard weights.count <= BlockAlias.mostOutcomes else { return false }
    count = weights.count
    bits = max(1, Int.bitWidth - (count - 1).leadingZeroBitCount)
    fillCells(scale: Double(1 << bits) / sum)
    return true
  }

  /// Fills the cells, each from a count that has too little for one and another that has too much.
  ///
  /// A law with one mode has those that have too much side by side. They give one after the other; one
  /// that has too little left is filled up by the next.
  private mutating func fillCells(scale: Double) {
    let (count, size) = (count, 1 << bits)
    if cells.count < size {
      cells = [UInt64](repeating: 0, count: size)
      short = [UInt32](repeating: 0, count: max(256, size))
    }
    weights.withUnsafeMutableBufferPointer { weights in
      cells.withUnsafeMutableBufferPointer { cells in
        short.withUnsafeMutableBufferPointer { short in
          for place in weights.indices { weights[place] *= scale }
          var from = 0
          while from + 1 < count, weights[from] < 1 { from += 1 }
          var last = from
          while last + 1 < count, weights[last + 1] >= 1 { last += 1 }
          var (gives, left) = (from, weights[from])
          /// Gives a cell what its count has, and the rest from the one that gives.
          func fill(_ place: Int, with weight: Double) {
            Self.set(&cells[place], &short[place], weight, alias: gives)
            left -= 1 - weight
            while left < 1, gives < last {
              Self.set(&cells[gives], &short[gives], left, alias: gives + 1)
              left = weights[gives + 1] - (1 - left)
              gives += 1
            }
          }
          for place in 0..<from { fill(place, with: weights[place]) }
          for place in last + 1..<max(last + 1, count) { fill(place, with: weights[place]) }
          for place in count..<size { fill(place, with: 0) }
          // What rounding has left over is full.
          for place in gives...last { Self.set(&cells[place], &short[place], 1, alias: place) }
        }
      }
    }
  }

  /// Writes a cell with a threshold, a part of it.
  @inline(__always)
  private static func set(
    _ cell: inout UInt64, _ short: inout UInt32, _ threshold: Double, alias: Int
  ) {
    // A cell that is full keeps its count, whatever the alias.
    let place = min(UInt64(threshold * 0x1p48), 0xFFFF_FFFF_FFFF)
    cell = place << 16 | UInt64(truncatingIfNeeded: alias)
    short = UInt32(truncatingIfNeeded: place >> 32) << 16 | UInt32(truncatingIfNeeded: alias)
  }

  /// The places of halves of words whose bits that the table does not use are low.
  ///
  /// - Parameters:
  ///   - halves: The halves.
  ///   - limit: What those bits, as a number below 2^(16 − `bits`), lie below.
  ///   - places: The places, ascending; room for one for each half.
  /// - Returns: How many there are.
  public func spare(
    of halves: UnsafeMutableBufferPointer<UInt32>, below limit: Int,
    into places: UnsafeMutableBufferPointer<UInt32>
  ) -> Int {
    Self.places(
      of: halves, mask: 1 << UInt32(16 - bits) - 1, below: limit, into: places)
  }

  /// The places of halves of words that lie below a limit of at most 2³².
  ///
  /// - Parameters:
  ///   - halves: The halves.
  ///   - mask: The bits of them that are looked at.
  ///   - limit: What they lie below.
  ///   - places: The places, ascending; room for one for each half.
  /// - Returns: How many there are.
  public static func places(
    of halves: UnsafeMutableBufferPointer<UInt32>, mask: UInt32 = ~0, below limit: Int,
    into places: UnsafeMutableBufferPointer<UInt32>
  ) -> Int {
    precondition(places.count >= halves.count, "every half has a place")
    guard limit > 0, let from = halves.baseAddress, let to = places.baseAddress else { return 0 }
    guard let limit = UInt32(exactly: limit) else {
      for place in halves.indices { places[place] = UInt32(place) }
      return halves.count
    }
    return fentan_low_halves(from, halves.count, mask, limit, to)
  }

  /// The count that a word draws.
  public func sample(_ word: UInt64) -> Int {
    let cell = word >> UInt64(64 - bits)
    let found = cells[Int(cell)]
    return first + Int((word << UInt64(bits)) >> 16 < found >> 16 ? cell : found & 0xFFFF)
  }

  /// The count that half a word draws: the bits below the cell are compared with the upper 16 of the
  /// threshold, and if they are equal, which has a chance of 2⁻¹⁶, the lower 32 decide.
  public func sample(_ half: UInt32, using rest: inout Stream) -> Int {
    let cell = Int(half >> UInt32(32 - bits))
    let place = UInt64(UInt32(truncatingIfNeeded: UInt64(half) << UInt64(bits)) >> 16)
    let found = cells[cell]
    let isOpen = place == found >> 48
    let isUnder =
      isOpen ? rest.next() >> 32 < found >> 16 & 0xFFFF_FFFF : place < found >> 48
    return first + (isUnder ? cell : Int(found & 0xFFFF))
  }

  /// Draws a count for each of some halves of words, and adds it to two sums.
  ///
  /// - Parameters:
  ///   - halves: The halves, of which `bits` and the 16 below them are used.
  ///   - rest: For the few that need more.
  ///   - counts: What is drawn.
  ///   - total: To which it is added.
  ///   - group: To which it is added as well.
  /// - Precondition: Every buffer has room for a number for each half.
  /// - Complexity: O(*halves*), some 0.2 ns each, or 0.5 where there are more than 256 cells.
  public func draw(
    _ halves: UnsafeMutableBufferPointer<UInt32>, rest: inout Stream,
    into counts: UnsafeMutableBufferPointer<UInt32>,
    total: UnsafeMutableBufferPointer<UInt32>, group: UnsafeMutableBufferPointer<UInt32>
  ) {
    precondition(
      counts.count >= halves.count && total.count >= halves.count
        && group.count >= halves.count, "every half has a place")
    guard let from = halves.baseAddress, let drawn = counts.baseAddress,
      let sum = total.baseAddress, let others = group.baseAddress
    else { return }
    var open = short.withUnsafeBufferPointer {
      fentan_alias_counts(
        from, halves.count, $0.baseAddress, UInt32(bits), UInt32(first), drawn, sum, others)
    }
    var place = 0
    while open > 0 {
      let half = halves[place]
      let near = short[Int(half >> UInt32(32 - bits))] >> 16
      if UInt32(truncatingIfNeeded: UInt64(half) << UInt64(bits)) >> 16 == near {
        let difference = UInt32(sample(half, using: &rest)) &- counts[place]
        counts[place] &+= difference
        total[place] &+= difference
        group[place] &+= difference
        open -= 1
      }
      place += 1
    }
  }
}
