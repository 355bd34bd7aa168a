import Foundation

@testable import MutualAid

/// Diagnoses, and what becomes of claims until they are decided.
extension ReferencePool {
  /// Draws the factor that all hazards of the period have in common.
  mutating func drawSystemicFactor(of period: Period) {
    guard let risk = scenario.claims.systemic else { return }
    if risk.step == .year {
      guard systemicYear != period.first.year else { return }
    }
    let isFirst = systemicYear == nil
    systemicYear = period.first.year
    let r = isFirst ? 0 : risk.autocorrelation
    score = r * score + (1 - r * r).squareRoot() * dice.normal()
    switch risk.law {
    case .gamma:
      systemic = ReferenceGamma(cv: risk.cv).quantile(erfc(-score / 2.0.squareRoot()) / 2)
    case .lognormal:
      let variance = log(1 + risk.cv * risk.cv)
      systemic = exp(variance.squareRoot() * score - variance / 2)
    }
  }

  /// Diagnoses of the period that give a claim, and their number.
  mutating func diagnose(_ hazards: ReferenceHazards) -> Int {
    var count = 0
    let stays = scenario.membership.claimants == .stay
    for place in members.indices {
      guard members[place].isPresent, stays || !members[place].hasOpenClaim else { continue }
      guard let (day, age, isCovered) = diagnosisDay(of: members[place], hazards) else { continue }
      count += 1
      members[place].hasOpenClaim = !stays
      fileClaim(
        of: place, on: hazards.period.first.advanced(by: day), age: age, isCovered: isCovered)
    }
    return count
  }

  /// The day of the period, from 0, on which a member falls ill, if at all.
  ///
  /// A member who waits is covered against accidents at most. The time to a diagnosis is
  /// exponential in the hazard that has passed.
  private mutating func diagnosisDay(
    of member: ReferenceMember, _ hazards: ReferenceHazards
  ) -> (day: Int, age: Int, isCovered: Bool)? {
    let waiting = scenario.membership.waiting
    let period = hazards.period
    let wait = member.joined.advanced(by: waiting.days)
    let covered = max(0, period.first.distance(to: wait))
    let exempt = waiting.coversAccidents
    let base = systemic * scenario.membership.riskClasses[member.riskClass].risk
    let exposed = period.first.advanced(by: exempt ? 0 : covered)
    let factor =
      base
      * scenario.claims.durationFactors.factor(afterDays: member.joined.distance(to: exposed))
    var left = dice.exponential()
    for (days, age) in hazards.ages(of: member) {
      let sums = hazards.diagnosis(member.segment, member.sex, age: age)
      let split = min(max(days.lowerBound, covered), days.upperBound)
      let accidents = exempt ? accidentShare(age: age) : 0
      for (range, part, isCovered) in [
        (days.lowerBound..<split, accidents, false), (split..<days.upperBound, 1.0, true),
      ] {
        let times = factor * part
        let hazard = (sums[range.upperBound] - sums[range.lowerBound]) * times
        guard left <= hazard, hazard > 0 else {
          left -= hazard
          continue
        }
        let day = range.first { (sums[$0 + 1] - sums[range.lowerBound]) * times >= left }
        return (day ?? range.upperBound - 1, age, isCovered)
      }
    }
    return nil
  }

  private func accidentShare(age: Int) -> Double {
    scenario.claims.classes.reduce(0) { $0 + ($1.isAccident ? $1.share[age] : 0) }
  }

  private mutating func fileClaim(of place: Int, on day: Day, age: Int, isCovered: Bool) {
    let rules = scenario.claims
    let kind = dice.place(
      among: rules.classes.map { isCovered || $0.isAccident ? $0.share[age] : 0 })
    let owed = amount(rules.classes[kind].severities[members[place].segment], age: age)
    let reporting = rules.reportingChanges.first { $0.from <= day && day <= $0.to }?.delay
    let applied = day.advanced(by: days(reporting ?? rules.reporting))
    let processing = rules.processingChanges.first { $0.from <= applied && applied <= $0.to }?.delay
    let ready = applied.advanced(by: days(processing ?? rules.processing))
    claims.append(
      ReferenceClaim(
        member: place, diagnosed: day, applied: applied, ready: ready, kind: kind,
        segment: members[place].segment, owed: owed, missed: missedDeadline(day, applied),
        tie: dice.uniform()))
  }

  /// The deadline of a claim that is filed after it; it binds applications after the announcement.
  private func missedDeadline(_ diagnosed: Day, _ applied: Day) -> Day? {
    guard let shutdown = scenario.shutdown, let filing = shutdown.filing,
      applied > shutdown.announced
    else { return nil }
    let deadline: Day
    switch filing {
    case .daysFromDiagnosis(let days): deadline = diagnosed.advanced(by: days)
    case .date(let date): deadline = date
    }
    return applied > deadline ? deadline : nil
  }

  private mutating func amount(_ severity: Severity, age: Int) -> Int {
    switch severity {
    case .fixed(let amounts): return amounts[age]
    case .random(let benefit):
      let cost =
        switch benefit.cost {
        case .lognormal(let mean, let cv): mean * dice.lognormal(cv: cv)
        case .gamma(let mean, let cv): mean * dice.gamma(cv: cv)
        case .empirical(let weights):
          Double(weights[dice.place(among: weights.map(\.weight))].amount)
        }
      let whole = Int((Double(benefit.fixed) + benefit.reimbursed * cost + 0.5).rounded(.down))
      return min(benefit.maximum, whole)
    }
  }

  /// A delay in whole days, rounded down.
  private mutating func days(_ delay: Delay) -> Int {
    let exact =
      switch delay {
      case .days(let days): Double(days)
      case .exponential(let mean): mean * dice.exponential()
      case .gamma(let mean, let cv): mean * dice.gamma(cv: cv)
      case .lognormal(let mean, let cv): mean * dice.lognormal(cv: cv)
      case .weibull(let mean, let cv): mean * dice.weibull(cv: cv)
      case .table(let weights): Double(weights[dice.place(among: weights.map(\.weight))].days)
      }
    return Int(exact.rounded(.down))
  }

  /// Decides what is ready by the publication day, first in first out, as far as capacity goes.
  mutating func decide(in period: Period) {
    let rules = scenario.claims
    var ready = claims.indices.filter {
      claims[$0].state == .undecided && claims[$0].missed == nil
        && claims[$0].ready <= period.publication
    }
    ready.sort { (claims[$0].ready, claims[$0].tie) < (claims[$1].ready, claims[$1].tie) }
    let capacity = rules.processingCapacity.first {
      $0.from <= period.settlement && period.settlement <= $0.to
    }?.cases
    for place in ready.prefix(capacity ?? ready.count) {
      let claim = claims[place]
      let isApproved = dice.happens(rules.classes[claim.kind].approval[claim.segment])
      claims[place].state = isApproved ? .due : .refused
      guard !isApproved else { continue }
      members[claim.member].hasOpenClaim = false
      note(.refused, 1, in: period)
    }
  }

  /// Claims that were not filed in time are lost once their deadline has passed.
  mutating func loseUnfiled(in period: Period) {
    guard let shutdown = scenario.shutdown else { return }
    for place in claims.indices where claims[place].state == .undecided {
      guard let deadline = claims[place].missed,
        max(deadline, shutdown.announced) < period.settlement
      else { continue }
      claims[place].state = .lostLate
      members[claims[place].member].hasOpenClaim = false
    }
  }
}
