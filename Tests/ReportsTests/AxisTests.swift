import MutualAid
import Testing

@testable import Reports

struct AxisTests {
  @Test(arguments: [
    (0.0...9.3, ["0", "2", "4", "6", "8", "10"]), (0...0.029, ["0.00", "0.01", "0.02", "0.03"]),
    (0...4_700, ["0", "1,000", "2,000", "3,000", "4,000", "5,000"]),
    (-1...1, ["-1.0", "-0.5", "0.0", "0.5", "1.0"]),
    (0...0, ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]), (7...7, ["0", "2", "4", "6", "8"]),
  ])
  func `ticks are round and cover the range`(range: ClosedRange<Double>, labels: [String]) {
    let axis = Axis(covering: range, unit: "CNY", steps: 5)
    #expect(axis.ticks.map(\.label) == labels)
    #expect(
      axis.domain.lowerBound <= range.lowerBound && range.upperBound <= axis.domain.upperBound)
    #expect(axis.place(of: axis.domain.upperBound) == 1)
  }

  @Test(arguments: [
    (105_000_000.0, "million payers", "150"), (2_500_000_000, "billion payers", "2.5"),
    (800_000, "payers", "800,000"),
  ])
  func `large numbers are counted in millions`(most: Double, unit: String, last: String) {
    let axis = Axis(covering: 0...most, unit: "payers", steps: 5)
    #expect(axis.unit == unit)
    #expect(axis.ticks.last?.label == last)
  }

  @Test(arguments: [
    (0.11, 0.2, 1), (0.2, 0.2, 1), (3, 5, 0), (6, 10, -1), (1, 1, 0), (10, 10, -1), (0.051, 0.1, 1),
  ])
  func `a step is 1, 2 or 5 times a power of ten`(least: Double, size: Double, decimals: Int) {
    let step = Axis.roundStep(for: least)
    #expect((step.size - size).magnitude < 1e-12)
    #expect(step.decimals == decimals)
  }

  @Test(arguments: [
    (2020, 1, 31, 2020, 6, 30, ["Feb 2020", "Mar", "Apr", "May", "Jun"]),
    (2018, 10, 28, 2022, 7, 28, ["2019", "Jul", "2020", "Jul", "2021", "Jul", "2022", "Jul"]),
    (2000, 12, 31, 2040, 12, 31, ["2005", "2010", "2015", "2020", "2025", "2030", "2035", "2040"]),
    (2020, 3, 5, 2020, 3, 25, ["2020-03-05", "2020-03-25"]),
    (2020, 3, 5, 2020, 3, 5, ["2020-03-05"]),
  ])
  func `dates are marked at the beginning of months, quarters or years, or at the ends`(
    y1: Int, m1: Int, d1: Int, y2: Int, m2: Int, d2: Int, labels: [String]
  ) {
    let axis = DateAxis(SampleOutcomes.day(y1, m1, d1)...SampleOutcomes.day(y2, m2, d2))
    #expect(axis.ticks.map(\.label) == labels)
  }
}
