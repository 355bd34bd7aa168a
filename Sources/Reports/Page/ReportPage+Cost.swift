internal import MutualAid
internal import Probability

extension ReportPage {
  /// What one payer owes at each settlement, as a fan of the quantiles over futures.
  var shares: Markup {
    let pictures = segments.map { segment in
      figure(
        "Share of one payer" + (segment.name.isEmpty ? "" : ", " + segment.name),
        legend: fanLegend(isPublished: !marks(.share, segment: segment.place).isEmpty),
        fan(of: .share, segment: segment.place))
    }
    return """
      <section>
      <h2>What one payer owes at each settlement</h2>
      \(pictures)
      \(details(short.settlements))
      </section>
      """
  }

  private func fanLegend(isPublished: Bool) -> [Markup] {
    [
      key("outer", "90% of futures"), key("inner", "50% of futures"),
      key("stroke main", "median"),
    ] + (isPublished ? [key("dot", "published")] : [])
  }

  /// The picture of a quantity's quantiles, or `nil` if the run has none.
  private func fan(of quantity: Measure.Quantity, segment: Int) -> Markup? {
    let figures = book.outcome.periods.compactMap { period in
      book.figure(quantity, .period(period.index), segment: segment).flatMap { figure in
        figure.tally.count == 0 ? nil : (day: period.settlement, figure: figure)
      }
    }
    let quantiles = figures.map { item in
      [0.05, 0.25, 0.5, 0.75, 0.95].map { book.quantile($0, of: item.figure) ?? 0 }
    }
    func value(_ item: Int, _ place: Int) -> Double {
      figures[item].figure.scale.figure(Double(quantiles[item][place]))
    }
    func spans(_ low: Int, _ high: Int) -> [TimeChart.Span] {
      figures.indices.map {
        .init(day: figures[$0].day, low: value($0, low), high: value($0, high))
      }
    }
    let middle = figures.indices.map { TimeChart.Point(day: figures[$0].day, value: value($0, 2)) }
    let chart = TimeChart(
      label: "The \(quantity.words) at each settlement: median and ranges over futures",
      unit: currency,
      layers: [
        .area(spans(0, 4), style: "outer"), .area(spans(1, 3), style: "inner"),
        .line(middle, style: "main"),
        .marks(marks(quantity, segment: segment), style: "published"),
      ],
      hover: figures.indices.map { item in
        (figures[item].day, words(figures[item], quantiles: quantiles[item]))
      }, event: end)
    return figures.isEmpty ? nil : chart.svg
  }

  private func words(_ item: (day: Day, figure: Figure), quantiles: [Int]) -> String {
    let (mean, error) = item.figure.short
    let texts = quantiles.map { item.figure.short($0) }
    return """
      \(item.day)
      mean \(mean) \(error) \(currency)
      median \(texts[2])
      50% of futures: \(texts[1]) to \(texts[3])
      90% of futures: \(texts[0]) to \(texts[4])
      """
  }

  /// The published figures of a quantity that have a simulated one of the segment.
  func marks(_ quantity: Measure.Quantity, segment: Int?) -> [TimeChart.Mark] {
    book.comparisons.compactMap { comparison in
      guard let measure = comparison.figure?.measure, measure.quantity == quantity,
        measure.segment == segment
      else { return nil }
      let observation = comparison.observation
      return TimeChart.Mark(
        day: observation.day, value: comparison.scale.figure(Double(observation.value)),
        words: """
          \(observation.day), published: \(comparison.scale.short(observation.value)) \
          \(comparison.scale.unit)
          \(PlainWords.cleaned(observation.source))
          """)
    }
  }

  /// What a year costs, as histograms over futures.
  var years: Markup {
    let items = book.outcome.years.flatMap { year in
      segments.compactMap { segment in
        book.figure(.yearCost, .year(year), segment: segment.place).map { figure in
          (title: "\(year)" + (segment.name.isEmpty ? "" : ", " + segment.name), figure: figure)
        }
      }
    }
    guard !items.isEmpty else { return .none }
    return """
      <section>
      <h2>What a year costs a member</h2>
      <p class="how">In \(currency), for one who pays at every settlement of the calendar year.</p>
      \(short.years.filter(\.isTable).map(\.markup))
      <div class="pair">
      \(items.map { histogram(of: $0.figure, title: $0.title) })
      </div>
      \(short.exceedance.map(\.markup))
      </section>
      """
  }

  private func histogram(of figure: Figure, title: String) -> Markup {
    guard let histogram = HistogramChart(figure.tally) else {
      let words =
        figure.tally.minimum.map {
          "Every future has the same cost: \(figure.short($0)) \(currency)."
        } ?? "The run has no replications."
      return """
        <figure><figcaption><b>\(title)</b></figcaption><p class="empty">\(words)</p></figure>
        """
    }
    let published = short.published[figure.measure]?.observation.value
    let lines = lines(of: figure, published: published)
    var legend = [key("stroke main", "median"), key("stroke end", "q05 and q95")]
    if let published {
      let isDrawn = histogram.range ~= published
      legend.append(
        isDrawn
          ? key("stroke published", "published")
          : "<span>published \(figure.short(published)), beyond the picture</span>")
    }
    if histogram.outside > 0 {
      let futures = PlainWords.counted(histogram.outside, "future")
      legend.append("<span>\(futures) beyond the picture</span>")
    }
    return self.figure(
      title, legend: legend,
      histogram.svg(
        label: "Cost of the year \(title): how often it falls where, over futures",
        scale: figure.scale, lines: lines))
  }

  private func lines(of figure: Figure, published: Int?) -> [HistogramChart.Line] {
    func line(_ value: Int?, _ name: String, _ style: String) -> HistogramChart.Line? {
      value.map {
        HistogramChart.Line(
          value: $0, words: "\(name): \(figure.short($0)) \(currency)", style: style)
      }
    }
    return [
      line(book.quantile(0.05, of: figure), "q05", "end"),
      line(book.quantile(0.95, of: figure), "q95", "end"),
      line(book.quantile(0.5, of: figure), "median", "middle"),
      line(published, "published", "published"),
    ].compactMap(\.self)
  }
}

extension Block {
  /// Whether the block is a table.
  var isTable: Bool { if case .table = self { true } else { false } }
}
