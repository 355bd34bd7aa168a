import TestSupport
import Testing

@testable import Probability

struct SelectionTests {
  /// Completes a selection in which each item was selected with some probability.
  private func select(
    _ size: Int, of counts: [Int], first probability: Double, using stream: inout Stream
  ) -> [Int] {
    var (selected, all) = (
      counts.map { Binomial.sample(trials: $0, probability: probability, using: &stream) }, counts
    )
    selected.withUnsafeMutableBufferPointer { selected in
      all.withUnsafeMutableBufferPointer {
        Selection.complete(selected, of: $0, to: size, using: &stream)
      }
    }
    return selected
  }

  // From nothing and from everything, nearly right, too few and too many; by rounds and one by one.
  @Test(arguments: [0, 1, 0.3, 0.28, 0.33, 0.1, 0.6])
  func `each kind's part of the selection is hypergeometric`(first: Double) throws {
    let counts = [700, 0, 40, 1, 259]
    var stream = Stream(seed: 41, replication: 0, purpose: .init(rawValue: 1))
    var tallies = counts.map { _ in [Int: Int]() }
    for _ in 0..<50_000 {
      let selected = select(300, of: counts, first: first, using: &stream)
      #expect(selected.reduce(0, +) == 300)
      for (kind, count) in selected.enumerated() { tallies[kind][count, default: 0] += 1 }
    }
    for kind in [0, 2, 4] {
      expectTally(
        tallies[kind],
        match: try Hypergeometric(population: 1_000, marked: counts[kind], drawn: 300))
    }
    #expect(tallies[1] == [0: 50_000])
    let one = Double(tallies[3][1] ?? 0)
    #expect(abs(one - 15_000) < 4.9 * (50_000 * 0.3 * 0.7).squareRoot())
  }

  @Test(arguments: [0, 1, 63, 64, 65, 999, 1_000])
  func `any size can be selected`(size: Int) {
    var stream = Stream(seed: 42, replication: size, purpose: .init(rawValue: 1))
    for first in [0, 0.5, 1] {
      let selected = select(size, of: [10, 0, 990], first: first, using: &stream)
      #expect(selected.reduce(0, +) == size)
      #expect(0...10 ~= selected[0] && selected[1] == 0 && 0...990 ~= selected[2])
    }
  }
}
