import TestSupport
import Testing

@testable import Probability

struct PreparedBinomialTests {
  @Test(arguments: [
    (1, 0.5), (7, 0.3), (100, 0.05), (1_000, 0.5), (800_000, 4e-5), (1 << 40, 1e-10),
  ])
  func `draws follow the mass function`(trials: Int, probability: Double) throws {
    let law = try Binomial(trials: trials, probability: probability)
    let table = PreparedBinomial(trials: trials, probability: probability)
    var stream = Stream(seed: 1974, replication: 0, purpose: .init(rawValue: 1), cohort: trials)
    expectDraws(200_000, match: law) { table.sample(using: &stream) }
  }

  // Fewer trials than the table's, as many, and more.
  @Test(arguments: [799_000, 800_000, 801_500, 1_000_000])
  func `a table serves other numbers of trials`(trials: Int) throws {
    let law = try Binomial(trials: trials, probability: 4e-5)
    let table = PreparedBinomial(trials: 800_000, probability: 4e-5)
    var stream = Stream(seed: 1974, replication: 1, purpose: .init(rawValue: 1), cohort: trials)
    expectDraws(200_000, match: law) { table.sample(trials: trials, using: &stream) }
  }

  @Test(arguments: [(3, 0.25), (90, 0.4), (20_000, 0.003), (640_000, 0.5), (1 << 40, 1e-9)])
  func `a word gives the smallest count whose running sum is above it`(
    trials: Int, probability: Double
  ) throws {
    let law = try Binomial(trials: trials, probability: probability)
    let table = PreparedBinomial(trials: trials, probability: probability)
    var words: [UInt64] = [0, 1, 1 << 33, (1 << 34) - 1, 1 << 34, 1 << 63, .max - (1 << 34), .max]
    for step in 1..<500 { words.append(UInt64(step) << 55 &+ UInt64(step) << 40) }
    for word in words {
      let k = table.inverse(word)
      // A count at either end of its step may be a neighbour's by rounding.
      if word < 1 << 63 {
        let u = (Double(word) + 0.5) * 0x1p-64
        #expect(law.cumulative(k) > u * 0.999)
        #expect(k == 0 || law.cumulative(k - 1) < u * 1.001)
      } else {
        let u = (Double(0 &- word) - 0.5) * 0x1p-64
        #expect(law.survival(k) < u * 1.001)
        #expect(k == 0 || law.survival(k - 1) > u * 0.999)
      }
    }
  }

  @Test func `the count rises with the word and agrees with an inversion without a table`() {
    let table = PreparedBinomial(trials: 800_000, probability: 4e-5)
    var last = 0
    for step in 0..<2_000 as Range<UInt64> {
      let word = step * (UInt64.max / 2_000)
      let count = table.inverse(word)
      #expect(count >= last)
      last = count
      if word > 1 << 40, word < 0 &- (1 << 40) {
        let u = Double(word) * 0x1p-64
        let inverse = Binomial.inverse(trials: 800_000, probability: 4e-5, uniform: u)
        #expect(inverse == count)
      }
    }
  }
}
