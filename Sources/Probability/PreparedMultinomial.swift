/// A multinomial law made ready to split totals that hardly vary.
///
/// Independent Poisson counts are multinomial given their sum, whatever their common scale. So each
/// likely outcome has a table of a Poisson law of mean m p, and the unlikely ones share one, with m
/// somewhat below the usual total. What the counts are short of the total is then drawn trial by
/// trial, and what they have beyond it is taken out again, each trial equally likely. Either leaves a
/// multinomial law of the total, and with a total of n takes some √n trials.
///
/// A table of `BlockAlias` differs from its law by at most 2⁻⁴⁷ in total variation.
///
/// > L. Devroye. *Non-Uniform Random Variate Generation.* Springer 1986, XI.1.4.
public struct PreparedMultinomial: Equatable, Sendable {
  /// The number of outcomes.
  public let count: Int
  /// The totals that are split by the tables.
  public let totals: ClosedRange<Int>
  /// A table for each likely outcome, and one for all others together if there are any.
  private let tables: [AliasedCounts]
  /// How many outcomes have a table of their own.
  private let likely: Int
  /// Which of the others it is.
  private let others: BlockAlias?
  /// The outcome of one trial.
  private let all: BlockAlias

  /// The least mean of an outcome that has a table of its own.
  private static let leastMean = 0.5
  /// The least usual total that is worth tables.
  public static let leastTotal = 32.0
  /// The largest, so that its tables stay small.
  private static let greatestTotal = 1e6

  /// The law of `probabilities`, for totals near `usual`.
  ///
  /// - Parameters:
  ///   - probabilities: The likeliest outcomes should stand first; they need not sum to 1.
  ///   - usual: A usual total; it is `nil` that is made where tables would not pay.
  /// - Complexity: O(*k* √*n*) for *k* outcomes and a total of *n*.
  public init?(probabilities: [Double], usual: Double) {
    let sum = probabilities.reduce(0, +)
    guard Self.leastTotal...Self.greatestTotal ~= usual, sum > 0,
      probabilities.count <= BlockAlias.mostOutcomes,
      let all = try? BlockAlias(weights: probabilities)
    else { return nil }
    // Mostly something is missing, which is quicker to add than an excess is to take out.
    let scale = (usual - 1.5 * usual.squareRoot()) / sum
    likely = probabilities.prefix { $0 * scale >= Self.leastMean }.count
    let rest = Array(probabilities.dropFirst(likely))
    let restSum = rest.reduce(0, +)
    var means = probabilities.prefix(likely).map { $0 * scale }
    others = restSum > 0 ? try? BlockAlias(weights: rest) : nil
    if others != nil { means.append(restSum * scale) }
    let tables = means.compactMap { AliasedCounts(Poisson(unchecked: $0)) }
    guard tables.count == means.count else { return nil }
    self.tables = tables
    self.all = all
    count = probabilities.count
    totals = Int(usual / 2)...Int(2 * usual)
  }

  /// Splits each lane's total over the outcomes, each from its own stream.
  ///
  /// A lane's counts do not depend on what other lanes there are.
  ///
  /// - Parameters:
  ///   - sums: What to split, lane by lane; where it is not in `totals`, what the lane's counts are
  ///     means nothing.
  ///   - streams: The streams, all at their start.
  ///   - counts: How many fall on each outcome, at `outcome · lanes + lane`.
  /// - Precondition: There is room for them.
  /// - Complexity: O(*k*) for *k* outcomes, some 2 ns each, and O(√*n*) in the total *n*.
  public func split(
    _ sums: UnsafeBufferPointer<Int>, using streams: LaneStreams,
    into counts: UnsafeMutableBufferPointer<UInt32>
  ) {
    let lanes = streams.count
    precondition(sums.count == lanes && counts.count >= count * lanes, "every lane has its counts")
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 2 * lanes) { words in
      let (first, second) = (
        UnsafeMutableBufferPointer(rebasing: words[..<lanes]),
        UnsafeMutableBufferPointer(rebasing: words[lanes...])
      )
      withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 2 * lanes) { rows in
        let drawn = UnsafeMutableBufferPointer(rebasing: rows[..<lanes])
        let rest = UnsafeMutableBufferPointer(rebasing: rows[lanes...])
        for lane in 0..<lanes { (drawn[lane], rest[lane]) = (0, 0) }
        for place in likely * lanes..<count * lanes { counts[place] = 0 }
        for (number, cell) in tables.enumerated() {
          if number % 2 == 0 { streams.blocks(first, second, at: number / 2) }
          let row =
            number < likely
            ? UnsafeMutableBufferPointer(rebasing: counts[number * lanes..<(number + 1) * lanes])
            : rest
          cell.table.outcomes(of: number % 2 == 0 ? first : second, into: row)
          let first = UInt32(cell.first)
          for lane in 0..<lanes {
            row[lane] &+= first
            drawn[lane] &+= row[lane]
          }
        }
        for lane in 0..<lanes where totals ~= sums[lane] {
          var stream = streams.stream(lane, from: (tables.count + 1) / 2)
          complete(
            counts, lane: lane, of: lanes, unlikely: Int(rest[lane]),
            missing: sums[lane] - Int(drawn[lane]), using: &stream)
        }
      }
    }
  }

  /// Tells which unlikely outcomes a lane has, and adds or takes out trials until their number is right.
  private func complete(
    _ counts: UnsafeMutableBufferPointer<UInt32>, lane: Int, of lanes: Int, unlikely: Int,
    missing: Int, using stream: inout Stream
  ) {
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: unlikely + max(0, missing)) { words in
      stream.fill(words)
      if let others {
        for word in words[..<unlikely] {
          counts[(likely + others.outcome(of: word)) * lanes + lane] += 1
        }
      }
      for word in words[unlikely...] { counts[all.outcome(of: word) * lanes + lane] += 1 }
    }
    guard missing < 0 else { return }
    var sum = 0
    for outcome in 0..<count { sum += Int(counts[outcome * lanes + lane]) }
    for left in ((sum + missing)..<sum).reversed() {
      var mark = stream.below(left + 1)
      var place = lane
      while mark >= Int(counts[place]) {
        mark -= Int(counts[place])
        place += lanes
      }
      counts[place] -= 1
    }
  }
}
