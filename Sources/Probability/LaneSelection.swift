import CKernels

/// Selections of some of a number of items, each set of so many equally likely, in many lanes at once.
///
/// The items are of several kinds, and how many of each are selected is told kind by kind: X, of n items of a
/// kind, is hypergeometric given those before it, with N items left of which L are still to be selected.
///
/// It is drawn from a binomial law with the probability p = L/N by rejection. With b(n, ·) for the
/// binomial law of n trials
///
///     P(X = k) = b(n, k) b(N − n, L − k) / b(N, L)
///
/// so k is taken with the probability b(N − n, L − k) / b(N − n, m), where m is the mode. Where a kind has few of the items
/// that is nearly 1, and at least 1 − d(d + 1) / 2m(1 − p) for d = |L − k − m|: the ratio of two
/// neighbouring terms, s steps from the mode, differs from 1 by at most s / m(1 − p). So most are taken without a look at
/// the law. Where one is not taken, another is drawn from the hypergeometric law itself.
///
/// > L. Devroye. *Non-Uniform Random Variate Generation.* Springer 1986, II.3.1 (rejection), II.3.6 (squeezing).
public struct LaneSelection: Sendable {
  /// The items that are left, lane by lane.
  private var population: [Int]
  /// How many of them are to be selected.
  private var drawn: [Int]
  private var chances: [Double]
  private var logs: [Double]
  private var doubtful: [UInt32]

  /// - Parameters:
  ///   - drawn: How many items are to be selected, lane by lane.
  ///   - population: How many there are.
  /// - Precondition: `drawn` is from 0 to `population` in every lane, and this at most 2⁴⁰.
  public init(of drawn: [Int], from population: [Int]) {
    precondition(
      drawn.count == population.count
        && zip(drawn, population).allSatisfy { 0...$1 ~= $0 && $1 <= Binomial.mostTrials },
      "what is selected is not there")
    (self.drawn, self.population) = (drawn, population)
    chances = [Double](repeating: 0, count: drawn.count)
    logs = chances
    doubtful = [UInt32](repeating: 0, count: drawn.count)
  }

  /// Draws how many of the next kind's items are selected.
  ///
  /// - Parameters:
  ///   - items: How many there are of the kind, lane by lane.
  ///   - streams: The streams that candidates come from, all at their start.
  ///   - others: Streams that tell whether these are taken, likewise.
  ///   - counts: How many are selected.
  /// - Returns: Whether there are any.
  /// - Precondition: There are as many items left; the buffers have an element for each lane.
  /// - Complexity: O(*lanes*), some 10 ns for a lane.
  public mutating func draw(
    of items: UnsafeMutableBufferPointer<Int>, using streams: LaneStreams, _ others: LaneStreams,
    into counts: UnsafeMutableBufferPointer<Int>
  ) -> Bool {
    precondition(
      items.count == drawn.count && counts.count == drawn.count && others.count == drawn.count,
      "every lane has items")
    setChances(items)
    let any = Binomial.sample(
      trials: items, chances: LaneChances(chances: chances, logs: logs), using: streams,
      into: counts)
    let isCertain = settle(items, counts, others)
    for lane in items.indices {
      population[lane] -= items[lane]
      drawn[lane] -= counts[lane]
    }
    return isCertain ? any : counts.contains { $0 > 0 }
  }

  /// The probability that an item is selected, and what else a small mean needs; 0 above ½, where no candidate is used.
  private mutating func setChances(_ items: UnsafeMutableBufferPointer<Int>) {
    var areFew = false
    for lane in items.indices {
      let isHalf = 2 * drawn[lane] > population[lane]
      let p = isHalf || drawn[lane] == 0 ? 0 : Double(drawn[lane]) / Double(population[lane])
      chances[lane] = p
      areFew = areFew || items[lane] > 0 && Double(items[lane]) * p < 10
    }
    guard areFew else { return }
    for lane in items.indices { logs[lane] = Binomial.log1p(minus: chances[lane]) }
  }

  /// Takes candidates, or draws others in their place.
  ///
  /// - Returns: Whether all are taken for certain.
  private mutating func settle(
    _ items: UnsafeMutableBufferPointer<Int>, _ counts: UnsafeMutableBufferPointer<Int>,
    _ streams: LaneStreams
  ) -> Bool {
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 2 * items.count) { words in
      let first = UnsafeMutableBufferPointer(rebasing: words[..<items.count])
      let second = UnsafeMutableBufferPointer(rebasing: words[items.count...])
      streams.blocks(first, second)
      let found = findDoubtful(items, counts, first)
      for lane in doubtful[..<found].lazy.map({ Int($0) })
      where !isTaken(lane, items[lane], counts[lane], Stream.uniform(of: first[lane])) {
        var stream = streams.stream(lane, from: 1)
        counts[lane] = Hypergeometric.sample(
          population: population[lane], marked: items[lane], drawn: drawn[lane], using: &stream)
      }
      return found == 0
    }
  }

  private mutating func findDoubtful(
    _ items: UnsafeMutableBufferPointer<Int>, _ counts: UnsafeMutableBufferPointer<Int>,
    _ words: UnsafeMutableBufferPointer<UInt64>
  ) -> Int {
    items.withMemoryRebound(to: Int64.self) { items in
      counts.withMemoryRebound(to: Int64.self) { counts in
        population.withUnsafeBufferPointer {
          $0.withMemoryRebound(to: Int64.self) { population in
            drawn.withUnsafeBufferPointer {
              $0.withMemoryRebound(to: Int64.self) { drawn in
                doubtful.withUnsafeMutableBufferPointer { places in
                  fentan_doubtful_draws(
                    population.baseAddress, drawn.baseAddress, items.baseAddress, chances,
                    words.baseAddress, counts.baseAddress, items.count, places.baseAddress)
                }
              }
            }
          }
        }
      }
    }
  }

  /// Whether a candidate is taken.
  private func isTaken(_ lane: Int, _ items: Int, _ count: Int, _ u: Double) -> Bool {
    let (rest, missing) = (population[lane] - items, drawn[lane] - count)
    guard 2 * drawn[lane] <= population[lane], 0...rest ~= missing else { return false }
    return Binomial.isUnder(
      trials: Double(rest), probability: chances[lane], count: Double(missing), u)
  }
}
