import Probability
import Testing

@testable import Reports

struct HistogramChartTests {
  @Test func `every outcome is in a bar or outside`() throws {
    let values = (0..<5_000).map { ($0 * 7_919) % 5_003 } + [1_000_000]
    let histogram = try #require(HistogramChart(SampleOutcomes.tally(values)))
    #expect(histogram.bars.map(\.count).reduce(0, +) + histogram.outside == values.count)
    #expect(histogram.outside > 0 && histogram.outside < 10)  // The far outcome sets no scale.
    #expect(histogram.bars.count <= 40)
  }

  @Test func `bars have round ends and follow one another`() throws {
    let histogram = try #require(HistogramChart(SampleOutcomes.tally(Array(-130..<995))))
    #expect(histogram.bars[0].lower == -150 && histogram.bars[0].upper == -101)
    #expect(histogram.bars[0].count == 30 && histogram.range == -150...1_000)
    #expect(histogram.outside == 0)
  }

  @Test(arguments: [[], [5], [5, 5, 5]])
  func `what does not vary has no bars`(values: [Int]) {
    #expect(HistogramChart(SampleOutcomes.tally(values)) == nil)
  }
}
