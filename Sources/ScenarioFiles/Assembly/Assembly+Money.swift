import MutualAid

extension Assembly {
  /// Notes a pool that could move more money than 64 bits can hold.
  ///
  /// In each period at most every member falls ill, and nobody twice: a claimant is at risk again
  /// only after the decision. So benefits are at most members × settlements × the greatest benefit,
  /// with a fee on each, and shares at most that, the minimum share of every payer, and one fen for
  /// rounding; and each member may take replacement cover. A fund takes its contributions and capital.
  /// Balances take a deposit of each who joins, and top-ups that are shares once more.
  /// Half of what 64 bits hold is left for sums of two such amounts.
  func checkMoney(
    _ claims: ClaimRules, _ membership: Membership, _ funding: Funding, periods: Int
  ) {
    guard let place = membersPlace else { return }
    let rule = draft.apportionment?.rule ?? ApportionmentRule()
    let contribution =
      funding.fundRule?.contributions.max() ?? funding.prepaidRule.map { 2 * $0.deposit } ?? 0
    let benefit = claims.classes.flatMap(\.severities).map(\.most).max() ?? 0
    let counts = membership.path.points.map { Double($0.members) }
    let members =
      membership.enrolment.map { Double($0.members) }
      ?? membership.flow?.most(periods: periods) ?? counts.max() ?? 0
    let settlements = Double(periods)
    let isOnce =
      (membership.flow != nil || membership.enrolment != nil)
      && membership.claimants == .leave
    let cases = isOnce ? members : members * settlements
    let total =
      cases * Double(benefit) * (1 + rule.fee.fraction)
      + members * settlements * (Double(rule.minimumShare + 1) + Double(contribution))
      + members * Double(draft.shutdown?.replacement?.price ?? 0)
      + Double(funding.fundRule?.capital ?? 0)
    guard total > Limit.money else { return }
    let fen = (0..<reading.currency.minorDigits).reduce(1.0) { unit, _ in unit * 10 }
    reading.note(
      "a pool that can move at most \((Limit.money / fen).shown) \(reading.currency.code) "
        + "(members x settlements x greatest benefit with fee, and minimum shares)",
      found: "up to \((total / fen).shown)", at: place)
  }

  /// Notes a yearly cap in a pool with too many settlements to tell for each who is asked from when on.
  func checkYearlyCap() {
    guard let cap = draft.apportionment?.capPerYear, let waiting = draft.members?.waiting,
      waiting.sparesSome, let count = periodCount, count > Limit.generations
    else { return }
    reading.note(
      "no cap_per_year where those who wait do not pay and there are more than "
        + "\(Limit.generations) settlements", found: "one", at: cap)
  }

  /// Notes what does not go together with shares by cohort.
  ///
  /// What a member has paid in a year is known by cohort only for those with a full share, so no cap
  /// can go by it. The law of the total, which the conditional mean needs, has no common step where
  /// amounts are drawn.
  func checkFairShares(_ claims: ClaimRules?) {
    guard let apportionment = draft.apportionment, apportionment.rule.sharing.fair != nil else {
      return
    }
    let share = apportionment.share
    if let cap = apportionment.capPerYear {
      reading.note("no cap_per_year beside share: \(share.value.rawValue)", found: "one", at: cap)
    }
    checkRefunds(beside: "share: \(share.value.rawValue)")
    let isRandom = claims?.classes.contains { kind in
      kind.severities.contains { if case .random = $0 { true } else { false } }
    }
    if share.value == .conditionalMean, isRandom == true {
      reading.note(
        "a share that random benefits allow, such as linear_regression",
        found: share.value.rawValue, at: share)
    }
  }

  /// Where the number of members is written.
  private var membersPlace: Placed<Void>? {
    draft.members?.path?.map { _ in } ?? draft.members?.flow?.map { _ in }
      ?? draft.members?.roster?.map { _ in }
  }
}

extension Severity {
  /// The most that one claim can be worth at any age, in fen.
  fileprivate var most: Int {
    switch self {
    case .fixed(let bands): bands.bands.map(\.value).max() ?? 0
    case .random(let benefit): benefit.maximum
    }
  }
}

extension Double {
  /// A large number with three digits: `1.08e+20`.
  var shown: String {
    guard self >= 1000 else { return "\(self)" }
    var unit = 1.0
    while self / unit >= 1000 { unit *= 10 }
    return "\((self / unit).rounded() * unit)"
  }
}
