internal import MutualAid
internal import Probability

extension ReportPage {
  /// A line in a picture of several.
  private struct Series {
    let quantity: Measure.Quantity
    let style: Markup
  }

  /// Who is in the pool.
  var members: Markup {
    let payers = [Series(quantity: .members, style: "main")]
    let moves = [
      Series(quantity: .joined, style: "main"), Series(quantity: .left, style: "second"),
      Series(quantity: .died, style: "third"), Series(quantity: .agedOut, style: "fourth"),
      Series(quantity: .lapsed, style: "fifth"), Series(quantity: .expelled, style: "sixth"),
    ]
    return """
      <section>
      <h2>Members</h2>
      \(picture("Members after each settlement", unit: "members", payers, canvas: .wide))
      \(picture("Those who join and go, in each period", unit: "members", moves, canvas: .wide))
      \(details([.table(table(payers + moves))]))
      </section>
      """
  }

  /// Claims from diagnosis to payment.
  var claims: Markup {
    let flows = [
      Series(quantity: .diagnosed, style: "second"), Series(quantity: .cases, style: "main"),
    ]
    let stocks = [
      Series(quantity: .incurredNotReported, style: "second"),
      Series(quantity: .reportedNotSettled, style: "main"),
    ]
    return """
      <section>
      <h2>Claims in stages</h2>
      <div class="pair">
      \(picture("In each period", unit: "claims", flows))
      \(picture("Open on the settlement day", unit: "claims", stocks))
      </div>
      \(details([.table(table(flows + stocks))]))
      </section>
      """
  }

  /// Where the money goes and where it comes from.
  var money: Markup {
    let paid = [
      Series(quantity: .benefits, style: "main"), Series(quantity: .fee, style: "second"),
    ]
    let brought = [
      Series(quantity: .contributions, style: "main"), Series(quantity: .platform, style: "second"),
    ]
    let rest = [
      Series(quantity: .surplus, style: "main"), Series(quantity: .capBinds, style: "second"),
    ]
    return """
      <section>
      <h2>Money at each settlement</h2>
      <div class="pair">
      \(picture("What is paid out", unit: currency, paid))
      \(picture("Who pays", unit: currency, brought))
      </div>
      \(details([.table(table(paid + brought + rest))]))
      </section>
      """
  }

  private func picture(
    _ title: String, unit: String, _ series: [Series], canvas: Canvas = .half
  ) -> Markup {
    let present = series.filter { !figures($0.quantity).isEmpty }
    let chart = TimeChart(
      label: "\(title): mean and range over futures", unit: unit, canvas: canvas,
      layers: present.map(band) + present.map(line)
        + present.map { .marks(marks($0.quantity, segment: nil), style: "published") },
      hover: hover(present), event: end)
    let hasMarks = present.contains { !marks($0.quantity, segment: nil).isEmpty }
    return figure(
      title,
      legend: present.map { key("stroke \($0.style)", $0.quantity.words) }
        + (hasMarks ? [key("dot", "published")] : []),
      chart.svg)
  }

  /// The figures of all members, by period.
  private func figures(_ quantity: Measure.Quantity) -> [(day: Day, figure: Figure)] {
    book.outcome.periods.compactMap { period in
      book.figure(quantity, .period(period.index)).flatMap { figure in
        figure.mean == nil ? nil : (period.settlement, figure)
      }
    }
  }

  private func band(_ series: Series) -> TimeChart.Layer {
    .area(
      figures(series.quantity).compactMap { day, figure in
        guard let low = book.quantile(0.05, of: figure),
          let high = book.quantile(0.95, of: figure)
        else { return nil }
        return .init(
          day: day, low: figure.scale.figure(Double(low)), high: figure.scale.figure(Double(high)))
      }, style: series.style.text)
  }

  private func line(_ series: Series) -> TimeChart.Layer {
    .line(
      figures(series.quantity).compactMap { day, figure in
        figure.mean.map { .init(day: day, value: figure.scale.figure($0)) }
      }, style: series.style.text)
  }

  private func hover(_ series: [Series]) -> [(day: Day, words: String)] {
    book.outcome.periods.map { period in
      let lines = series.compactMap { series -> String? in
        book.figure(series.quantity, .period(period.index)).map { figure in
          let range = [0.05, 0.95].map { figure.short(book.quantile($0, of: figure)) }
          let mean = figure.short
          return "\(series.quantity.words): mean \(mean.mean) \(mean.error), "
            + "90% of futures \(range[0]) to \(range[1])"
        }
      }
      return (period.settlement, ([period.settlement.description] + lines).joined(separator: "\n"))
    }
  }

  private func table(_ series: [Series]) -> Table {
    let present = series.filter { !figures($0.quantity).isEmpty }
    return Table(
      columns: [.init(heading: "settlement", alignment: .left)]
        + present.map {
          .init(
            heading: $0.quantity.words, group: $0.quantity.unit == .indicator ? nil : "mean")
        },
      rows: book.outcome.periods.map { period in
        [period.settlement.description]
          + present.map {
            book.figure($0.quantity, .period(period.index))?.shortMean ?? NumberText.missing
          }
      })
  }
}
