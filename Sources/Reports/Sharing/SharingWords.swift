internal import MutualAid
internal import Probability

/// What a comparison is about, in words, for every form of its report.
struct SharingWords {
  let comparison: SharingComparison

  private var money: Scale { Scale(.money, in: comparison.scenario.currency) }

  /// What sharing is compared with, by name.
  var terms: [(name: String, text: String)] {
    var terms: [(name: String, text: String)] = []
    if let premium = comparison.rule.premium { terms.append(("premium", words(of: premium))) }
    if let household = comparison.rule.household {
      terms.append(("no cover", words(of: household)))
    }
    if !comparison.rule.utilities.isEmpty {
      terms.append(
        ("aversion to risk", comparison.rule.utilities.map(\.name).joined(separator: ", ")))
    }
    return terms
  }

  private func percent(_ rate: Rate) -> String {
    NumberText.exact(rate.millionths, digits: 4, trimmed: true) + "%"
  }

  private func words(of premium: PremiumRule) -> String {
    var words = [rating(of: premium)]
    switch premium.basis {
    case .lossRatio(let ratio): words.append("loss ratio \(percent(ratio))")
    case .loading(let loading): words.append("loading \(percent(loading)) on the pure premium")
    case .solvency(let risk, _):
      words.append("benefits exceed premiums less expenses at most with \(percent(risk))")
    case .tariff(let tariff): words.append("tariff \(tariff.name)")
    }
    if let preset = premium.preset, let figure = MarketFigure.named(preset) {
      words.append("\(figure.name) (\(figure.scope), \(figure.period))")
    }
    if premium.expenses.millionths > 0 { words.append("expenses \(percent(premium.expenses))") }
    if premium.profit.millionths > 0 { words.append("profit \(percent(premium.profit))") }
    if premium.capital > 0 { words.append("capital \(money.short(premium.capital))") }
    if let lapse = premium.lapse { words.append("\(percent(lapse.rate)) a year not renewed") }
    if premium.atShutdown == .goesOn { words.append("goes on after the pool") }
    return words.joined(separator: ", ")
  }

  private func rating(of premium: PremiumRule) -> String {
    // A tariff tells members apart by itself.
    if case .tariff = premium.basis { return "by age and sex" }
    return switch premium.rating {
    case .community: "one for all"
    case .classes(let ages, let bySex, let bySegment):
      "by age (" + ages.map { "\($0.lowerBound) to \($0.upperBound)" }.joined(separator: ", ") + ")"
        + (bySex ? " and sex" : "") + (bySegment ? " and segment" : "")
    }
  }

  private func words(of household: HouseholdRule) -> String {
    """
    households of \(household.size) with the incomes of \(household.incomes.year) by fifths, \
    subsistence \(money.short(household.subsistencePerHead)) a head; an illness costs \
    \(money.short(household.meanCost)) on average\(words(of: household.insurance)); \
    catastrophic above 40% of the capacity to pay
    """
  }

  private func words(of insurance: SocialInsurance) -> String {
    guard insurance != .none else { return "" }
    let whole = insurance.eligible.millionths == 1_000_000
    var words = ", of which insurance pays \(percent(insurance.reimbursement))"
    if !whole { words += " of the eligible \(percent(insurance.eligible))" }
    if insurance.deductible > 0 { words += " above \(money.short(insurance.deductible))" }
    if let ceiling = insurance.ceiling { words += ", at most \(money.short(ceiling))" }
    return words
  }
}
