import RealModule

extension JoiningFlow {
  /// How many join in a period.
  ///
  /// On a curve, those who ever joined are rounded at each settlement, so that nobody is lost between
  /// two periods; the first period brings all who are there at its end.
  func joins(in period: Period, launch: Day) -> Int {
    switch self {
    case .perPeriod(let joins): joins
    case .dated(let counts):
      counts.reduce(0) {
        period.first <= $1.day && $1.day <= period.settlement ? $0 + $1.joins : $0
      }
    case .logistic, .bass:
      everJoined(by: period.settlement, launch: launch)
        - (period.first == launch
          ? 0 : everJoined(by: period.first.advanced(by: -1), launch: launch))
    }
  }

  private func everJoined(by day: Day, launch: Day) -> Int {
    switch self {
    case .perPeriod, .dated: 0
    case .logistic(let growth):
      Int(
        (Double(growth.limit)
          / (1 + .exp(-growth.ratePerYear * (day.inYears - growth.middle.inYears)))).rounded())
    case .bass(let growth):
      Int(
        (Double(growth.limit)
          * growth.part(after: day.inYears - launch.advanced(by: -1).inYears)).rounded())
    }
  }
}

extension BassGrowth {
  /// The part of the limit that has joined so many years after the launch.
  fileprivate func part(after years: Double) -> Double {
    let (p, q) = (innovationPerYear, imitationPerYear)
    let rest = Double.exp(-(p + q) * years)
    return (1 - rest) / (1 + q / p * rest)
  }
}

extension Day {
  /// The end of the day in calendar years, each of its days counting alike.
  fileprivate var inYears: Double { Double(year) + Double(dayOfYear) / Double(Day.count(in: year)) }
}
