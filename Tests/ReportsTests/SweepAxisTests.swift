import Testing

@testable import Reports

struct SweepAxisTests {
  @Test func `places between near numbers have as many decimals as tell them apart`() {
    let axis = SweepAxis([0.001, 0.002, 0.004], zeroBased: false)
    #expect(axis.ticks.map(\.label) == ["0.001", "0.002", "0.003", "0.004"])
    #expect(axis.counted == "")
  }

  @Test func `millions are counted beside the axis`() {
    let axis = SweepAxis([1_500_000, 2_000_000], zeroBased: true)
    #expect(axis.ticks.map(\.label) == ["0.0", "0.5", "1.0", "1.5", "2.0"])
    #expect(axis.counted == "million")
  }

  @Test func `powers of ten are written out`() {
    let axis = SweepAxis([0.01, 1, 20_000_000], zeroBased: false)
    #expect(
      axis.ticks.map(\.label) == [
        "0.01", "0.1", "1", "10", "100", "1,000", "10,000", "100,000", "1 million", "10 million",
        "100 million",
      ])
  }
}
