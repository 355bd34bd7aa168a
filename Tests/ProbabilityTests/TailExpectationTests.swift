import Probability
import Testing

struct TailExpectationTests {
  /// The 10 largest of 1,000 simulated losses, in tenths: Hardy (2006), table 1.
  static let largest = [2_879, 2_987, 3_016, 3_050, 3_130, 3_238, 3_345, 3_435, 3_503, 3_594]

  @Test func `the textbook's tail expectation at 99 percent comes out`() throws {
    var tally = Tally()
    for loss in Self.largest { tally.add(loss) }
    for _ in 0..<990 { tally.add(2_878) }  // The other 990 are smaller and do not enter.
    let estimate = try #require(tally.tailExpectation(level: 0.99))
    #expect((estimate.value).rounded() == 3_218)  // 321.8 as printed
  }
}
