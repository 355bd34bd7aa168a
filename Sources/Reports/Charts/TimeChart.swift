internal import MutualAid

/// A picture of figures over time, made of layers.
struct TimeChart {
  /// A figure on a day.
  struct Point {
    let day: Day
    let value: Double
  }

  /// A range of figures on a day.
  struct Span {
    let day: Day
    let low: Double
    let high: Double
  }

  /// A figure from elsewhere, with words of its own.
  struct Mark {
    let day: Day
    let value: Double
    let words: String
  }

  /// A thing that is drawn, in the style of a class of the style sheet.
  enum Layer {
    case area([Span], style: String)
    case line([Point], style: String)
    case marks([Mark], style: String)
  }

  /// What the picture shows.
  let label: String
  /// What the figures count.
  let unit: String
  /// The size.
  var canvas = Canvas.wide
  /// What is drawn.
  var layers: [Layer]
  /// Days with the words that show when a pointer rests there.
  var hover: [(day: Day, words: String)] = []
  /// A day with a line through the picture, and its name.
  var event: (day: Day, name: String)? = nil

  /// The picture, or `nil` if there is nothing on it.
  var svg: Markup? {
    let days = layers.flatMap(\.days)
    guard let first = days.min(), let last = days.max() else { return nil }
    let values = layers.flatMap(\.values) + [0]
    let rows = Axis(
      covering: (values.min() ?? 0)...(values.max() ?? 0), unit: unit,
      steps: canvas.height > 300 ? 5 : 4)
    let sheet = Sheet(
      canvas: canvas, rows: rows,
      columns: DateAxis(first...last, atMost: canvas.width > 600 ? 12 : 7))
    let ticks = sheet.columns.ticks.map {
      canvas.column(at: sheet.columns.place(of: $0.day), label: $0.label)
    }
    // Marks lie above the strips that answer a pointer, so that they can answer themselves.
    let (marks, others) = (layers.filter(\.isMarks), layers.filter { !$0.isMarks })
    return canvas.svg(
      label: label,
      canvas.rows(rows) + ticks + others.map(sheet.draw) + [sheet.draw(event)]
        + sheet.strips(hover) + marks.map(sheet.draw))
  }
}

extension TimeChart.Layer {
  var days: [Day] {
    switch self {
    case .area(let spans, _): spans.map(\.day)
    case .line(let points, _): points.map(\.day)
    case .marks(let marks, _): marks.map(\.day)
    }
  }

  var values: [Double] {
    switch self {
    case .area(let spans, _): spans.flatMap { [$0.low, $0.high] }
    case .line(let points, _): points.map(\.value)
    case .marks(let marks, _): marks.map(\.value)
    }
  }

  var isMarks: Bool { if case .marks = self { true } else { false } }
}

/// The axes of a picture and what is drawn between them.
private struct Sheet {
  let canvas: Canvas
  let rows: Axis
  let columns: DateAxis

  func x(_ day: Day) -> Double { canvas.x(columns.place(of: day)) }
  func y(_ value: Double) -> Double { canvas.y(rows.place(of: value)) }

  func draw(_ layer: TimeChart.Layer) -> Markup {
    switch layer {
    case .area(let spans, let style): area(spans, style: style)
    case .line(let points, let style): line(points, style: style)
    case .marks(let marks, let style): self.marks(marks, style: style)
    }
  }

  private func area(_ spans: [TimeChart.Span], style: String) -> Markup {
    if spans.count == 1, let only = spans.first {
      let top = y(only.high)
      return """
        <rect class="area \(style)" x="\(x(only.day) - 24)" y="\(top)" width="48" \
        height="\(y(only.low) - top)"/>
        """
    }
    let corners =
      spans.map { (x($0.day), y($0.high)) } + spans.reversed().map { (x($0.day), y($0.low)) }
    return "<path class=\"area \(style)\" d=\"\(path(corners))Z\"/>"
  }

  private func line(_ points: [TimeChart.Point], style: String) -> Markup {
    if points.count == 1, let only = points.first {
      let (x, y) = (x(only.day), y(only.value))
      return "<path class=\"line \(style)\" d=\"\(path([(x - 24, y), (x + 24, y)]))\"/>"
    }
    return "<path class=\"line \(style)\" d=\"\(path(points.map { (x($0.day), y($0.value)) }))\"/>"
  }

  private func marks(_ marks: [TimeChart.Mark], style: String) -> Markup {
    let circles = marks.map { mark -> Markup in
      """
      <circle class="mark \(style)" cx="\(x(mark.day))" cy="\(y(mark.value))" r="3.2">\
      <title>\(mark.words)</title></circle>
      """
    }
    return "\(circles)"
  }

  func draw(_ event: (day: Day, name: String)?) -> Markup {
    guard let event, columns.days ~= event.day else { return .none }
    let x = x(event.day)
    let isLeft = x > canvas.width / 2
    return """
      <line class="event" x1="\(x)" x2="\(x)" y1="\(canvas.y(0))" y2="\(canvas.y(1) - 8)"/>\
      <text class="event" x="\(isLeft ? x - 6 : x + 6)" y="\(canvas.y(1) - 4)" \
      text-anchor="\(isLeft ? "end" : "start")">\(event.name)</text>
      """
  }

  /// A strip around each day, from half-way to the one before to half-way to the next.
  func strips(_ hover: [(day: Day, words: String)]) -> [Markup] {
    hover.indices.map { place in
      let here = x(hover[place].day)
      let from = place == 0 ? here - 12 : (x(hover[place - 1].day) + here) / 2
      let to = place == hover.count - 1 ? here + 12 : (here + x(hover[place + 1].day)) / 2
      return """
        <rect class="strip" x="\(from)" y="\(canvas.y(1))" width="\(to - from)" \
        height="\(canvas.y(0) - canvas.y(1))"><title>\(hover[place].words)</title></rect>
        """
    }
  }

  private func path(_ corners: [(x: Double, y: Double)]) -> Markup {
    corners.enumerated().reduce(Markup.none) { path, corner in
      path + "\(corner.offset == 0 ? "M" : "L")\(corner.element.x),\(corner.element.y)"
    }
  }
}
