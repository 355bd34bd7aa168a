import Testing

@testable import MutualAid

struct RateTests {
  @Test(arguments: [0, 1, 3, 80_000, 999_999, 1_000_000])
  func `a rate of any amount is rounded half up, in 64 bits as in 128`(millionths: Int) {
    let rate = Rate(millionths: millionths)
    // The last product that fits 64 bits, and the first that does not.
    let edge = (Int.max - 1_000_000) / max(1, 2 * millionths)
    let amounts =
      [0, 1, 6, 7, 499_999, 500_000, 1_250, Int.max - 1, Int.max]
      + (-2...2).compactMap { step in
        let (amount, overflow) = edge.addingReportingOverflow(step)
        return overflow ? nil : amount
      }
    for amount in amounts {
      let (whole, part) = (Int128(amount) * Int128(millionths)).quotientAndRemainder(
        dividingBy: 1_000_000)
      #expect(Int128(rate.of(amount)) == whole + (2 * part >= 1_000_000 ? 1 : 0), "\(amount)")
    }
    #expect(Rate(millionths: 80_000).of(1_250) == 100)
  }
}
