internal import MutualAid
internal import Probability

/// A picture of a figure of a year's cost over a grid, as a file of its own.
struct SweepChart {
  let pools: SweptPools
  /// What is drawn.
  let figure: SweptFigure

  /// A line of the picture.
  private struct Series {
    let name: String
    let style: String
    var points: [(x: Double, y: Double, words: String)] = []
  }

  private static let styles = ["main", "second", "third", "fourth"]

  private var words: PairedWords { PairedWords(base: pools.outcome.base) }

  /// The picture, or `nil` where no year has the figure.
  var document: String? {
    let series = self.series
    let all = series.flatMap(\.points)
    guard !all.isEmpty else { return nil }
    let xs = SweepAxis(all.map(\.x), zeroBased: false)
    let ys = SweepAxis(all.map(\.y), zeroBased: true)
    let canvas = Canvas(width: 960, height: 420, top: 34, bottom: 48)
    let unit: Markup = "<text class=\"unit\" x=\"0\" y=\"14\">\(caption(ys))</text>"
    let name: Markup = """
      <text x="\(canvas.x(0.5))" y="\(canvas.height - 8)" text-anchor="middle">\(name(of: xs))</text>
      """
    var pieces = [unit, name]
    pieces += ys.ticks.map { tick in
      let y = canvas.y(ys.place(of: tick.value))
      return """
        <line class="grid" x1="\(canvas.x(0))" x2="\(canvas.x(1))" y1="\(y)" y2="\(y)"/>\
        <text x="\(canvas.left - 8)" y="\(y + 4)" text-anchor="end">\(tick.label)</text>
        """
    }
    pieces += xs.ticks.map { canvas.column(at: xs.place(of: $0.value), label: columnLabel($0)) }
    for (place, line) in series.enumerated() {
      pieces += draw(line, place, canvas, xs, ys)
    }
    let picture = canvas.svg(label: caption(ys), pieces)
    let head = "<svg xmlns=\"http://www.w3.org/2000/svg\" "
    return head + picture.text.dropFirst("<svg ".count).replacingStyle() + "\n"
  }

  private func caption(_ axis: SweepAxis) -> String {
    let unit = [axis.counted, figure == .cv ? "" : words.currency].filter { !$0.isEmpty }
    return ["\(figure.words) of a year's cost", unit.joined(separator: " ")]
      .filter { !$0.isEmpty }.joined(separator: ", ")
  }

  private func name(of axis: SweepAxis) -> String {
    guard isNumeric else { return "\(pools.keys[0]): the points in their order" }
    return axis.counted.isEmpty ? pools.keys[0] : "\(pools.keys[0]), \(axis.counted)"
  }

  private var isNumeric: Bool { pools.points.allSatisfy { Double($0[0]) != nil } }

  /// What stands below a column: a number, or the point that is there.
  private func columnLabel(_ tick: Axis.Tick) -> String {
    guard !isNumeric else { return tick.label }
    let place = Int(tick.value)
    return Double(place) == tick.value && pools.points.indices ~= place
      ? pools.points[place][0] : ""
  }

  private var series: [Series] {
    var found: [Series] = []
    for line in pools.lines {
      guard let year = words.year(of: line.figure), let y = figure.value(of: line) else { continue }
      let scaled = figure == .cv ? y : words.scale(of: line.figure).figure(y)
      let values = pools.points[line.point]
      var name = "\(year)"
      if let segment = line.figure.segment, pools.outcome.base.segments.count > 1 {
        name += ", " + PlainWords.cleaned(segment)
      }
      if values.count > 1 { name = "\(pools.keys[1]) \(values[1])" + ", " + name }
      if !found.contains(where: { $0.name == name }) {
        found.append(Series(name: name, style: Self.styles[found.count % Self.styles.count]))
      }
      guard let place = found.firstIndex(where: { $0.name == name }) else { continue }
      let x = isNumeric ? Double(values[0]) ?? 0 : Double(line.point)
      let text = "\(values.joined(separator: ", ")): \(NumberText.shortest(scaled) ?? "")"
      found[place].points.append((x, scaled, text))
    }
    return found.filter { series in series.points.contains { $0.y > 0 } }
  }

  private func draw(
    _ line: Series, _ number: Int, _ canvas: Canvas, _ xs: SweepAxis, _ ys: SweepAxis
  ) -> [Markup] {
    let corners = line.points.map {
      (canvas.x(xs.place(of: $0.x)), canvas.y(ys.place(of: $0.y)), $0.words)
    }
    let path = corners.enumerated().reduce(Markup.none) { path, corner in
      path + "\(corner.offset == 0 ? "M" : "L")\(corner.element.0),\(corner.element.1)"
    }
    let marks = corners.map { corner -> Markup in
      """
      <circle class="mark \(line.style)" cx="\(corner.0)" cy="\(corner.1)" r="3.5">\
      <title>\(corner.2)</title></circle>
      """
    }
    let legend: Markup = """
      <text class="\(line.style)" x="\(canvas.x(1))" y="\(14 + 15 * Double(number))" \
      text-anchor="end">\(line.name)</text>
      """
    return ["<path class=\"line \(line.style)\" d=\"\(path)\"/>"] + marks + [legend]
  }
}

extension Substring {
  /// A picture with the style that its classes need.
  fileprivate func replacingStyle() -> String {
    guard let end = firstIndex(of: ">") else { return String(self) }
    return self[...end] + """

      <style>
      svg { background: #fff; } text { font: 12px sans-serif; fill: #444c57; }
      .grid { stroke: #e3e6ea; } .base { stroke: #444c57; } .line { fill: none; stroke-width: 2; }
      .line.main { stroke: #1d5c94; } .line.second { stroke: #8a6d1f; }
      .line.third { stroke: #55732f; } .line.fourth { stroke: #7b4d86; }
      circle.main, text.main { fill: #1d5c94; } circle.second, text.second { fill: #8a6d1f; }
      circle.third, text.third { fill: #55732f; } circle.fourth, text.fourth { fill: #7b4d86; }
      </style>
      """ + self[index(after: end)...]
  }
}
