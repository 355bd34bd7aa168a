internal import MutualAid
internal import Probability

extension SharingFigureList {
  func households(_ year: SharingComparison.Year) -> [SharingFigure] {
    guard let homes = year.households else { return [] }
    let (none, year) = ("no_cover", year.year)
    var rows =
      [ofGroups(year, none, "diagnosis", "probability", homes.diagnosis)]
      + burdens(homes.borne, year, "")
    rows.insert(moneyOfGroups(year, "sharing", "benefit_promised", homes.benefit), at: 2)
    rows += homes.uninsured.map { burdens($0, year, "_uninsured") } ?? []
    for certain in homes.certain {
      let name = "certain_cost " + certain.name
      rows.append(moneyOfGroups(year, none, name, try? certain.uncovered.get()))
      rows.append(money(year, "sharing", name, try? certain.sharing.get()))
      if let premium = certain.premium {
        rows.append(money(year, "premium", name, try? premium.get()))
      }
    }
    return rows
  }

  /// What illness does to households, without cover and with it.
  private func burdens(
    _ borne: SharingComparison.Burdens, _ year: Int, _ suffix: String
  ) -> [SharingFigure] {
    let million = "households per million"
    return [
      moneyOfGroups(year, "no_cover", "out_of_pocket" + suffix, borne.burden),
      ofGroups(year, "no_cover", "catastrophic" + suffix, million, borne.catastrophicUncovered),
      ofGroups(year, "sharing", "catastrophic" + suffix, million, borne.catastrophicCovered),
    ]
      + [("no_cover", borne.beyondWealthUncovered), ("sharing", borne.beyondWealthCovered)]
      .compactMap { side, bounds in
        bounds.map { bounds in
          SharingFigure(
            year: year, side: side, quantity: "diagnosis_beyond_wealth" + suffix,
            unit: "probability", value: (bounds.lowerBound + bounds.upperBound) / 2,
            bounds: (bounds.lowerBound, bounds.upperBound))
        }
      }
  }
}
