import CKernels

/// An alias table of a law of counts that is made in some 10 ns for each count it holds.
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
  private var order: [Int] = []

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
    let odds = p / (1 - p)
    return hold(mode: mode, last: p < 1 ? trials : mode) { k in
      // P(k) / P(k − 1)
      Double(trials - k + 1) / Double(k) * odds
    }
  }

  /// Makes the table of a Poisson count.
  ///
  /// - Returns: Whether the law has few enough counts for a table.
  /// - Precondition: `mean` is not negative, and finite.
  public mutating func hold(mean: Double) -> Bool {
    precondition(mean >= 0 && mean < 0x1p40, "a Poisson mean is from 0 to below 2^40")
    return hold(mode: Int(mean), last: mean > 0 ? Int.max : 0) { k in mean / Double(k) }
  }

  /// The cells of the law that is held.
  var filled: ArraySlice<UInt64> { cells[..<(1 << bits)] }

  /// Makes the table from the ratios of each count's mass to the one before.
  private mutating func hold(mode: Int, last: Int, ratio: (_ k: Int) -> Double) -> Bool {
    weights.removeAll(keepingCapacity: true)
    var weight = 1.0
    var low = mode
    while low > 0, weights.count < BlockAlias.mostOutcomes {
      weight /= ratio(low)
      guard weight >= Self.least else { break }
      weights.append(weight)
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
      high += 1
    }
    guard weights.count <= BlockAlias.mostOutcomes else { return false }
    fillCells()
    shorten()
    return true
  }

  /// Vose's algorithm, as `Alias` has it, in floating point.
  private mutating func fillCells() {
    count = weights.count
    bits = max(1, Int.bitWidth - (count - 1).leadingZeroBitCount)
    let size = 1 << bits
    let scale = Double(size) / weights.reduce(0, +)
    if cells.count < size {
      cells = [UInt64](repeating: 0, count: size)
      short = [UInt32](repeating: 0, count: max(256, size))
      order = [Int](repeating: 0, count: size)
    }
    while weights.count < size { weights.append(0) }
    weights.withUnsafeMutableBufferPointer { weights in
      cells.withUnsafeMutableBufferPointer { cells in
        order.withUnsafeMutableBufferPointer { order in
          // Cells that have too little fill the list from below, those with too much from above.
          var (small, large) = (0, size)
          for place in 0..<size {
            weights[place] *= scale
            if weights[place] < 1 {
              order[small] = place
              small += 1
            } else {
              large -= 1
              order[large] = place
            }
          }
          while small > 0, large < size {
            small -= 1
            let (needs, gives) = (order[small], order[large])
            cells[needs] = UInt64(weights[needs] * 0x1p48) << 16 | UInt64(gives)
            weights[gives] -= 1 - weights[needs]
            guard weights[gives] < 1 else { continue }
            large += 1
            order[small] = gives
            small += 1
          }
          // What rounding has left over is full.
          for place in order[..<small] { cells[place] = Self.full(place) }
          for place in order[large..<size] { cells[place] = Self.full(place) }
        }
      }
    }
  }

  private static func full(_ place: Int) -> UInt64 { ~0xFFFF | UInt64(place) }

  private mutating func shorten() {
    for place in 0..<1 << bits {
      let cell = cells[place]
      short[place] = UInt32(cell >> 48) << 16 | UInt32(cell & 0xFFFF)
    }
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
