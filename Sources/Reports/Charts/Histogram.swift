internal import Probability

/// How often a figure fell where, over the futures of a run.
struct Histogram {
  /// A bar: the outcomes from `from` to below `to`, in the tally's own unit.
  struct Bar: Equatable {
    let from: Int
    let to: Int
    let count: Int
  }

  /// A line across the bars with words for the pointer.
  struct Line {
    let value: Int
    let words: String
    let style: String
  }

  /// The bars, ascending, without gap.
  let bars: [Bar]
  /// The outcomes below the first bar and above the last.
  let outside: Int
  private let tally: Tally

  /// The outcomes that the bars cover, and the one at their end.
  var range: ClosedRange<Int> { bars[0].from...bars[bars.count - 1].to }

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
    let width = Int(Axis.roundStep(for: max(1, (Double(last) - Double(first)) / 36)).size)
    let start = Self.floor(first, to: width)
    var counts = Array(repeating: 0, count: (last - start) / width + 1)
    var outside = 0
    for (value, count) in tally.values {
      let place = value < start ? -1 : (value - start) / width
      if counts.indices ~= place { counts[place] += count } else { outside += count }
    }
    bars = counts.enumerated().map { place, count in
      Bar(from: start + place * width, to: start + (place + 1) * width, count: count)
    }
    self.outside = outside
    self.tally = tally
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
      covering: 0...Double(most) / Double(tally.count) * 100, unit: "% of futures", steps: 4)
    let ends = [range.lowerBound, range.upperBound].map { scale.figure(Double($0)) }
    let figures = Axis(covering: ends[0]...ends[1], unit: scale.unit, steps: 5)
    func x(_ value: Int) -> Double { canvas.x(figures.place(of: scale.figure(Double(value)))) }
    let columns = figures.ticks.map {
      canvas.column(at: figures.place(of: $0.value), label: $0.label)
    }
    let drawn = bars.map { bar -> Markup in
      let part = Double(bar.count) / Double(tally.count)
      let top = canvas.y(rows.place(of: part * 100))
      let words =
        "\(scale.short(bar.from)) to below \(scale.short(bar.to)): \(bar.count) of \(tally.count) "
        + "futures, \(NumberText.percent(part))"
      return """
        <rect class="bar" x="\(x(bar.from) + 0.5)" y="\(top)" \
        width="\(max(0.5, x(bar.to) - x(bar.from) - 1))" height="\(canvas.y(0) - top)">\
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
