/// A picture of several figures for each of some things, as bars side by side.
struct GroupedBars {
  /// One bar of each group.
  struct Series {
    /// What the figures are, for the legend and the pointer.
    let name: String
    /// A class of the style sheet.
    let style: String
    /// The figure of each thing, or `nil` where it has none.
    let values: [Double?]
    /// What chance may bring to each, where that is drawn.
    var ranges: [ClosedRange<Double>?] = []
  }

  /// What the picture shows.
  let label: String
  /// What the figures count.
  let unit: String
  /// The things, from left to right.
  let names: [String]
  /// The bars of each.
  let series: [Series]
  /// The size.
  var canvas = Canvas.wide

  /// The part of a thing's width that its bars fill.
  private static let filled = 0.72

  /// The picture, or `nil` without figures.
  var svg: Markup? {
    let ranges = series.flatMap { $0.ranges.compactMap(\.self) }
    let values =
      series.flatMap { $0.values.compactMap(\.self) } + ranges.map(\.lowerBound)
      + ranges.map(\.upperBound)
    guard !names.isEmpty, let most = values.max(), let least = values.min() else { return nil }
    let rows = Axis(covering: min(0, least)...max(0, most), unit: unit, steps: 5)
    let columns = names.indices.map { thing -> Markup in
      let x = canvas.x((Double(thing) + 0.5) / Double(names.count))
      return """
        <text class="tick" x="\(x)" y="\(canvas.y(0) + 19)" text-anchor="middle">\(names[thing])</text>
        """
    }
    let bars = names.indices.flatMap { thing in
      series.indices.compactMap { bar(of: $0, thing: thing, rows: rows) }
    }
    return canvas.svg(label: label, canvas.rows(rows) + columns + bars)
  }

  private func bar(of number: Int, thing: Int, rows: Axis) -> Markup? {
    let series = series[number]
    guard let value = series.values[thing] else { return nil }
    let width = (canvas.x(1) - canvas.x(0)) / Double(names.count)
    let each = width * Self.filled / Double(self.series.count)
    let left = canvas.x(0) + width * (Double(thing) + (1 - Self.filled) / 2) + each * Double(number)
    let (end, base) = (canvas.y(rows.place(of: value)), canvas.y(rows.place(of: 0)))
    let range = series.ranges.indices.contains(thing) ? series.ranges[thing] : nil
    var words = "\(names[thing]), \(series.name): \(text(value)) \(unit)"
    if let range {
      words += "\n90% of futures: \(text(range.lowerBound)) to \(text(range.upperBound))"
    }
    let whisker = range.map { range -> Markup in
      let x = left + each / 2
      let (low, high) = (
        canvas.y(rows.place(of: range.lowerBound)), canvas.y(rows.place(of: range.upperBound))
      )
      return "<line class=\"event\" x1=\"\(x)\" x2=\"\(x)\" y1=\"\(low)\" y2=\"\(high)\"/>"
    }
    return """
      <rect class="column \(series.style)" x="\(left)" y="\(min(end, base))" \
      width="\(max(1, each - 1))" height="\(max(0.5, abs(base - end)))"><title>\(words)</title></rect>\
      \(whisker ?? .none)
      """
  }

  private func text(_ value: Double) -> String { NumberText.fixed(value, decimals: 2) }
}
