internal import MutualAid
internal import Probability

/// The figures as tables of comma-separated values, one row a figure.
struct FigureTable {
  /// The figures.
  let book: FigureBook

  /// The tables of these figures.
  init(_ book: FigureBook) { self.book = book }

  /// Every figure of periods, years and the run: what `--format csv` prints.
  var all: String {
    CSVText.table(
      header: ["scope"] + Self.periodHeader + ["year"] + figureHeader,
      rows: book.figures.filter { $0.measure.group == nil }.map { figure in
        switch figure.measure.scope {
        case .period(let index):
          let period = book.outcome.periods[index]
          return ["period"] + periodCells(period) + ["\(period.year)"] + cells(of: figure)
        case .year(let year):
          return ["year", nil, nil, nil, nil, "\(year)"] + cells(of: figure)
        case .run: return ["run", nil, nil, nil, nil, nil] + cells(of: figure)
        }
      })
  }

  /// The contents of `periods.csv`.
  var periods: String {
    CSVText.table(
      header: Self.periodHeader + figureHeader,
      rows: book.figures.compactMap { figure in
        guard case .period(let index) = figure.measure.scope, figure.measure.group == nil else {
          return nil
        }
        return periodCells(book.outcome.periods[index]) + cells(of: figure)
      })
  }

  /// The contents of `years.csv`: with the probability that the cost exceeds each amount.
  var years: String {
    let amounts = book.amounts
    let digits = book.scenario.currency.minorDigits
    let header = amounts.flatMap { amount -> [String] in
      let name = "p_above_" + name(NumberText.exact(amount, digits: digits, trimmed: true))
      return [name, name + "_lower", name + "_upper"]
    }
    return CSVText.table(
      header: ["year"] + figureHeader + header,
      rows: book.figures.compactMap { figure in
        guard case .year(let year) = figure.measure.scope, figure.measure.group == nil else {
          return nil
        }
        return ["\(year)"] + cells(of: figure)
          + amounts.flatMap {
            proportion(figure.tally.proportion(above: $0, confidence: book.options.confidence))
          }
      })
  }

  /// The contents of `groups.csv`: shares and costs of years by group of cohorts, empty where shares
  /// go by segment.
  var groups: String {
    let scenario = book.scenario
    let header =
      ["scope"] + Self.periodHeader + ["year", "sex", "born_from", "born_to", "risk_class"]
    let rows = book.figures.compactMap { figure -> [String?]? in
      guard let group = figure.measure.group else { return nil }
      let whose: [String?] = [
        group.sex.map { $0 == .male ? "male" : "female" }, (group.born?.lowerBound).map { "\($0)" },
        (group.born?.upperBound).map { "\($0)" },
        scenario.membership.riskClasses[group.riskClass].name,
      ]
      switch figure.measure.scope {
      case .period(let index):
        let period = book.outcome.periods[index]
        return ["period"] + periodCells(period) + ["\(period.year)"] + whose + cells(of: figure)
      case .year(let year):
        return ["year", nil, nil, nil, nil, "\(year)"] + whose + cells(of: figure)
      case .run: return nil
      }
    }
    return CSVText.table(header: header + figureHeader, rows: rows)
  }

  /// The contents of `shutdown.csv`: the figures of the run as a whole.
  var shutdown: String {
    CSVText.table(header: figureHeader, rows: book.ofTheRun.map(cells))
  }

  /// The contents of `observed.csv`: published figures beside the simulated ones.
  var observed: String {
    CSVText.table(
      header: [
        "day", "quantity", "segment", "unit", "published", "mean", "mean_se", "difference",
        "difference_percent", "probability_at_most", "probability_at_most_lower",
        "probability_at_most_upper",
      ] + quantileHeader + ["source"],
      rows: book.comparisons.map { comparison in
        let observation = comparison.observation
        let scale = comparison.scale
        let atMost = comparison.probabilityAtMost(confidence: book.options.confidence)
        let part: [String?] = [
          observation.day.description, observation.quantity.rawValue, observation.segment,
          scale.unit, scale.full(observation.value), scale.full(comparison.figure?.mean),
          scale.full(comparison.figure?.error), comparison.difference.flatMap(NumberText.shortest),
          comparison.relativeDifference.flatMap { NumberText.shortest($0 * 100) },
        ]
        let quantiles = quantileCells(comparison.figure?.quantiles ?? [], scale: scale)
        return part + proportion(atMost) + quantiles + [observation.source]
      })
  }

  private static let periodHeader = ["period", "first_day", "publication_day", "settlement_day"]

  private func periodCells(_ period: Period) -> [String?] {
    [
      "\(period.index + 1)", period.first.description, period.publication.description,
      period.settlement.description,
    ]
  }

  private var figureHeader: [String] {
    ["quantity", "segment", "unit", "mean", "mean_se", "sd", "min"] + quantileHeader
      + ["max", "probability", "probability_lower", "probability_upper"]
  }

  private var quantileHeader: [String] {
    book.options.quantiles.flatMap { p -> [String] in
      let name = NumberText.quantile(p, point: "_")
      return [name, name + "_lower", name + "_upper"]
    }
  }

  private func cells(of figure: Figure) -> [String?] {
    let scale = figure.scale
    let measure = figure.measure
    let first: [String?] = [
      measure.quantity.rawValue,
      (measure.segment ?? measure.group?.segment).map { book.scenario.segments[$0].name },
      scale.unit, scale.full(figure.mean), scale.full(figure.error), scale.full(figure.deviation),
      figure.tally.minimum.map(scale.full),
    ]
    return first + quantileCells(figure.quantiles, scale: scale)
      + [figure.tally.maximum.map(scale.full)] + proportion(figure.probability)
  }

  private func quantileCells(_ quantiles: [QuantileEstimate], scale: Scale) -> [String?] {
    guard !quantiles.isEmpty else {
      return Array(repeating: nil, count: 3 * book.options.quantiles.count)
    }
    return quantiles.flatMap { quantile -> [String?] in
      [scale.full(quantile.value), quantile.lower.map(scale.full), quantile.upper.map(scale.full)]
    }
  }

  private func proportion(_ proportion: ProportionEstimate?) -> [String?] {
    [proportion?.value, proportion?.lower, proportion?.upper].map {
      $0.flatMap(NumberText.shortest)
    }
  }

  private func name(_ number: String) -> String { String(number.map { $0 == "." ? "_" : $0 }) }
}
