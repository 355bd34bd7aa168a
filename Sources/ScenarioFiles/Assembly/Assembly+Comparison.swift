import MutualAid

extension Assembly {
  /// What sharing is compared with, once its ages are known to fit the pool's.
  func checkedComparison() -> ComparisonRule? {
    guard let comparison = draft.comparison else { return nil }
    var bands = [comparison.value.ages]
    if case .classes(let ages, _, _)? = comparison.value.premium?.rating { bands.append(ages) }
    for bands in bands where !bands.isEmpty { check(bands, of: comparison) }
    if case .tariff? = comparison.value.premium?.basis, ages == nil {
      noteMissingAges(for: "compare.premium.tariff")
    }
    return comparison.value
  }

  /// Notes age bands that leave some of the pool's ages out.
  private func check(_ bands: [ClosedRange<Int>], of comparison: Placed<ComparisonRule>) {
    guard let ages else { return noteMissingAges(for: comparison.path) }
    let (first, last) = (bands[0].lowerBound, bands[bands.count - 1].upperBound)
    guard first <= ages.value.lowerBound, last >= ages.value.upperBound else {
      return reading.note(
        "age bands that hold all ages of the pool, \(ages.value.ages)",
        found: "\((first...last).ages)", at: comparison)
    }
  }
}
