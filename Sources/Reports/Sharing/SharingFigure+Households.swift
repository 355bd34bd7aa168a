internal import MutualAid
internal import Probability

extension SharingFigureList {
  func households(_ year: SharingComparison.Year) -> [SharingFigure] {
    guard let homes = year.households else { return [] }
    let (none, year) = ("no_cover", year.year)
    var rows = [
      plain(year, none, "diagnosis", "probability", homes.diagnosis),
      money(year, none, "out_of_pocket", exact(homes.burden)),
      money(year, "sharing", "benefit_promised", exact(homes.benefit)),
      plain(year, none, "catastrophic", "households per million", homes.catastrophicUncovered),
      plain(year, "sharing", "catastrophic", "households per million", homes.catastrophicCovered),
    ]
    rows += beyondWealth(
      year, "diagnosis_beyond_wealth", homes.beyondWealthUncovered, homes.beyondWealthCovered)
    rows += homes.uninsured.map { uninsured($0, year) } ?? []
    for certain in homes.certain {
      let name = "certain_cost " + certain.name
      rows.append(money(year, none, name, (try? certain.uncovered.get()).map(exact)))
      rows.append(money(year, "sharing", name, try? certain.sharing.get()))
      if let premium = certain.premium {
        rows.append(money(year, "premium", name, try? premium.get()))
      }
    }
    return rows
  }

  /// The same households without social insurance.
  private func uninsured(_ homes: SharingComparison.Burdens, _ year: Int) -> [SharingFigure] {
    let (none, million) = ("no_cover", "households per million")
    return [
      money(year, none, "out_of_pocket_uninsured", exact(homes.burden)),
      plain(year, none, "catastrophic_uninsured", million, homes.catastrophicUncovered),
      plain(year, "sharing", "catastrophic_uninsured", million, homes.catastrophicCovered),
    ]
      + beyondWealth(
        year, "diagnosis_beyond_wealth_uninsured", homes.beyondWealthUncovered,
        homes.beyondWealthCovered)
  }

  private func beyondWealth(
    _ year: Int, _ quantity: String, _ uncovered: ClosedRange<Double>?,
    _ covered: ClosedRange<Double>?
  ) -> [SharingFigure] {
    [("no_cover", uncovered), ("sharing", covered)].compactMap { side, bounds in
      bounds.map { bounds in
        SharingFigure(
          year: year, side: side, quantity: quantity, unit: "probability",
          value: (bounds.lowerBound + bounds.upperBound) / 2,
          bounds: (bounds.lowerBound, bounds.upperBound))
      }
    }
  }
}
