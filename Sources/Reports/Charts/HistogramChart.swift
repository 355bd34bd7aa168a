internal import Probability

/// A picture of how often a figure fell where, over the futures of a run.
struct HistogramChart {
  /// A line across the bars with words for the pointer.
  struct Line {
    let value: Int
    let words: String
    let style: String
  }

  /// The bars, ascending, without gap.
  let bars: [Histogram.Bin]
  /// All outcomes.
  let count: Int
  /// The outcomes below the first bar and above the last.
  let outside: Int

  /// The outcomes from the beginning of the first bar to the end of the last.
  let range: ClosedRange<Int>

  /// The most bars, or a few more.
  private static let mostBars = 36.0

  /// The bars of a tally, or `nil` if all its outcomes are the same or there are none.
  ///
  /// A bar's width is 1, 2 or 5 times a power of ten. Where single outcomes lie far out, the bars
  /// cover those between the quantiles at 0.001 and 0.999.
  init?(_ tally: Tally) {
    guard let least = tally.minimum, let most = tally.maximum, least < most,
      let low = tally.quantile(0.001)?.value, let high = tally.quantile(0.999)?.value
    else { return nil }
    let isFar = low < high && Double(most) - Double(least) > 1.5 * (Double(high) - Double(low))
    let (first, last) = isFar ? (low, high) : (least, most)
    let span = (Double(last) - Double(first)) / Self.mostBars
    let width = Int(Axis.roundStep(for: max(1, span)).size)
    let start = Self.floor(first, to: width)
    let count = (last - start) / width + 1
    bars = tally.histogram(from: start, width: width, bins: count).bins
    range = start...start + count * width
    self.count = tally.count
    outside = tally.count - bars.reduce(0) { $0 + $1.count }
  }

  private static func floor(_ value: Int, to width: Int) -> Int {
    let rest = value % width
    return rest < 0 ? value - rest - width : value - rest
  }

  /// The picture, its outcomes in the figures of a scale.
  ///
  /// The label says what it shows. Lines beyond the bars are left out.
  func svg(label: String, scale: Scale, lines: [Line], canvas: Canvas = .half) -> Markup {
    let most = bars.map(\.count).max() ?? 1
    let rows = Axis(
      covering: 0...Double(most) / Double(count) * 100, unit: "% of futures", steps: 4)
    let ends = [range.lowerBound, range.upperBound].map { scale.figure(Double($0)) }
    let figures = Axis(covering: ends[0]...ends[1], unit: scale.unit, steps: 5)
    func x(_ value: Int) -> Double { canvas.x(figures.place(of: scale.figure(Double(value)))) }
    let columns = figures.ticks.map {
      canvas.column(at: figures.place(of: $0.value), label: $0.label)
    }
    let drawn = bars.map { bar -> Markup in
      let part = Double(bar.count) / Double(count)
      let top = canvas.y(rows.place(of: part * 100))
      let words =
        "\(scale.short(bar.lower)) to \(scale.short(bar.upper)): \(bar.count) of \(count) futures, "
        + NumberText.percent(part)
      return """
        <rect class="bar" x="\(x(bar.lower) + 0.5)" y="\(top)" \
        width="\(max(0.5, x(bar.upper + 1) - x(bar.lower) - 1))" height="\(canvas.y(0) - top)">\
        <title>\(words)</title></rect>
        """
    }
    let crossing = lines.filter { range ~= $0.value }.map { line -> Markup in
      let x = x(line.value)
      return """
        <line class="\(line.style)" x1="\(x)" x2="\(x)" y1="\(canvas.y(0))" \
        y2="\(canvas.y(1) - 4)"><title>\(line.words)</title></line>
        """
    }
    return canvas.svg(label: label, canvas.rows(rows) + columns + drawn + crossing)
  }
}
