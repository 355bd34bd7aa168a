internal import MutualAid
internal import Probability

extension SharingReport {
  var households: [Block] {
    let rows = comparison.years.compactMap { year -> [String]? in
      guard let homes = year.households else { return nil }
      var cells = cells(homes.borne)
      cells.insert(plain(homes.benefit), at: 1)
      return ["\(year.year)", NumberText.percent(homes.diagnosis)] + cells
    }
    guard !rows.isEmpty else { return [] }
    let table = table(
      [
        .init(heading: "year", alignment: .left), .init(heading: "diagnosis"),
        .init(heading: "out of pocket"), .init(heading: "benefit"),
      ], rows)
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
    let rows = comparison.years.flatMap { year -> [[String]] in
      guard let homes = year.households, let uninsured = homes.uninsured else { return [] }
      return [
        ["\(year.year)", "without"] + cells(uninsured),
        ["\(year.year)", "with"] + cells(homes.borne),
      ]
    }
    guard !rows.isEmpty else { return [] }
    let table = table(
      [
        .init(heading: "year", alignment: .left),
        .init(heading: "social insurance", alignment: .left), .init(heading: "out of pocket"),
      ], rows)
    return [
      .heading("The same households without and with social insurance, \(currency)"),
      .table(table),
    ]
  }

  /// A table that ends with whom illness ruins, without cover and with it.
  private func table(_ columns: [Table.Column], _ rows: [[String]]) -> Table {
    let first = columns.count + 2
    let table = Table(
      columns: columns + [
        .init(heading: "no cover", group: "catastrophic a million"),
        .init(heading: "covered", group: "catastrophic a million"),
        .init(heading: "no cover", group: "beyond wealth"),
        .init(heading: "covered", group: "beyond wealth"),
      ], rows: rows)
    return comparison.rule.household?.wealth == nil
      ? table.without(first + 1).without(first) : table
  }

  private func cells(_ borne: SharingComparison.Burdens) -> [String] {
    func percent(_ bounds: ClosedRange<Double>?) -> String {
      bounds.map { NumberText.percent(($0.lowerBound + $0.upperBound) / 2) } ?? NumberText.missing
    }
    return [
      plain(borne.burden), NumberText.fixed(borne.catastrophicUncovered, decimals: 0),
      NumberText.fixed(borne.catastrophicCovered, decimals: 0),
      percent(borne.beyondWealthUncovered), percent(borne.beyondWealthCovered),
    ]
  }
}
