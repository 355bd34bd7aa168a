import Foundation

@testable import MutualAid

/// Leaving by choice.
extension ReferencePool {
  mutating func lapse(_ hazards: ReferenceHazards, isLastOfYear: Bool) {
    guard let rules = scenario.membership.lapse else { return }
    let period = hazards.period
    history.append((period.settlement, shares))
    if let shutdown = scenario.shutdown, period.settlement >= shutdown.contributionsEnd { return }
    for place in members.indices {
      let member = members[place]
      guard member.isPresent, !member.hasOpenClaim, member.tooOldFrom == Int.max else { continue }
      let kind = scenario.membership.riskClasses[member.riskClass]
      var hazard = hazards.ages(of: member).reduce(0.0) { sum, span in
        guard let sums = hazards.lapse(age: span.age) else { return sum }
        return sum + sums[span.days.upperBound] - sums[span.days.lowerBound]
      }
      hazard *= kind.lapseFactor
      if case .elasticity(let elasticity) = rules.response {
        hazard *= factor(elasticity, power: kind.elasticity, for: member, at: period.settlement)
      }
      var leaves = dice.exponential() <= hazard
      if case .willingness(let usual) = rules.response, isLastOfYear {
        leaves = leaves || isUnwilling(member, kind, kind.willingness ?? usual, in: period.year)
      }
      if leaves {
        members[place].isPresent = false
        note(.lapsed, 1, in: period)
      }
    }
  }

  /// How strongly leaving answers to the cost.
  private func factor(
    _ elasticity: Elasticity, power: Double?, for member: ReferenceMember, at settlement: Day
  ) -> Double {
    let cost: Int
    switch elasticity.cost {
    case .share: cost = shares[member.segment]
    case .last12Months:
      let (year, month, day) = settlement.date
      let yearAgo = Day(year: year - 1, month: month, dayOrLast: day)
      // What the pool cost a member who was there all the time.
      cost = history.reduce(0) { $1.settlement > yearAgo ? $0 + $1.shares[member.segment] : $0 }
    }
    let ratio = Double(cost) / Double(elasticity.reference)
    let factor = pow(ratio, power ?? elasticity.power)
    return min(max(factor, elasticity.bounds.lowerBound), elasticity.bounds.upperBound)
  }

  /// Whether a member of the whole year paid more than so many times the own fair cost.
  private func isUnwilling(
    _ member: ReferenceMember, _ kind: RiskClass, _ willingness: Double, in year: Int
  ) -> Bool {
    guard member.joined <= Day.first(of: year) else { return false }
    let age = member.birthYear.map { max(0, year - $0) } ?? 0
    let rate = scenario.segments[member.segment].incidence.rate(age: age, sex: member.sex)
    let benefit = scenario.claims.classes.reduce(0.0) { sum, kind in
      guard case .fixed(let amounts) = kind.severities[member.segment] else { return sum }
      return sum + kind.share[age] * Double(amounts[age])
    }
    let fair = (1 - pow(1 - rate, kind.risk)) * benefit
    return Double(member.paidThisYear) > willingness * fair
  }
}
