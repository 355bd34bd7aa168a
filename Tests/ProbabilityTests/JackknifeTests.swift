import Probability
import Testing

struct JackknifeTests {
  @Test func `of a mean it is the standard error`() throws {
    let outcomes = [3.0, 8, 1, 4, 9]
    let sum = outcomes.reduce(0, +)
    let error = try #require(Jackknife.standardError(of: outcomes.map { (sum - $0) / 4 }))
    // s² = 11.5 of 5 outcomes.
    #expect(abs(error - (11.5 / 5).squareRoot()) < 1e-14)
  }

  @Test func `what is the same without any part has no error`() {
    #expect(Jackknife.standardError(of: [0.1, 0.1, 0.1]) == 0)
    #expect(Jackknife.standardError(of: [-0.1, (-0.1).nextUp, (-0.1).nextDown]) == 0)
  }

  @Test func `one part tells no error`() {
    #expect(Jackknife.standardError(of: [7]) == nil)
    #expect(Jackknife.standardError(of: []) == nil)
  }
}
