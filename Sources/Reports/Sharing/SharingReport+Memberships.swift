internal import MutualAid
internal import Probability

extension SharingReport {
  /// What whole memberships cost under both.
  var memberships: [Block] {
    guard let groups = comparison.memberships?.groups, !groups.isEmpty else { return [] }
    let isSingle = comparison.scenario.segments.count == 1
    return [.heading("Whole memberships, from joining to leaving or the horizon, \(currency)")]
      + tables(groups).map { .table(isSingle ? $0.without(1) : $0) } + [
        .paragraph(
          "A figure is that of a member picked at random among all members of all futures. The premium "
            + "is for the same time, part of a year for that part. Cheaper for members is the part of "
            + "them who paid less, cheaper in futures the part of futures in which the mean member did."
        )
      ]
  }

  private func tables(_ groups: [PairedMemberships.Group]) -> [Table] {
    let names: [Table.Column] = [
      .init(heading: "joined in", alignment: .left), .init(heading: "segment", alignment: .left),
    ]
    func row(_ group: PairedMemberships.Group, _ cells: [String]) -> [String] {
      [
        group.year.map { "\($0)" } ?? "all years",
        group.segment.map { PlainWords.cleaned($0) } ?? "all",
      ] + cells
    }
    let costs = Table(
      columns: names + [.init(heading: "members")] + columns("sharing") + columns("premium"),
      rows: groups.map { group in
        row(
          group,
          [NumberText.fixed(group.members, decimals: 0)] + cells(group.sharing)
            + (group.pair.map { cells($0.premium) } ?? blanks))
      })
    let pairs = groups.compactMap { group in group.pair.map { (group, $0) } }
    guard !pairs.isEmpty else { return [costs] }
    let differences = Table(
      columns: names + columns("sharing − premium") + [
        .init(heading: "sharing", group: "cheaper for members"),
        .init(heading: "premium", group: "cheaper for members"),
        .init(heading: "sharing", group: "in futures"),
        .init(heading: "premium", group: "in futures"),
      ],
      rows: pairs.map { group, pair in
        var difference = cells(pair.difference)
        difference[0] = PairedWords.signed(Array(difference[0..<2]), pair.difference.mean)[0]
        return row(
          group,
          difference
            + [pair.membersCheaper.value, pair.membersDearer.value].map { NumberText.percent($0) }
            + [pair.futuresCheaper, pair.futuresDearer].map { NumberText.percent($0.value) })
      })
    return [costs, differences]
  }

  private var levels: [Double] { options.quantiles(atMost: 2) }

  private var blanks: [String] { [String](repeating: "", count: 3 + levels.count) }

  private func columns(_ group: String) -> [Table.Column] {
    [
      .init(heading: "mean", group: group), .init(heading: "± s.e.", group: group),
      .init(heading: "sd", group: group, dropped: 1),
    ] + levels.map { .init(heading: NumberText.quantile($0), group: group, dropped: 2) }
  }

  private func cells(_ costs: PairedMemberships.Costs) -> [String] {
    short(costs.mean) + [plain(costs.standardDeviation)]
      + levels.map { p in
        costs.distribution.map {
          money.short($0.quantile(p, confidence: options.confidence).value)
        } ?? NumberText.missing
      }
  }
}
