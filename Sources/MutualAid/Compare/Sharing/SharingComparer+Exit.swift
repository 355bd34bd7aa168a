internal import Probability

extension SharingComparer {
  /// The members of a year and what their diagnoses are worth to the insurer, those whom the pool has
  /// left without cover among them where it goes on.
  func cover(of groups: GroupYear) -> CoveredYear {
    let pool = groups.cover
    guard let after = after(groups.year) else { return pool }
    let all = CoveredYear(pool.year, groups: pool.groups + after.cover.groups)
    return CoveredYear(pool.year, groups: all.classed { $0 })
  }

  /// The years of membership that the insurer covers in a year.
  func coveredYears(of groups: GroupYear) -> Double {
    groups.years + (after(groups.year)?.years ?? 0)
  }

  /// Those left without cover in a year, where an insurer goes on and anybody is.
  func after(_ year: Int?) -> GroupYear? {
    figures.after?.years.first { $0.year == year && $0.years > 0 }
  }

  /// What the pool's end takes away, once the premiums of all years are known.
  func exit(_ years: [SharingComparison.Year]) -> SharingComparison.Exit? {
    guard let after = figures.after, let members = after.left.mean else { return nil }
    return SharingComparison.Exit(
      members: members.finite,
      years: after.years.map { groups in
        let cover = groups.cover
        // No period may lie in the last year, in part.
        let found =
          years.first { $0.year == groups.year }.map(\.premium)
          ?? (cover.groups.isEmpty ? nil : premium(of: cover, nil))
        let premium = found.flatMap { try? $0.get() }
        return SharingComparison.Exit.Year(
          year: groups.year, memberYears: groups.years,
          // In one future, so that the errors of groups are not added.
          benefits: groups.everybody.accounts.first?.pairs.second?.finite
            ?? Estimate(value: 0, standardError: 0),
          premium: premium.flatMap { self.premium($0, of: cover) })
      })
  }

  /// What some members pay, with the error of the premium itself.
  private func premium(_ premium: FlatPremium, of cover: CoveredYear) -> Estimate? {
    var sum = Estimate(value: 0, standardError: 0)
    for part in cover.groups {
      let found = premium.rate(
        age: part.group.ages?.lowerBound ?? 0, sex: part.group.sex ?? .male,
        segment: part.group.segment)
      guard let found else { return nil }
      sum = Estimate(
        value: sum.value + part.years * Double(found.premium),
        standardError: sum.standardError + part.years * found.standardError(confidence: confidence))
    }
    return sum
  }
}

extension SharingComparison.Exit {
  /// All years together.
  ///
  /// Errors are added, since nobody tells how they move together.
  public var total: Year {
    func sum(_ parts: [Estimate]) -> Estimate {
      parts.reduce(Estimate(value: 0, standardError: 0)) {
        Estimate(value: $0.value + $1.value, standardError: $0.standardError + $1.standardError)
      }
    }
    let premiums = years.compactMap(\.premium)
    return Year(
      year: nil, memberYears: years.reduce(0) { $0 + $1.memberYears },
      benefits: sum(years.map(\.benefits)),
      premium: premiums.count == years.count ? sum(premiums) : nil)
  }
}
