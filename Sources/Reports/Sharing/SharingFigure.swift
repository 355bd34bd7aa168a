internal import MutualAid
internal import Probability

/// One figure of a comparison with a premium and no cover: a row of `comparison.csv`.
struct SharingFigure {
  /// What it is of.
  var scope = Scope.time
  /// The calendar year, or `nil` for the whole run; of a membership, the year of joining, or `nil` for
  /// all.
  let year: Int?
  /// Which way to pay it is about: `sharing`, `premium`, `no_cover`, `difference`, `insurer`,
  /// `fairness`, `benefits`, `exit`.
  let side: String
  /// What it is.
  let quantity: String
  /// What its group is told apart by, or `nil` for everybody.
  var dimension: String?
  /// The group.
  var group: String?
  /// The unit of the value.
  let unit: String
  /// The figure, in the unit.
  let value: Double?
  /// Its standard error.
  var error: Double?
  /// Whether it is worked out from the figures of groups, so that its error is told by parts of the replications.
  var isOfGroups = false
  /// The bounds of its estimate.
  var bounds: (lower: Double?, upper: Double?) = (nil, nil)

  /// What tells a figure apart from all others.
  struct Name: Hashable {
    let year: Int?
    let side, quantity: String
    let dimension, group: String?
  }

  /// What tells it apart.
  var name: Name {
    Name(year: year, side: side, quantity: quantity, dimension: dimension, group: group)
  }

  /// What a figure is of.
  enum Scope {
    /// A calendar year, or the whole run.
    case time
    /// Whole memberships.
    case membership
  }

  /// The scope in files.
  var scopeName: String {
    switch scope {
    case .time: year == nil ? "run" : "year"
    case .membership: "membership"
    }
  }
}

/// All figures of a comparison, in a fixed order.
struct SharingFigureList {
  let comparison: SharingComparison
  let options: ReportOptions

  var unit: Double { NumberText.power(comparison.scenario.currency.minorDigits) }
  var currency: String { PlainWords.cleaned(comparison.scenario.currency.code) }

  /// The figures with their errors.
  var all: [SharingFigure] {
    let others = comparison.withoutEach.map { others in
      SharingFigureList(comparison: others, options: options).valuesOfGroups
    }
    return plain.map { figure in
      guard figure.isOfGroups, figure.value != nil else { return figure }
      var figure = figure
      figure.error = error(of: figure.name, others)
      return figure
    }
  }

  private var valuesOfGroups: [SharingFigure.Name: Double] {
    plain.reduce(into: [:]) { values, figure in
      if figure.isOfGroups { values[figure.name] = figure.value }
    }
  }

  /// The error of a figure of groups, where there is one without any of the parts of replications.
  private func error(
    of name: SharingFigure.Name, _ others: [[SharingFigure.Name: Double]]
  ) -> Double? {
    if comparison.replications == nil { return 0 }
    let values = others.compactMap { $0[name] }
    return values.count == others.count ? Jackknife.standardError(of: values) : nil
  }

  /// The figures without the errors that parts of the replications tell.
  private var plain: [SharingFigure] {
    comparison.years.flatMap { year in
      costs(year.costs, year: year.year) + insurer(year) + households(year)
        + fairness(year.fairness, year: year.year)
    } + costs(comparison.wholeCosts, year: nil) + memberships + breakEvens + benefits
      + exit
      + fairness(comparison.wholeFairness, year: nil)
  }

  func money(
    _ year: Int?, _ side: String, _ quantity: String, _ estimate: Estimate?,
    dimension: String? = nil, group: String? = nil
  ) -> SharingFigure {
    SharingFigure(
      year: year, side: side, quantity: quantity, dimension: dimension, group: group,
      unit: currency, value: estimate.map { $0.value / unit },
      error: estimate.flatMap { $0.standardError.isFinite ? $0.standardError / unit : nil })
  }

  func plain(
    _ year: Int?, _ side: String, _ quantity: String, _ unit: String, _ value: Double?,
    dimension: String? = nil, group: String? = nil
  ) -> SharingFigure {
    SharingFigure(
      year: year, side: side, quantity: quantity, dimension: dimension, group: group, unit: unit,
      value: value)
  }

  private func part(
    _ year: Int?, _ side: String, _ quantity: String, _ share: CostDistribution.Share?,
    dimension: String? = nil, group: String? = nil
  ) -> SharingFigure {
    SharingFigure(
      year: year, side: side, quantity: quantity, dimension: dimension, group: group,
      unit: "fraction", value: share?.value, bounds: (share?.lower, share?.upper))
  }

  /// A figure that is worked out from those of groups.
  func ofGroups(
    _ year: Int?, _ side: String, _ quantity: String, _ unit: String, _ value: Double?,
    dimension: String? = nil, group: String? = nil
  ) -> SharingFigure {
    var figure = plain(
      year, side, quantity, unit, value, dimension: dimension, group: group)
    figure.isOfGroups = true
    return figure
  }

  /// Money that is worked out from the figures of groups, in fen.
  func moneyOfGroups(
    _ year: Int?, _ side: String, _ quantity: String, _ value: Double?,
    dimension: String? = nil, group: String? = nil
  ) -> SharingFigure {
    ofGroups(
      year, side, quantity, currency, value.map { $0 / unit }, dimension: dimension, group: group)
  }

  // MARK: - Costs

  private func costs(_ costs: [SharingComparison.Cost], year: Int?) -> [SharingFigure] {
    costs.flatMap { cost -> [SharingFigure] in
      let segment = (dimension: "segment", group: cost.segment)
      var rows = [
        money(
          year, "sharing", "cost", cost.share.mean, dimension: segment.dimension,
          group: segment.group),
        plain(
          year, "sharing", "cost_sd", currency,
          cost.share.standardDeviation.map { $0 / unit }, dimension: segment.dimension,
          group: segment.group),
      ]
      for p in options.quantiles where p > 0 {
        let quantile = cost.share.quantile(p, confidence: options.confidence)
        rows.append(
          SharingFigure(
            year: year, side: "sharing",
            quantity: "cost_" + NumberText.quantile(p, point: "_"),
            dimension: segment.dimension, group: segment.group, unit: currency,
            value: quantile.map { Double($0.value) / unit },
            bounds: (
              quantile?.lower.map { Double($0) / unit }, quantile?.upper.map { Double($0) / unit }
            )))
      }
      if let part = cost.cheaperFor {
        rows.append(
          plain(
            year, "difference", "members_for_whom_sharing_is_cheaper", "fraction", part,
            dimension: segment.dimension, group: segment.group))
      }
      return rows + cost.premiums.flatMap { premium in premiums(premium, of: cost, year: year) }
    }
  }

  private func premiums(
    _ premium: SharingComparison.Premium, of cost: SharingComparison.Cost, year: Int?
  ) -> [SharingFigure] {
    let isAll = premium.group == .everybody
    let group = isAll ? cost.segment : "\(cost.segment): \(premium.group)"
    let dimension = isAll ? "segment" : "class"
    return [
      money(year, "premium", "cost", premium.amount, dimension: dimension, group: group),
      plain(
        year, "premium", "members_part", "fraction", premium.part, dimension: dimension,
        group: group),
      money(
        year, "difference", "sharing_less_premium", premium.difference, dimension: dimension,
        group: group),
      part(
        year, "difference", "sharing_is_cheaper", premium.sharingIsCheaper, dimension: dimension,
        group: group),
      part(
        year, "difference", "premium_is_cheaper", premium.premiumIsCheaper, dimension: dimension,
        group: group),
    ]
  }

  private var breakEvens: [SharingFigure] {
    comparison.breakEvens.map { answer in
      let found = try? answer.found.get()
      let error = found.flatMap { $0.root.standardError.isFinite ? $0.root.standardError : nil }
      return SharingFigure(
        year: nil, side: "break_even", quantity: answer.setting, group: "by \(answer.measure)",
        unit: "setting", value: found?.root.value, error: error,
        bounds: (found?.interval.lowerBound, found?.interval.upperBound))
    }
  }

  // MARK: - Insurer and households

  private func insurer(_ year: SharingComparison.Year) -> [SharingFigure] {
    guard let insurer = year.insurer else { return [] }
    let side = "insurer"
    return [
      money(year.year, side, "premiums", insurer.premiums),
      money(year.year, side, "benefits", insurer.benefits),
      money(year.year, side, "expenses", insurer.expenses),
      plain(
        year.year, side, "loss_ratio", "fraction",
        insurer.premiums.value > 0 ? insurer.benefits.value / insurer.premiums.value : nil),
      part(year.year, side, "loss_beyond_capital", insurer.ruin),
      plain(year.year, side, "result_sd", currency, insurer.deviation.map { $0 / unit }),
      plain(year.year, side, "in_force", "fraction", insurer.inForce),
    ]
  }

  private var benefits: [SharingFigure] {
    guard let benefits = comparison.benefits else { return [] }
    return [
      money(nil, "benefits", "promised", benefits.promised),
      money(nil, "benefits", "paid", benefits.paid),
      money(nil, "benefits", "not_paid", benefits.lost),
    ]
  }

  // MARK: - Fairness

  private func fairness(
    _ parts: [SharingComparison.Fairness], year: Int?
  ) -> [SharingFigure] {
    let side = "fairness"
    return parts.flatMap { part -> [SharingFigure] in
      let dimension = part.dimension?.name
      var rows = part.subsidy.lines.flatMap { line(of: $0, dimension, year: year) }
      rows += [
        moneyOfGroups(
          year, side, "equal_share", part.subsidy.equalShare, dimension: dimension),
        moneyOfGroups(year, side, "crossing", part.subsidy.crossing, dimension: dimension),
        ofGroups(year, side, "gini", "fraction", part.subsidy.curve?.gini, dimension: dimension),
      ]
      for point in part.subsidy.curve?.points ?? [] {
        rows.append(
          plain(
            year, side, "lorenz", "fraction", point.amount, dimension: dimension,
            group: NumberText.shortest(point.base)))
      }
      return rows
    }
  }

  private func line(
    of line: CrossSubsidy.Line, _ dimension: String?, year: Int?
  ) -> [SharingFigure] {
    let (side, group) = ("fairness", line.group.description)
    func money(_ quantity: String, _ estimate: Estimate?) -> SharingFigure {
      self.money(year, side, quantity, estimate, dimension: dimension, group: group)
    }
    func each(_ estimate: Estimate) -> Estimate? {
      guard line.years > 0 else { return nil }
      return Estimate(
        value: estimate.value / line.years, standardError: estimate.standardError / line.years)
    }
    return [
      ofGroups(
        year, side, "member_years", "years", line.years, dimension: dimension, group: group),
      money("cost", each(line.cost)), money("benefit", each(line.benefit)),
      SharingFigure(
        year: year, side: side, quantity: "ratio", dimension: dimension, group: group,
        unit: "fraction", value: line.ratio?.value,
        error: line.ratio.flatMap { $0.standardError.isFinite ? $0.standardError : nil }),
      money("transfer", line.transferPerYear),
      money(
        "transfer_total",
        Estimate(
          value: line.cost.value - line.benefit.value,
          standardError: (line.transferPerYear?.standardError ?? 0) * line.years)),
      moneyOfGroups(
        year, side, "subsidy_total", line.subsidy, dimension: dimension, group: group),
      moneyOfGroups(
        year, side, "fair_share", line.fairShare, dimension: dimension, group: group),
      ofGroups(
        year, side, "fair_benefit_factor", "factor", line.fairBenefitFactor,
        dimension: dimension, group: group),
    ]
  }
}

extension MemberGroup.Dimension {
  /// The dimension's name in files.
  var name: String {
    switch self {
    case .ages: "age"
    case .sex: "sex"
    case .segment: "segment"
    case .tier: "tier"
    }
  }
}
