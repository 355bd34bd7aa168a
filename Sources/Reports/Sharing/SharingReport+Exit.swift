internal import MutualAid
internal import Probability

extension SharingReport {
  /// What the pool's end takes away from its members, where an insurer goes on.
  var exit: [Block] {
    guard let exit = comparison.exit else { return [] }
    let members = exit.members.value
    func row(_ name: String, _ year: SharingComparison.Exit.Year) -> [String] {
      [name, NumberText.fixed(year.memberYears, decimals: 0)]
        + short(year.benefits) + short(year.premium)
        + [year.benefits.value, year.premium?.value].map {
          plain($0.flatMap { members > 0 ? $0 / members : nil })
        }
    }
    let rows =
      exit.years.map { row($0.year.map { "\($0)" } ?? "", $0) } + [
        row("to the horizon", exit.total)
      ]
    return [
      .heading("Without cover after the pool's end, \(currency)"),
      .facts([("members left without cover", NumberText.fixed(members, decimals: 0))]),
      .table(
        Table(
          columns: [
            .init(heading: "year", alignment: .left), .init(heading: "member years"),
            .init(heading: "mean", group: "benefits lost"),
            .init(heading: "± s.e.", group: "benefits lost", dropped: 1),
            .init(heading: "mean", group: "premium"),
            .init(heading: "± s.e.", group: "premium", dropped: 1),
            .init(heading: "benefits", group: "a head"),
            .init(heading: "premium", group: "a head"),
          ], rows: rows)),
      .paragraph(
        "Benefits lost are those that the insurer would be expected to pay to the members whom the pool "
          + "leaves without cover, and the premium what that would cost them. A head is one of those "
          + "members, who stay insured until they are ill, die, grow too old or do not renew."),
    ]
  }
}

extension SharingFigureList {
  /// What the pool's end takes away.
  var exit: [SharingFigure] {
    guard let exit = comparison.exit else { return [] }
    let members = exit.members.value
    func rows(_ part: SharingComparison.Exit.Year) -> [SharingFigure] {
      let year = part.year
      func each(_ estimate: Estimate?) -> Double? {
        estimate.flatMap { members > 0 ? $0.value / members / unit : nil }
      }
      return [
        plain(year, "exit", "member_years", "years", part.memberYears),
        money(year, "exit", "benefits_lost", part.benefits),
        money(year, "exit", "premium", part.premium),
        plain(year, "exit", "benefits_lost_a_head", currency, each(part.benefits)),
        plain(year, "exit", "premium_a_head", currency, each(part.premium)),
      ]
    }
    return [
      SharingFigure(
        year: nil, side: "exit", quantity: "members_left", unit: "members", value: members,
        error: exit.members.standardError)
    ] + (exit.years + [exit.total]).flatMap(rows)
  }
}
