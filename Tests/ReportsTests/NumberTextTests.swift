import MutualAid
import Testing

@testable import Reports

struct NumberTextTests {
  @Test(arguments: [
    (0, 0, "0"), (27_890, 2, "278.90"), (5, 2, "0.05"), (-5, 2, "-0.05"),
    (-123_456_789, 2, "-1,234,567.89"),
    (1_000, 0, "1,000"), (999, 0, "999"), (12, -3, "12,000"), (0, -3, "0"),
    (Int.min, 2, "-92,233,720,368,547,758.08"),
  ])
  func `whole units of a power of ten are written exactly`(
    value: Int, digits: Int, expected: String
  ) {
    #expect(NumberText.exact(value, digits: digits, grouped: true) == expected)
  }

  @Test(arguments: [(27_890, "278.9"), (27_800, "278"), (0, "0"), (1, "0.01"), (-100, "-1")])
  func `a trimmed number has no zeros at its end`(value: Int, expected: String) {
    #expect(NumberText.exact(value, digits: 2, trimmed: true) == expected)
  }

  @Test(arguments: [
    (277.94, 1, "277.9"), (0.5, 0, "1"), (-0.5, 0, "-1"), (-0.04, 1, "0.0"),
    (1_234_567, -2, "1,234,600"),
    (1e300, 2, "1e+300"), (.infinity, 1, "–"), (.nan, 1, "–"),
  ])
  func `a figure is rounded to decimals`(value: Double, decimals: Int, expected: String) {
    #expect(NumberText.fixed(value, decimals: decimals) == expected)
  }

  @Test(arguments: [
    (0.1, 1), (0.14, 1), (0.096, 1), (0.094, 2), (1, 0), (9.4, 0), (9.6, -1), (30, -1), (0.001, 3),
    (123_456, -5), (1e-30, 9),
  ])
  func `an error keeps one digit`(error: Double, decimals: Int) {
    #expect(NumberText.decimals(forError: error) == decimals)
  }

  @Test func `a mean and its error are rounded together`() {
    let yuan = Scale(.money, in: .yuan)
    #expect(yuan.short(mean: 27_791.4, error: 9.8) == ("277.9", "± 0.1"))
    #expect(yuan.short(mean: 27_791.4, error: nil) == ("277.91", "± –"))
    #expect(yuan.short(mean: 27_791, error: 0) == ("277.91", "± 0"))
    #expect(yuan.short(mean: nil, error: nil) == ("–", ""))
    #expect(yuan.short(mean: 3e13, error: 4.2e9) == ("300,000,000,000", "± 40,000,000"))
    let part = Scale(.millionths, in: .yuan)
    #expect(part.short(mean: 462_500, error: 1_234) == ("46.3%", "± 0.1%"))
    #expect(part.short(1_000_000) == "100.0%")
  }

  @Test(arguments: [
    (0.05, "q05"), (0.5, "q50"), (0.995, "q99.5"), (0.999, "q99.9"), (0, "q00"), (1, "q100"),
    (0.0001, "q00.01"), (0.07, "q07"),
  ])
  func `a quantile is named by its percent`(p: Double, name: String) {
    #expect(NumberText.quantile(p) == name)
  }

  @Test(arguments: [
    (0, "0%"), (1, "100%"), (0.0312, "3.1%"), (0.0019, "0.19%"), (0.9999, "100%"), (0.5, "50.0%"),
  ])
  func `a part is written in percent`(part: Double, expected: String) {
    #expect(NumberText.percent(part) == expected)
  }

  @Test(arguments: [
    (1.0, "1"), (0.1, "0.1"), (-0.0, "0"), (1e-7, "1e-07"), (1.0 / 3, "0.3333333333333333"),
  ])
  func `the shortest text reads back as the same number`(value: Double, expected: String) {
    #expect(NumberText.shortest(value) == expected)
    #expect(Double(expected) == value)
  }

  @Test func `what is not finite has no text`() {
    #expect(NumberText.shortest(.infinity) == nil)
    #expect(NumberText.shortest(.nan) == nil)
  }
}
