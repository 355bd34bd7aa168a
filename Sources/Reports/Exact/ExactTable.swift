internal import MutualAid
internal import Probability

/// Exact figures in full, one row a statistic: what `--method exact --format csv` prints.
struct ExactTable {
  /// The laws.
  let forecast: ExactForecast
  /// What is shown.
  let options: ReportOptions

  /// The table.
  var text: String {
    let words = LawWords(scenario: forecast.scenario, periods: forecast.periods)
    return CSVText.table(
      header: Self.measureHeader + ["statistic", "lower", "upper", "before_rounding"],
      rows: forecast.figures.flatMap { figure in
        LawStatistic.all(of: figure, quantiles: options.quantiles).map { statistic in
          let scale = words.scale(of: figure.measure)
          return Self.measureCells(figure.measure, words) + [
            statistic.name, scale.full(statistic.lower), scale.full(statistic.upper),
            scale.full(statistic.need),
          ]
        }
      })
  }

  /// The columns that say what a row is about.
  static let measureHeader = ["scope", "settlement_day", "year", "quantity", "segment", "unit"]

  /// What a row is about.
  static func measureCells(_ measure: Measure, _ words: LawWords) -> [String?] {
    let (scope, day, year): (String, String?, Int?) =
      switch measure.scope {
      case .period(let index):
        ("period", words.periods[index].settlement.description, words.periods[index].year)
      case .year(let year): ("year", nil, year)
      case .run: ("run", nil, nil)
      }
    return [
      scope, day, year.map { "\($0)" }, measure.quantity.rawValue,
      measure.segment.map { words.scenario.segments[$0].name }, words.scale(of: measure).unit,
    ]
  }
}

/// One statistic of an exact law, in the measure's own unit.
struct LawStatistic {
  /// Its name in files: `mean`, `sd`, `q05`.
  let name: String
  /// The least that it can be; `nil` where it is not bounded.
  let lower: Double?
  /// The greatest that it can be; `nil` where it is not bounded.
  let upper: Double?
  /// The same before rounding, where it is known.
  let need: Double?

  /// The statistics of a figure.
  static func all(of figure: ExactForecast.Figure, quantiles: [Double]) -> [LawStatistic] {
    let law = figure.law
    let deviation = law.standardDeviation
    return [
      LawStatistic(
        name: "mean", lower: law.mean.lowerBound, upper: law.mean.upperBound,
        need: figure.need?.mean),
      LawStatistic(
        name: "sd", lower: deviation?.lowerBound, upper: deviation?.upperBound,
        need: figure.need?.standardDeviation),
    ]
      + quantiles.map { p in
        let quantile = law.quantile(p)
        return LawStatistic(
          name: NumberText.quantile(p, point: "_"), lower: Double(quantile.lowerBound),
          upper: quantile.upperBound < .max ? Double(quantile.upperBound) : nil,
          need: figure.need?.quantile(p))
      }
  }
}
