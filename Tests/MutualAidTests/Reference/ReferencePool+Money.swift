@testable import MutualAid

/// The money of a settlement, in whole fen.
extension ReferencePool {
  /// Who pays what is due at a settlement.
  private enum Payer {
    case members, platform, nobody, lastMembers
    /// Claims wait for the last apportionment.
    case waits
  }

  mutating func settle(_ period: Period) {
    let due = claims.indices.filter { claims[$0].state == .due }
    shares = scenario.segments.map { _ in 0 }
    let payer = self.payer(at: period)
    switch payer {
    case .members:
      lastPayers = members.indices.filter { members[$0].isPayer }
      charge(due, lastPayers, aboveCap: scenario.apportionment.aboveCap, period, isTail: false)
    case .lastMembers:
      charge(due, lastPayers, aboveCap: .proRata, period, isTail: true)
      for (segment, share) in shares.enumerated() {
        record[Measure(.lastShare, .run, segment: segment)] = share
      }
    case .platform: payTailByPlatform(due, period)
    case .nobody:
      for place in due {
        claims[place].state = .lostUnpaid
        members[claims[place].member].hasOpenClaim = false
        note(ofRun: .benefitsUnpaid, claims[place].owed)
        tail.approved += claims[place].owed
      }
    case .waits: break
    }
    note(.surplus, surplus, in: period)
  }

  private func payer(at period: Period) -> Payer {
    guard let shutdown = scenario.shutdown, period.settlement >= shutdown.contributionsEnd else {
      return .members
    }
    switch shutdown.tail {
    case .platform: return .platform
    case .nobody: return .nobody
    case .members:
      // The last day that is covered, and the last one on which a claim can be filed.
      let end = shutdown.coverEnds
      let covered = end.minute > 0 ? end.day : end.day.advanced(by: -1)
      let deadline: Day
      switch shutdown.filing {
      case .daysFromDiagnosis(let days): deadline = covered.advanced(by: days)
      case .date(let date): deadline = date
      case nil: deadline = covered
      }
      let last = hazards.first {
        $0.period.settlement > deadline && $0.period.settlement >= shutdown.contributionsEnd
      }
      guard let last else { return .waits }
      if period.index < last.period.index { return .waits }
      return period.index == last.period.index ? .lastMembers : .nobody
    }
  }

  private mutating func payTailByPlatform(_ due: [Int], _ period: Period) {
    let benefits = due.reduce(0) { $0 + claims[$1].owed }
    let carried = min(surplus, benefits)
    surplus -= carried
    // Balances that nobody gets back pay before the platform does.
    let fromFloat = min(float.free, benefits - carried)
    float.free -= fromFloat
    for place in due { pay(claims[place].owed, to: place, period, isTail: true, isFinal: true) }
    note(.platform, benefits - carried - fromFloat, in: period)
    note(ofRun: .tailPlatform, benefits - carried - fromFloat)
    note(ofRun: .tailFloat, fromFloat)
  }

  /// Members share, oldest claims first.
  private mutating func charge(
    _ due: [Int], _ payers: [Int], aboveCap: ApportionmentRule.AboveCap, _ period: Period,
    isTail: Bool
  ) {
    let rule = scenario.apportionment
    let fee = rule.fee
    // What members give for each claim now.
    let payable = due.map { place in
      guard let cap = rule.capPerClaim else { return claims[place].owed }
      let owed = claims[place].owed
      return owed + of(owed, fee) <= cap * payers.count ? owed : most(in: cap * payers.count, fee)
    }
    let cost = payable.reduce(0, +)
    let need = cost + of(cost, fee) - surplus
    let (contributions, isCapped) = collect(need, from: payers, at: period)
    let money = contributions + surplus
    let isShort = contributions < need
    let bindsPerClaim = zip(due, payable).contains { claims[$0].owed > $1 }
    note(.capBinds, isShort && isCapped || bindsPerClaim ? 1 : 0, in: period)

    var spent = (benefits: 0, fee: 0, platform: 0)
    switch aboveCap {
    case .platform:
      let all = due.reduce(0) { $0 + claims[$1].owed }
      let byMembers = isShort ? min(cost, most(in: money, fee)) : cost
      spent = (all, of(byMembers, fee), all - byMembers)
      for place in due { pay(claims[place].owed, to: place, period, isTail: isTail, isFinal: true) }
    case .proRata:
      let net = isShort ? most(in: money, fee) : cost
      for (place, most) in zip(due, payable) {
        let amount = isShort ? most * net / cost : most
        spent.benefits += amount
        pay(amount, to: place, period, isTail: isTail, isFinal: true)
      }
      spent.fee = of(spent.benefits, fee)
    case .carry:
      var left = most(in: money, fee)
      for (place, most) in zip(due, payable).sorted(by: { isOlder($0.0, $1.0) }) {
        let amount = min(most, left)
        left -= amount
        spent.benefits += amount
        pay(amount, to: place, period, isTail: isTail, isFinal: false)
      }
      spent.fee = of(spent.benefits, fee)
    }
    surplus = money + spent.platform - spent.benefits - spent.fee
    precondition(surplus >= 0, "the reference engine spent money that it had not")
    note(.fee, spent.fee, in: period)
    note(.contributions, contributions, in: period)
    note(.platform, spent.platform, in: period)
    if isTail {
      note(ofRun: .tailContributions, contributions)
      note(ofRun: .tailPlatform, spent.platform)
    }
  }

  /// Whether a claim was ready before another.
  private func isOlder(_ left: Int, _ right: Int) -> Bool {
    (claims[left].ready, claims[left].tie) < (claims[right].ready, claims[right].tie)
  }

  /// Takes from each payer the share, up to the yearly cap; returns what came in.
  private mutating func collect(
    _ need: Int, from payers: [Int], at period: Period
  ) -> (contributions: Int, isCapped: Bool) {
    let rule = scenario.apportionment
    let weights = scenario.segments.map { rule.sharing == .equal ? 1 : $0.weight }
    let units = payers.reduce(0) { $0 + weights[members[$1].segment] }
    if need > 0, units > 0 {
      shares = weights.map { weight in
        guard weight > 0 else { return 0 }
        return max(rule.minimumShare, (need * weight + units - 1) / units)
      }
    }
    var collected = 0
    var isCapped = false
    for place in payers {
      var amount = shares[members[place].segment]
      if let cap = rule.capPerYear[period.year] {
        amount = min(amount, max(0, cap - members[place].paidThisYear))
        isCapped = isCapped || amount < shares[members[place].segment]
      }
      if scenario.shutdown.map({ period.settlement < $0.contributionsEnd }) ?? true {
        members[place].askedThisYear += 1
      }
      if amount > 0, fails(place, period) { continue }
      if scenario.funding.prepaidRule != nil {
        amount = min(amount, members[place].balance)
        members[place].balance -= amount
      }
      collected += amount
      members[place].paid += amount
      members[place].paidThisYear += amount
      if scenario.membership.lapse != nil {
        members[place].payments.append((period.settlement, amount))
      }
    }
    return (collected, isCapped)
  }

  /// Whether a member's debit fails for good; those with an open claim do not fail.
  private mutating func fails(_ place: Int, _ period: Period) -> Bool {
    guard let debits = scenario.membership.failedDebits, !members[place].hasOpenClaim else {
      return false
    }
    if members[place].failsOn != nil { return true }
    guard dice.happens(debits.share) else { return false }
    members[place].failsOn = period.settlement.advanced(by: debits.retryDays)
    return true
  }

  /// Pays a claim; what is left of it is cut, where the payment is final, else it waits.
  private mutating func pay(
    _ amount: Int, to place: Int, _ period: Period, isTail: Bool, isFinal: Bool
  ) {
    let owed = claims[place].owed
    let isSettled = isFinal || amount == owed
    note(.benefits, amount, in: period)
    if isTail {
      note(ofRun: .tailBenefits, amount)
      tail.paid += amount
      tail.approved += owed
    }
    claims[place].owed = owed - amount
    guard isSettled else { return }
    note(ofRun: .benefitsUnpaid, owed - amount)
    note(.benefitsCut, owed - amount, in: period)
    note(.cases, 1, in: period)
    if isTail { note(ofRun: .tailCases, 1) }
    claims[place].state = .paid
  }

  /// A rate of an amount, rounded half up.
  private func of(_ amount: Int, _ rate: Rate) -> Int {
    (amount * rate.millionths + 500_000) / 1_000_000
  }

  /// The most that can be spent from some money together with its fee.
  private func most(in money: Int, _ fee: Rate) -> Int {
    var (low, high) = (0, money)
    while low < high {
      let middle = (low + high + 1) / 2
      if middle + of(middle, fee) <= money { low = middle } else { high = middle - 1 }
    }
    return low
  }

  /// Notes what a member of each segment owes who pays at every settlement of the year.
  ///
  /// A yearly cap stops the sum, and so limits what such a member owes at the settlement.
  mutating func noteYearCosts(_ period: Period, isLastOfYear: Bool) {
    for (segment, share) in shares.enumerated() {
      let year = Measure(.yearCost, .year(period.year), segment: segment)
      let before = record[year, default: 0]
      let sum = min(before + share, scenario.apportionment.capPerYear[period.year] ?? Int.max)
      record[year] = sum
      record[Measure(.share, .period(period.index), segment: segment)] = sum - before
    }
    if isLastOfYear { noteFullYears(period.year) }
  }
}
