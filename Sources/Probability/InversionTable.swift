import CKernels

/// The running sums of a law of whole numbers, in which a word of a stream is inverted.
///
/// The drawn number rises with the word. A guide names, for each of some equal parts of the unit
/// interval, the first number that a word in it can give, so that a draw hardly ever takes a second
/// step. Where a part has one threshold, its upper bits stand there too, and tell most words without
/// looking at the thresholds.
///
/// > H.-C. Chen, Y. Asau. "On generating random variates from an empirical distribution." *AIIE
/// > Transactions* 6 (1974), 163–166. doi:[10.1080/05695557408974949](https://doi.org/10.1080/05695557408974949)
struct InversionTable: Equatable, Sendable {
  /// The probability at either end of a law that a table does not know; see `inverse`.
  static let end = 0x1p-30

  /// The number of the words below the first threshold.
  private let first: Int
  /// P(X ≤ first + i), in units of 2⁻⁶⁴; words from there on give a larger number.
  let thresholds: [UInt64]
  /// For each equal part of the words, the place of the first threshold above its least word, in the bits
  /// of `mask`; see `fentan_running_sums` for the others.
  private let guide: [UInt32]
  /// The bits of the guide that tell places: all of them where there are too many for 15 bits.
  private let mask: UInt32
  /// The bits of a word that do not tell its part.
  private let shift: UInt64
  /// The words at either end that the table does not know.
  private let margin: UInt64

  /// The table of a law that goes on beyond it.
  ///
  /// - Parameters:
  ///   - first: The first number, below which there is less than `end`.
  ///   - cumulative: P(X ≤ first).
  ///   - mass: P(X = first).
  ///   - ratio: P(X = k) / P(X = k − 1), for k above `first`.
  init(from first: Int, cumulative: Double, mass: Double, ratio: (_ k: Double) -> Double) {
    var (mass, sum) = (mass, cumulative)
    // So rare may all above the first be that the sum is rounded to 1.
    var thresholds = [sum < 1 - Self.end ? UInt64(sum * 0x1p64) : .max]
    while sum < 1 - Self.end {
      mass *= ratio(Double(first + thresholds.count))
      sum += mass
      thresholds.append(sum < 1 - Self.end ? UInt64(sum * 0x1p64) : .max)
    }
    self.init(first: first, thresholds: thresholds, margin: 1 << 34)
  }

  /// The table of 0 ..< `weights.count` in proportion to `weights`.
  ///
  /// - Precondition: No weight is negative, and their sum is positive and finite.
  init(weights: [Double]) {
    let total = weights.reduce(0, +)
    precondition(total > 0 && total.isFinite, "weights should have a positive and finite sum")
    var sum = 0.0
    var thresholds = weights.map { weight in
      sum += weight
      let part = sum / total * 0x1p64
      return part < 0x1p64 ? UInt64(part) : .max
    }
    // Rounding must leave nothing above the last weight.
    let last = weights.lastIndex { $0 > 0 } ?? 0
    for place in last..<thresholds.count { thresholds[place] = .max }
    self.init(first: 0, thresholds: thresholds, margin: 0)
  }

  private init(first: Int, thresholds: [UInt64], margin: UInt64) {
    let bits = Self.guideBits(thresholds: thresholds.count)
    let isNarrow = thresholds.count < 1 << 15
    var place = 0
    guide = (0..<(UInt64(1) << bits)).map { part in
      while thresholds[place] <= part << (64 - bits) { place += 1 }
      guard isNarrow else { return UInt32(place) }
      let within = thresholds[place...].prefix(2).prefix { $0 >> (64 - bits) == part }
      let mark = within.first.map { ($0 << bits) >> 48 } ?? 0xFFFF
      return UInt32(mark << 16) | (within.count > 1 ? 0x8000 : 0) | UInt32(place)
    }
    mask = isNarrow ? 0x7FFF : .max
    self.first = first
    self.thresholds = thresholds
    shift = 64 - bits
    self.margin = margin
  }

  /// The bits of a word that tell its part.
  ///
  /// There are at least twice as many parts as thresholds, but for a table that just fits the 256 parts that
  /// a kernel is fastest with.
  private static func guideBits(thresholds: Int) -> UInt64 {
    let width = UInt64(Int.bitWidth - thresholds.leadingZeroBitCount)
    return width == 8 ? 8 : max(5, width + 1)
  }

  /// The smallest k with P(X ≤ k) above `word` · 2⁻⁶⁴, or `nil` for a word so near either end of a law
  /// that goes on beyond the table that the error of the running sums could matter.
  @inline(__always)
  func inverse(_ word: UInt64) -> Int? {
    if word &+ margin < 2 &* margin { return nil }
    let word = min(word, .max - 1)
    var place = Int(guide[Int(truncatingIfNeeded: word >> shift)] & mask)
    thresholds.withUnsafeBufferPointer { thresholds in
      while thresholds[place] <= word { place += 1 }
    }
    return first + place
  }

  /// What the other `inverse` gives for each of some words, or −1 for `nil`.
  ///
  /// - Complexity: O(*words*), some 0.5 ns each.
  func inverse(
    _ words: UnsafeMutableBufferPointer<UInt64>, into numbers: UnsafeMutableBufferPointer<Int>
  ) {
    precondition(numbers.count >= words.count, "every word gives a number")
    thresholds.withUnsafeBufferPointer { thresholds in
      guide.withUnsafeBufferPointer { guide in
        numbers.withMemoryRebound(to: Int64.self) { numbers in
          var sums = fentan_running_sums(
            thresholds: thresholds.baseAddress, guide: guide.baseAddress, margin: margin,
            first: Int64(first), mask: mask, shift: UInt32(shift))
          fentan_inversions(words.baseAddress, words.count, &sums, numbers.baseAddress)
        }
      }
    }
  }
}

/// Where in the unit interval a word lies that a table does not know.
///
/// - Returns: A probability below ½, and whether it is counted from the upper end.
@inline(__always)
func end(of word: UInt64) -> (probability: Double, isUpper: Bool) {
  word < 1 << 63
    ? ((Double(word) + 0.5) * 0x1p-64, false) : ((Double(0 &- word) - 0.5) * 0x1p-64, true)
}
