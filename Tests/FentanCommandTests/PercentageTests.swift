import Testing

@testable import FentanCommand

struct PercentageTests {
  @Test(arguments: [
    ("0", 0), ("5", 0.05), ("50", 0.5), ("99", 0.99), ("99.5", 0.995), ("99.9", 0.999),
    ("99.99", 0.9999), ("0.1", 0.001), ("95%", 0.95), ("100", 1), ("007", 0.07),
  ])
  func `a percentage is the fraction that a literal gives`(text: String, fraction: Double) {
    #expect(Percentage(argument: text)?.fraction == fraction)
  }

  @Test(arguments: [
    "", "-5", "+5", "101", "100.1", "5.", ".5", "1e1", "nan", "inf", "0x5", "5 ", "5,0", "٥",
    "99.1234567890", "1234", "%", "5%%",
  ])
  func `what is no percentage is refused`(text: String) {
    #expect(Percentage(argument: text) == nil)
  }

  @Test func `a list of percentages keeps its order`() {
    #expect(Percentages(argument: "95,5,99.5")?.fractions == [0.95, 0.05, 0.995])
  }

  @Test(arguments: ["", "5,", ",5", "5,,6", "5;6", "5,x"])
  func `a list with something else in it is refused`(text: String) {
    #expect(Percentages(argument: text) == nil)
  }

  @Test func `defaults are written as they would be typed`() {
    #expect(
      Percentages(fractions: [0.05, 0.5, 0.995, 0.999]).defaultValueDescription
        == "5,50,99.5,99.9")
  }
}
