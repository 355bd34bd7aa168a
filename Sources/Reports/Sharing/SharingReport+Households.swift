internal import MutualAid
internal import Probability

extension SharingReport {
  var households: [Block] {
    let rows = comparison.years.compactMap { year -> [String]? in
      guard let homes = year.households else { return nil }
      let wealth = [homes.beyondWealthUncovered, homes.beyondWealthCovered].map { bounds in
        bounds.map { NumberText.percent(($0.lowerBound + $0.upperBound) / 2) } ?? NumberText.missing
      }
      return [
        "\(year.year)", NumberText.percent(homes.diagnosis), plain(homes.burden),
        plain(homes.benefit), NumberText.fixed(homes.catastrophicUncovered, decimals: 0),
        NumberText.fixed(homes.catastrophicCovered, decimals: 0),
      ] + wealth
    }
    guard !rows.isEmpty else { return [] }
    var table = Table(
      columns: [
        .init(heading: "year", alignment: .left), .init(heading: "diagnosis"),
        .init(heading: "out of pocket"), .init(heading: "benefit"),
        .init(heading: "no cover", group: "catastrophic a million"),
        .init(heading: "covered", group: "catastrophic a million"),
        .init(heading: "no cover", group: "beyond wealth"),
        .init(heading: "covered", group: "beyond wealth"),
      ], rows: rows)
    if comparison.rule.household?.wealth == nil { table = table.without(7).without(6) }
    return [
      .heading("Households, \(currency) a member and year"), .table(table),
      .paragraph(
        "Diagnosis is its probability, out of pocket what an illness is expected to cost a member "
          + "without cover, benefit what is promised. Catastrophic are households per million that "
          + "pay more than 40% of their capacity to pay; beyond wealth is the probability that a "
          + "diagnosis costs more than a household owns."),
    ] + insurance
  }

  /// What social insurance takes away, where households have it.
  private var insurance: [Block] {
    func percent(_ bounds: ClosedRange<Double>?) -> String {
      bounds.map { NumberText.percent(($0.lowerBound + $0.upperBound) / 2) } ?? NumberText.missing
    }
    let rows = comparison.years.flatMap { year -> [[String]] in
      guard let homes = year.households, let none = homes.uninsured else { return [] }
      return [
        [
          "\(year.year)", "without", plain(none.burden),
          NumberText.fixed(none.catastrophicUncovered, decimals: 0),
          NumberText.fixed(none.catastrophicCovered, decimals: 0),
          percent(none.beyondWealthUncovered), percent(none.beyondWealthCovered),
        ],
        [
          "\(year.year)", "with", plain(homes.burden),
          NumberText.fixed(homes.catastrophicUncovered, decimals: 0),
          NumberText.fixed(homes.catastrophicCovered, decimals: 0),
          percent(homes.beyondWealthUncovered), percent(homes.beyondWealthCovered),
        ],
      ]
    }
    guard !rows.isEmpty else { return [] }
    var table = Table(
      columns: [
        .init(heading: "year", alignment: .left),
        .init(heading: "social insurance", alignment: .left),
        .init(heading: "out of pocket"),
        .init(heading: "no cover", group: "catastrophic a million"),
        .init(heading: "covered", group: "catastrophic a million"),
        .init(heading: "no cover", group: "beyond wealth"),
        .init(heading: "covered", group: "beyond wealth"),
      ], rows: rows)
    if comparison.rule.household?.wealth == nil { table = table.without(6).without(5) }
    return [
      .heading("The same households without and with social insurance, \(currency)"),
      .table(table),
    ]
  }
}
