internal import MutualAid
internal import Probability

extension SharingFigureList {
  /// What whole memberships cost under both.
  var memberships: [SharingFigure] {
    (comparison.memberships?.groups ?? []).flatMap { group -> [SharingFigure] in
      var rows = [
        figure(group, "sharing", "members", unit: "members", value: group.members)
      ]
      rows += amounts(group, "sharing", "cost", group.sharing)
      guard let pair = group.pair else { return rows }
      rows += amounts(group, "premium", "cost", pair.premium)
      rows += amounts(group, "difference", "sharing_less_premium", pair.difference)
      for (name, part) in [
        ("members_for_whom_sharing_is_cheaper", pair.membersCheaper),
        ("members_for_whom_premium_is_cheaper", pair.membersDearer),
      ] {
        rows.append(
          figure(
            group, "difference", name, unit: "fraction", value: part.value,
            error: part.standardError))
      }
      for (name, part) in [
        ("sharing_is_cheaper", pair.futuresCheaper), ("premium_is_cheaper", pair.futuresDearer),
      ] {
        rows.append(
          figure(
            group, "difference", name, unit: "fraction", value: part.value,
            bounds: (part.lower, part.upper)))
      }
      return rows
    }
  }

  /// Mean, sd and quantiles over members and futures.
  private func amounts(
    _ group: PairedMemberships.Group, _ side: String, _ name: String,
    _ costs: PairedMemberships.Costs
  ) -> [SharingFigure] {
    let quantiles = options.quantiles.compactMap { p in
      costs.distribution.map { distribution in
        let found = distribution.quantile(p, confidence: options.confidence)
        return figure(
          group, side, name + "_" + NumberText.quantile(p, point: "_"), unit: currency,
          value: Double(found.value) / unit,
          bounds: (found.lower.map { Double($0) / unit }, found.upper.map { Double($0) / unit }))
      }
    }
    return [
      figure(
        group, side, name, unit: currency, value: costs.mean.value / unit,
        error: costs.mean.standardError / unit),
      figure(group, side, name + "_sd", unit: currency, value: costs.standardDeviation / unit),
    ] + quantiles
  }

  private func figure(
    _ group: PairedMemberships.Group, _ side: String, _ quantity: String, unit: String,
    value: Double, error: Double? = nil, bounds: (lower: Double?, upper: Double?) = (nil, nil)
  ) -> SharingFigure {
    SharingFigure(
      scope: .membership, year: group.year, side: side, quantity: quantity,
      dimension: group.segment == nil ? nil : "segment", group: group.segment, unit: unit,
      value: value, error: error.flatMap { $0.isFinite ? $0 : nil }, bounds: bounds)
  }
}
