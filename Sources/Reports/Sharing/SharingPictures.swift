internal import MutualAid
internal import Probability

/// The pictures of a comparison with a premium and no cover.
struct SharingPictures {
  let comparison: SharingComparison
  let options: ReportOptions

  private var money: Scale { Scale(.money, in: comparison.scenario.currency) }

  /// All that have figures.
  var all: [Markup] { [costs].compactMap(\.self) + fairness }

  /// What a year costs by sharing, by the premium, and out of pocket without cover.
  private var costs: Markup? {
    let years = comparison.years.filter { !$0.costs.isEmpty }
    func figures(_ value: (SharingComparison.Year) -> Double?) -> [Double?] {
      years.map { value($0).map { money.figure($0) } }
    }
    var series = [
      GroupedBars.Series(
        name: "sharing", style: "main", values: figures { $0.costs.first?.share.mean?.value },
        ranges: years.map { year in range(of: year.costs.first?.share) })
    ]
    if years.contains(where: { $0.costs.first?.premiums.isEmpty == false }) {
      series.append(
        .init(
          name: "premium", style: "second",
          values: figures { year in year.costs.first.flatMap { meanPremium($0) } }))
    }
    if years.contains(where: { $0.households != nil }) {
      series.append(
        .init(
          name: "no cover: expected out of pocket", style: "third",
          values: figures { $0.households?.borne.burden }))
    }
    let segment = years.first?.costs.first?.segment ?? ""
    let title =
      "What a year costs a member, \(money.unit)"
      + (comparison.scenario.segments.count > 1 ? ": \(PlainWords.cleaned(segment))" : "")
    return picture(title, names: years.map { "\($0.year)" }, series)
  }

  /// The premium of a segment's members, over its classes.
  private func meanPremium(_ cost: SharingComparison.Cost) -> Double? {
    let parts = cost.premiums.reduce(0) { $0 + $1.part }
    return parts > 0
      ? cost.premiums.reduce(0) { $0 + $1.part * $1.amount.value } / parts : nil
  }

  private func range(of share: CostDistribution?) -> ClosedRange<Double>? {
    let ends = [0.05, 0.95].compactMap {
      share?.quantile($0, confidence: options.confidence)?.value
    }
    guard ends.count == 2, ends[0] <= ends[1] else { return nil }
    return money.figure(Double(ends[0]))...money.figure(Double(ends[1]))
  }

  /// What each group pays and can expect.
  private var fairness: [Markup] {
    let parts =
      comparison.years.count > 1
      ? comparison.wholeFairness : comparison.years.flatMap(\.fairness)
    return parts.compactMap { part in
      guard let dimension = part.dimension, part.subsidy.lines.count > 1 else { return nil }
      let lines = part.subsidy.lines.filter { $0.years > 0 }
      func values(_ value: (CrossSubsidy.Line) -> Double) -> [Double?] {
        lines.map { money.figure(value($0) / $0.years) }
      }
      return picture(
        "What members pay and can expect by \(dimension.name), \(money.unit) a year",
        names: lines.map { PlainWords.cleaned($0.group.description) },
        [
          .init(name: "pay", style: "main", values: values { $0.cost.value }),
          .init(name: "can expect", style: "second", values: values { $0.benefit.value }),
        ])
    }
  }

  private func picture(
    _ title: String, names: [String], _ series: [GroupedBars.Series]
  ) -> Markup? {
    let chart = GroupedBars(label: title, unit: money.unit, names: names, series: series)
    return chart.svg.map { picture in
      PageFrame.figure(
        title,
        legend: series.map { series -> Markup in
          "<span><i class=\"column \(series.style)\"></i>\(series.name)</span>"
        }, picture)
    }
  }
}
