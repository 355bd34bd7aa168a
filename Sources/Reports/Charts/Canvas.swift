/// A picture of fixed size with room for axes around the part that is drawn on.
struct Canvas {
  /// The width of the whole.
  let width: Double
  /// The height of the whole.
  let height: Double
  /// Room at the left for the labels of the vertical axis.
  var left = 58.0
  /// Room at the right.
  var right = 14.0
  /// Room at the top for the unit.
  var top = 26.0
  /// Room at the bottom for the labels of the horizontal axis.
  var bottom = 28.0

  /// A picture as wide as the page.
  static let wide = Canvas(width: 960, height: 340)
  /// A picture of half the page's width.
  static let half = Canvas(width: 468, height: 250)

  /// The pixel of a place from 0 to 1 along the horizontal.
  func x(_ place: Double) -> Double { left + place * (width - left - right) }

  /// The pixel of a place from 0 to 1 up the vertical.
  func y(_ place: Double) -> Double { height - bottom - place * (height - top - bottom) }

  /// The picture of these pieces, the later above the earlier.
  ///
  /// The label says what it shows to those who hear it.
  func svg(label: String, _ contents: [Markup]) -> Markup {
    """
    <svg class="\(width > 600 ? "wide" : "half")" viewBox="0 0 \(width) \(height)" role="img" aria-label="\(label)">
    \(contents)
    </svg>
    """
  }

  /// Lines across the picture at the ticks of the vertical axis, its labels and its unit.
  func rows(_ axis: Axis) -> [Markup] {
    let unit: Markup = "<text class=\"unit\" x=\"0\" y=\"12\">\(axis.unit)</text>"
    return [unit]
      + axis.ticks.map { tick in
        let y = y(axis.place(of: tick.value))
        let isBase = tick.value == 0
        return """
          <line class="\(isBase ? "base" : "grid")" x1="\(x(0))" x2="\(x(1))" y1="\(y)" y2="\(y)"/>\
          <text class="tick" x="\(left - 8)" y="\(y + 4)" text-anchor="end">\(tick.label)</text>
          """
      }
  }

  /// A tick and its label below the picture.
  func column(at place: Double, label: String) -> Markup {
    let x = x(place)
    let y = y(0)
    return """
      <line class="base" x1="\(x)" x2="\(x)" y1="\(y)" y2="\(y + 5)"/>\
      <text class="tick" x="\(x)" y="\(y + 19)" text-anchor="\(anchor(at: x))">\(label)</text>
      """
  }

  /// Which end of a text a place holds so that the text stays in the picture.
  func anchor(at x: Double) -> String {
    x < left + 14 ? "start" : x > width - right - 22 ? "end" : "middle"
  }
}
