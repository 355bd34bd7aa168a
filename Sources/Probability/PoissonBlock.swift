import CKernels

/// Poisson counts of many means at once, each of its own mean, by tables that are made once.
///
/// Poisson counts add up: a count of mean λ is the sum of counts whose means are the hexadecimal digits
/// of λ. There is a table for each digit from 4,096 down to a sixteenth, for all means of a program
/// together, and what is left of λ is below a sixteenth, so that one comparison mostly says 0. The count
/// has the law to within 2⁻⁴³ in total variation, five times what a table's 48 bits leave.
public struct PoissonBlock: Sendable {
  /// The tables, which are made when they are first asked for: who draws keeps them, and has them made
  /// beforehand.
  public static let shared = PoissonBlock()

  /// Means from here on are drawn one by one.
  private static let tooLarge = 0x1p16

  /// By digit, from sixteenths up.
  private let levels = (0..<5).map { PoissonLevel(unit: 0x1p-4 * Double(1 << (4 * $0))) }

  /// Draws a count of each mean.
  ///
  /// - Parameters:
  ///   - means: The means, each in 0 ... 2⁴⁰.
  ///   - counts: What is drawn; room for a count of each mean.
  ///   - words: What draws are made from, a word for each digit that some mean has and one more.
  ///   - rest: Another stream, for large means.
  /// - Complexity: O(1) a draw, some 8 ns for means below 4,096.
  public func sample(
    means: UnsafeBufferPointer<Double>, into counts: UnsafeMutableBufferPointer<Int>,
    from words: inout LaneWords, using rest: inout Stream
  ) {
    precondition(counts.count >= means.count, "every mean has a place for its count")
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: means.count) { drawn in
      withUnsafeTemporaryAllocation(of: UInt32.self, capacity: means.count) { sixteenths in
        var digits: UInt32 = 0
        for place in means.indices {
          let mean = means[place]
          sixteenths[place] = mean < Self.tooLarge ? UInt32(mean * 16) : 0
          digits |= sixteenths[place]
          counts[place] = 0
        }
        for (number, level) in levels.enumerated() where digits >> UInt32(4 * number) & 15 != 0 {
          level.add(of: sixteenths, shift: 4 * number, to: counts, from: &words, room: drawn)
        }
        words.fill(drawn)
        for place in means.indices {
          let mean = means[place]
          guard mean < Self.tooLarge else {
            counts[place] = Poisson.sample(mean: mean, using: &rest)
            continue
          }
          // Exact: what is subtracted are the upper bits.
          let left = mean - Double(sixteenths[place]) / 16
          let u = Stream.fineUniform(of: drawn[place])
          if u < left { counts[place] += Poisson.inverted(mean: left, at: u) }
        }
      }
    }
  }
}

/// The alias tables of one hexadecimal digit of a mean.
struct PoissonLevel {
  /// Where each digit's table is, as the kernel wants it.
  private let tables: [UInt64]
  private let cells: [UInt64]

  /// The tables of the means 0, unit, …, 15 · unit.
  init(unit: Double) {
    var (tables, cells): ([UInt64], [UInt64]) = ([], [])
    var table = CountTable()
    for digit in 0..<16 {
      let fits = table.hold(mean: unit * Double(digit))
      precondition(fits, "a law of a mean below 2^16 has fewer than 2^16 counts")
      tables.append(UInt64(cells.count) << 32 | UInt64(table.first) << 8 | UInt64(table.bits))
      cells += table.filled
    }
    (self.tables, self.cells) = (tables, cells)
  }

  /// Draws a count for the digit of each mean, and adds it.
  ///
  /// - Parameters:
  ///   - sixteenths: The means in whole sixteenths.
  ///   - shift: The digit's first bit in them.
  ///   - counts: To which the counts are added.
  ///   - words: What they are drawn from.
  ///   - room: Room for a word each.
  func add(
    of sixteenths: UnsafeMutableBufferPointer<UInt32>, shift: Int,
    to counts: UnsafeMutableBufferPointer<Int>, from words: inout LaneWords,
    room: UnsafeMutableBufferPointer<UInt64>
  ) {
    words.fill(room)
    guard let from = room.baseAddress, let numbers = sixteenths.baseAddress,
      let to = counts.baseAddress
    else { return }
    to.withMemoryRebound(to: Int64.self, capacity: room.count) {
      fentan_digit_counts(from, numbers, room.count, UInt32(shift), tables, cells, $0)
    }
  }
}

extension PoissonLevel {
  /// The count that a word draws for a digit: what the kernel draws, one by one.
  func count(of digit: Int, _ word: UInt64) -> Int {
    let table = tables[digit]
    let bits = table & 0xFF
    let cell = word >> (64 - bits)
    let found = cells[Int(table >> 32 + cell)]
    let drawn = (word << bits) >> 16 < found >> 16 ? cell : found & 0xFFFF
    return Int(table >> 8 & 0xFF_FFFF + drawn)
  }
}
