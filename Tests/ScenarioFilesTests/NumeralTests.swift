import Testing

@testable import ScenarioFiles

struct NumeralTests {
  @Test(
    arguments: [
      "", "-", "+1", ".5", "5.", "01", "-01", "00", "1_000", "1,000", "0x1F", "0o7", "0b1", "12:30",
      "1e", "1e+", "NaN", ".nan", "inf", ".inf", "-.inf", "1 ", " 1", "1.2.3", "１", "1e400", "--1",
      "1d", "1f", "0x1p3", String(repeating: "1", count: 41),
    ])
  func `what is not a number in JSON is no number`(text: String) {
    #expect(Numeral.real(text) == nil)
    #expect(Numeral.whole(text) == nil)
    #expect(Numeral.fixed(text, digits: 2) == nil)
  }

  @Test func `decimals are exact`() {
    #expect(Numeral.fixed("0.29", digits: 2) == 29)
    #expect(Numeral.fixed("1.1", digits: 2) == 110)
    #expect(Numeral.fixed("4.35", digits: 2) == 435)
    #expect(Numeral.fixed("90071992547409.93", digits: 2) == 9_007_199_254_740_993)
    #expect(Numeral.fixed("0.123", digits: 2) == nil)
    #expect(Numeral.fixed("1e2", digits: 2) == nil)
    #expect(Numeral.fixed("99999999999999999999", digits: 2) == nil)
    #expect(Numeral.fixed("-0.01", digits: 2) == -1)
    #expect(Numeral.fixed("7", digits: 0) == 7)
  }

  @Test func `reals may have an exponent, whole numbers may not`() {
    #expect(Numeral.real("1e-3") == 0.001)
    #expect(Numeral.real("-0") == 0)
    #expect(Numeral.real("2.5E+2") == 250)
    #expect(Numeral.whole("1e3") == nil)
    #expect(Numeral.whole("1.0") == nil)
    #expect(Numeral.whole("-12") == -12)
    #expect(Numeral.whole("9223372036854775807") == .max)
    #expect(Numeral.whole("9223372036854775808") == nil)
  }

  @Test(
    arguments: [
      ("8%", "write 0.08"), ("12.5%", "write 0.125"), ("100%", "write 1"), ("0.5%", "write 0.005"),
      ("010", "write 10, without the leading zero"), ("1_000", "write 1000"),
      ("1,000", "write 1000"), (".5", "write 0.5"), ("+3", "write 3"), ("12:30", nil), ("x", nil),
      ("0", nil), ("", nil), ("0０", nil),
    ])
  func `what is nearly a number gets advice`(text: String, advice: String?) {
    #expect(Numeral.remedy(for: text) == advice)
  }
}
