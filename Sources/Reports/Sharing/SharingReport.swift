internal import MutualAid
internal import Probability

/// A comparison with a premium and no cover, for people.
struct SharingReport {
  let comparison: SharingComparison
  let options: ReportOptions

  var money: Scale { Scale(.money, in: comparison.scenario.currency) }
  var currency: String { money.unit }

  /// The whole report.
  var blocks: [Block] {
    header + costs + memberships + breakEvens + insurer + households + certain + benefits + exit
      + fairness
  }

  private var header: [Block] {
    let scenario = comparison.scenario
    let run: String =
      if let replications = comparison.replications {
        PlainWords.counted(replications, "replication") + ", seed \(comparison.seed)"
      } else {
        "exact: nothing was drawn"
      }
    var blocks: [Block] = [
      .title("Sharing beside a premium and no cover: \(PlainWords.cleaned(scenario.name))"),
      .facts(
        [
          (
            "pool",
            "\(scenario.launch) to \(scenario.horizon), "
              + PlainWords.counted(scenario.periods.count, "settlement")
          ), ("run", run),
        ] + SharingWords(comparison: comparison).terms + [("amounts", "in \(currency)")]),
    ]
    if comparison.replications != nil {
      blocks.append(
        .paragraph(
          "± is the standard error of the estimate. The same members fall ill on the same days on "
            + "all sides; a premium is known beforehand, so that a difference varies as the share does."
        ))
    }
    return blocks
  }

  // MARK: - What members pay

  private var costs: [Block] {
    let all =
      comparison.years.map { ("\($0.year)", $0.costs) } + [("run", comparison.wholeCosts)]
    let rows = all.flatMap { name, costs in costs.flatMap { self.rows(of: $0, named: name) } }
    guard !rows.isEmpty else { return [] }
    let quantiles = options.quantiles(atMost: 3).map {
      Table.Column(heading: NumberText.quantile($0), group: "sharing", dropped: 2)
    }
    var columns: [Table.Column] = [
      .init(heading: "year", alignment: .left), .init(heading: "members", alignment: .left),
      .init(heading: "mean", group: "sharing"), .init(heading: "± s.e.", group: "sharing"),
      .init(heading: "sd", group: "sharing"),
    ]
    columns += quantiles
    columns += [
      .init(heading: "mean", group: "premium"),
      .init(heading: "± s.e.", group: "premium", dropped: 1),
      .init(heading: "difference", group: "sharing − premium"),
      .init(heading: "± s.e.", group: "sharing − premium"),
      .init(heading: "sharing", group: "cheaper in futures"),
      .init(heading: "premium", group: "cheaper in futures"),
    ]
    let table = Table(columns: columns, rows: rows)
    let errors = comparison.years.flatMap { year -> [String] in
      guard case .failure(let error)? = year.premium else { return [] }
      return ["\(year.year): no premium, since \(error.description)"]
    }
    return [
      .heading("What a member pays who pays at every settlement, \(currency)"),
      .table(isSingle(rows) ? table.without(1) : table),
    ] + (errors.isEmpty ? [] : [.list(errors)]) + cheaper
  }

  /// For how many members sharing is cheaper on average, where premiums differ among them.
  private var cheaper: [Block] {
    let facts = comparison.years.flatMap { year in
      year.costs.filter { $0.premiums.count > 1 }.compactMap { cost in
        cost.cheaperFor.map { part in
          (
            name: "\(year.year)",
            text: "sharing is cheaper on average for \(NumberText.percent(part)) of members"
              + (comparison.scenario.segments.count > 1
                ? " of \(PlainWords.cleaned(cost.segment))" : "")
          )
        }
      }
    }
    return facts.isEmpty ? [] : [.facts(facts)]
  }

  private func isSingle(_ rows: [[String]]) -> Bool { Set(rows.map { $0[1] }).count <= 1 }

  private func rows(of cost: SharingComparison.Cost, named name: String) -> [[String]] {
    let share =
      short(cost.share.mean) + [money.short(mean: cost.share.standardDeviation, error: nil).mean]
      + options.quantiles(atMost: 3).map { p in
        p > 0
          ? money.short(cost.share.quantile(p, confidence: options.confidence)?.value)
          : NumberText.missing
      }
    let segment = PlainWords.cleaned(cost.segment)
    guard !cost.premiums.isEmpty else {
      return [[name, segment] + share + ["", "", "", "", "", ""]]
    }
    return cost.premiums.map { premium in
      let group =
        premium.group == .everybody
        ? segment
        : comparison.scenario.segments.count > 1
          ? "\(segment): \(premium.group)" : "\(premium.group)"
      return [name, group] + share + short(premium.amount)
        + PairedWords.signed(short(premium.difference), premium.difference)
        + [premium.sharingIsCheaper, premium.premiumIsCheaper].map {
          $0.map { NumberText.percent($0.value) } ?? NumberText.missing
        }
    }
  }

  /// A mean and its error as people read them.
  func short(_ estimate: Estimate?) -> [String] {
    let error = estimate.flatMap { $0.standardError.isFinite ? $0.standardError : nil }
    let texts = money.short(mean: estimate?.value, error: error)
    return [texts.mean, texts.error]
  }

  func plain(_ value: Double?) -> String {
    value.map { money.short(mean: $0, error: 0).mean } ?? NumberText.missing
  }

  // MARK: - The insurer

  private var insurer: [Block] {
    let rows = comparison.years.compactMap { year -> [String]? in
      guard let insurer = year.insurer else { return nil }
      let ratio =
        insurer.premiums.value > 0
        ? insurer.benefits.value / insurer.premiums.value : .nan
      return [
        "\(year.year)", NumberText.fixed(insurer.years, decimals: 0), plain(insurer.premiums.value),
        plain(insurer.benefits.value), NumberText.percent(ratio), plain(insurer.expenses.value),
        insurer.ruin.map { NumberText.percent($0.value) } ?? NumberText.missing,
        plain(insurer.deviation),
        plain(year.costs.first?.share.standardDeviation), NumberText.percent(insurer.inForce),
      ]
    }
    guard !rows.isEmpty else { return [] }
    return [
      .heading("The insurer of the same cover, \(currency)"),
      .table(
        Table(
          columns: [
            .init(heading: "year", alignment: .left), .init(heading: "member years", dropped: 1),
            .init(heading: "premiums"), .init(heading: "benefits"), .init(heading: "loss ratio"),
            .init(heading: "expenses", dropped: 2), .init(heading: "loss beyond capital"),
            .init(heading: "insurer", group: "sd a member"),
            .init(heading: "share", group: "sd a member"), .init(heading: "in force"),
          ], rows: rows)),
      .paragraph(
        "Loss beyond capital is the part of futures in which the year's benefits exceed premiums less "
          + "expenses, and capital. The sd a member is what the insurer bears of chance for each "
          + "year of membership, and what a member bears by sharing."),
    ]
  }
}
