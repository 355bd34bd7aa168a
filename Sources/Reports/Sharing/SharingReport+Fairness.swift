internal import MutualAid
internal import Probability

extension SharingReport {
  // MARK: - Break-even

  var breakEvens: [Block] {
    guard !comparison.breakEvens.isEmpty else { return [] }
    var reasons: [String] = []
    let rows = comparison.breakEvens.compactMap { answer -> [String]? in
      switch answer.found {
      case .failure(let error):
        reasons.append("\(answer.setting) by \(answer.measure): \(words(for: error))")
        return nil
      case .success(let found):
        let error = found.root.standardError
        let decimals =
          error > 0 && error.isFinite ? max(0, NumberText.decimals(forError: error)) : 6
        func text(_ value: Double) -> String { NumberText.fixed(value, decimals: decimals) }
        return [
          answer.setting, answer.measure, text(found.root.value),
          error.isFinite ? "± " + text(error) : "± " + NumberText.missing,
          text(found.interval.lowerBound), text(found.interval.upperBound),
        ]
      }
    }
    let level = NumberText.trimmedPercent(options.confidence)
    let table = Block.table(
      Table(
        columns: [
          .init(heading: "setting", alignment: .left), .init(heading: "by", alignment: .left),
          .init(heading: "break-even"), .init(heading: "± s.e."),
          .init(heading: "from", group: "\(level) interval"),
          .init(heading: "to", group: "\(level) interval"),
        ], rows: rows))
    return [.heading("Where sharing and the premium cost the same in the whole run")]
      + (rows.isEmpty ? [] : [table]) + (reasons.isEmpty ? [] : [.list(reasons)])
  }

  /// Why there is no break-even, with the differences as money.
  private func words(for error: BreakEvenError) -> String {
    guard case .notBracketed(let range, let lower, let upper) = error else {
      return error.description
    }
    func difference(_ estimate: Estimate) -> String {
      let texts = PairedWords.signed(short(estimate), estimate)
      return "\(texts[0]) \(texts[1])"
    }
    let ends = [range.lowerBound, range.upperBound].map {
      NumberText.shortest($0) ?? NumberText.missing
    }
    return "no break-even between \(ends[0]) and \(ends[1]): sharing − premium has one sign at "
      + "both ends, \(difference(lower)) and \(difference(upper)) \(currency)"
  }

  var certain: [Block] {
    func text(_ result: Result<Estimate, UtilityError>?) -> [String] {
      guard let result else { return [NumberText.missing, ""] }
      return short(try? result.get())
    }
    var reasons: [String] = []
    let rows = comparison.years.flatMap { year in
      (year.households?.certain ?? []).map { certain -> [String] in
        if case .failure(let error) = certain.uncovered { reasons.append(error.description) }
        return ["\(year.year)", certain.name, plain(try? certain.uncovered.get())]
          + text(certain.sharing) + text(certain.premium)
      }
    }
    guard !rows.isEmpty else { return [] }
    return [
      .heading("The certain yearly cost that is as bad, illness included, \(currency)"),
      .table(
        Table(
          columns: [
            .init(heading: "year", alignment: .left), .init(heading: "aversion", alignment: .left),
            .init(heading: "no cover"), .init(heading: "sharing"), .init(heading: "± s.e."),
            .init(heading: "premium"), .init(heading: "± s.e."),
          ], rows: rows)),
    ] + (reasons.isEmpty ? [] : [.list(Array(Set(reasons)).sorted())])
  }

  var benefits: [Block] {
    guard let benefits = comparison.benefits else { return [] }
    let rows = [
      ("promised to approved diagnoses", benefits.promised),
      ("paid by the pool", benefits.paid), ("not paid by the pool", benefits.lost),
    ].map { [$0.0] + short($0.1) }
    return [
      .heading("Benefits in the whole run, \(currency)"),
      .table(
        Table(
          columns: [
            .init(heading: "", alignment: .left), .init(heading: "mean"), .init(heading: "± s.e."),
          ], rows: rows)),
      .paragraph(
        "An insurer of the same cover pays what was promised. What the pool does not pay was filed "
          + "too late, cut, left unpaid at its end, or is still open at the horizon."),
    ]
  }

  // MARK: - Fairness

  var fairness: [Block] {
    let parts =
      comparison.years.count > 1
      ? comparison.wholeFairness : comparison.years.flatMap(\.fairness)
    return parts.flatMap { part -> [Block] in
      guard let dimension = part.dimension else { return [] }
      let period = comparison.years.count > 1 ? "the whole run" : "\(comparison.years[0].year)"
      return [
        .heading(
          "Who pays for whom in \(period), by \(dimension.name), \(currency) a member and year"),
        .table(table(part.subsidy)), .facts(summary(part.subsidy)),
      ]
    }
  }

  private func table(_ subsidy: CrossSubsidy) -> Table {
    Table(
      columns: [
        .init(heading: "members", alignment: .left), .init(heading: "years", alignment: .right),
        .init(heading: "pay"), .init(heading: "± s.e."), .init(heading: "can expect"),
        .init(heading: "ratio"), .init(heading: "transfer"), .init(heading: "fair share"),
        .init(heading: "transfer in all", dropped: 1), .init(heading: "fair benefit ×"),
      ],
      rows: subsidy.lines.map { line in
        let years = line.years
        let cost = Estimate(
          value: years > 0 ? line.cost.value / years : 0,
          standardError: years > 0 && line.cost.standardError.isFinite
            ? line.cost.standardError / years : 0)
        return [PlainWords.cleaned(line.group.description), NumberText.fixed(years, decimals: 0)]
          + short(cost) + [
            plain(years > 0 ? line.benefit.value / years : nil),
            line.ratio.map { NumberText.fixed($0.value, decimals: 4) } ?? NumberText.missing,
            PairedWords.signed(
              [plain(line.transferPerYear?.value), ""], line.transferPerYear)[0],
            plain(line.fairShare), plain(line.cost.value - line.benefit.value),
            line.fairBenefitFactor.map { NumberText.fixed($0, decimals: 4) } ?? NumberText.missing,
          ]
      })
  }

  private func summary(_ subsidy: CrossSubsidy) -> [(name: String, text: String)] {
    var facts: [(name: String, text: String)] = [
      ("crosses", "\(plain(subsidy.crossing)) \(currency) from group to group")
    ]
    if let loading = subsidy.loading {
      facts.append(("loading", "cost is \(NumberText.fixed(loading, decimals: 4)) of benefit"))
    }
    if let curve = subsidy.curve {
      facts.append(("Gini", "\(NumberText.fixed(curve.gini, decimals: 4)) of cost to benefit"))
    }
    return facts
  }
}
