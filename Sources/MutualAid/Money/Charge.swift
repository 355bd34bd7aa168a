/// Approved claims of one line that wait for the same amount.
struct DueClaims: Equatable, Sendable {
  let line: Int
  /// What each of them is still owed, in fen.
  var owed: Int
  var count: Int
  /// Whether part of the claim was paid before.
  var isRest = false
  /// The joining generation of the claimants within the year, where these are kept apart, else 0.
  var generation = 0
}

/// Those who are asked to pay, and what they paid this year.
struct Payers: Equatable, Sendable {
  /// Payers of each segment who have been so since the year began, in the first column, and those
  /// who joined in each period of the year, in the others.
  ///
  /// Where generations are not kept apart there is one column, of all payers.
  var counts: ByGeneration
  /// What a payer of each of these has paid in the calendar year, in fen.
  var paidThisYear: ByGeneration
  /// Whether there is one column for each generation.
  var areApart: Bool
  /// How many of each of these pay nothing, because their debit fails; empty if nobody does.
  ///
  /// The share is computed with them; what they do not pay is a shortage.
  var failing: ByGeneration = []
  /// What a payer of each of these has in a balance, from which the share is taken, or `nil` if
  /// shares are debited.
  var balances: ByGeneration?

  /// The payers of a segment.
  func total(ofSegment segment: Int) -> Int {
    var sum = 0
    for generation in 0..<counts.generations { sum += counts[segment, generation] }
    return sum
  }

  /// The payers of each segment.
  var bySegment: [Int] { (0..<counts.segments).map(total(ofSegment:)) }
}

/// The money of one settlement in which members share: what each owes and what each claim is paid.
///
/// A charge can be made again for another settlement, and then keeps its room.
struct Charge: Equatable, Sendable {
  /// What a payer of each segment owes before a yearly cap.
  private(set) var shares: [Int] = []
  /// What a payer of each segment and generation pays whose debit does not fail.
  private(set) var payments: ByGeneration = []
  private(set) var entry = Ledger.Entry()
  /// For each group of due claims, how many were settled for good.
  private(set) var settled: [Int] = []
  /// What was approved and will never be paid.
  private(set) var unpaid = 0
  /// How many claims were settled for less than they are owed.
  private(set) var cut = 0
  /// What still waits.
  private(set) var waiting: [DueClaims] = []
  private(set) var capBinds = false
  /// Whether a yearly cap may bind while generations are not kept apart, so that who has reached
  /// it is not known and the replication must be run again with them apart.
  private(set) var needsGenerations = false
  /// What members' money may pay of each claim now.
  private var payable: [Int] = []
  private var bySegment: [Int] = []

  /// A charge that is still to be made.
  init() {}

  /// Charges members; see `make`.
  init(
    for due: [DueClaims], of payers: Payers, weights: [Int], surplus: Int,
    rule: ApportionmentRule, aboveCap: ApportionmentRule.AboveCap, yearlyCap: Int?
  ) {
    make(
      for: due, of: payers, weights: weights, surplus: surplus, rule: rule, aboveCap: aboveCap,
      yearlyCap: yearlyCap)
  }

  /// Charges members for claims, oldest first, by the rule's fee, minimum and cap per claim, and
  /// the yearly cap of the settlement's year.
  ///
  /// What happens above a cap is told apart from the rule, because a last apportionment cuts
  /// whatever the rule says.
  mutating func make(
    for due: [DueClaims], of payers: Payers, weights: [Int], surplus: Int,
    rule: ApportionmentRule, aboveCap: ApportionmentRule.AboveCap, yearlyCap: Int?
  ) {
    clear()
    for segment in 0..<payers.counts.segments {
      bySegment.append(payers.total(ofSegment: segment))
    }
    findPayable(of: due, rule: rule)
    var cost = 0
    for (claims, most) in zip(due, payable) {
      cost += claims.count * most
      if claims.owed > most { capBinds = true }
    }
    let need = cost + rule.fee.of(cost) - surplus
    Apportionment.split(
      need, over: bySegment, weights: weights, minimum: rule.minimumShare, into: &shares)
    let (asked, paid) = collect(from: payers, yearlyCap: yearlyCap)
    if payers.balances == nil { entry.contributions = paid } else { entry.released = paid }

    let money = paid + surplus
    let isShort = paid < need
    capBinds = capBinds || asked < need
    switch aboveCap {
    case .platform: payByPlatform(due, cost: cost, money: money, isShort: isShort, fee: rule.fee)
    case .proRata: payProRata(due, cost: cost, money: money, isShort: isShort, fee: rule.fee)
    case .carry: payInTurn(due, money: money, fee: rule.fee)
    }
    entry.surplus = money + entry.platform - entry.benefits - entry.fee
  }

  private mutating func clear() {
    entry = Ledger.Entry()
    settled.removeAll(keepingCapacity: true)
    waiting.removeAll(keepingCapacity: true)
    payable.removeAll(keepingCapacity: true)
    bySegment.removeAll(keepingCapacity: true)
    (unpaid, cut) = (0, 0)
    (capBinds, needsGenerations) = (false, false)
  }

  /// A cap per claim limits what payers give for one claim with its fee.
  private mutating func findPayable(of due: [DueClaims], rule: ApportionmentRule) {
    guard let cap = rule.capPerClaim else {
      for claims in due { payable.append(claims.owed) }
      return
    }
    var payers = 0
    for count in bySegment { payers += count }
    let product = cap.multipliedReportingOverflow(by: payers)
    let limit = product.overflow ? Int.max / 4 : min(product.partialValue, Int.max / 4)
    let most = rule.fee.amount(within: limit)
    for claims in due {
      payable.append(
        claims.owed + rule.fee.of(claims.owed) > limit ? min(claims.owed, most) : claims.owed)
    }
  }

  /// Takes the payments.
  ///
  /// - Returns: What the yearly cap leaves of the shares, and what of that is paid.
  private mutating func collect(
    from payers: Payers, yearlyCap: Int?
  ) -> (asked: Int, paid: Int) {
    var (asked, paid) = (0, 0)
    payments.copy(payers.counts)
    for (segment, share) in shares.enumerated() {
      for generation in 0..<payers.counts.generations {
        let count = payers.counts[segment, generation]
        var most = share
        if let yearlyCap {
          most = min(share, max(0, yearlyCap - payers.paidThisYear[segment, generation]))
        }
        if most < share, !payers.areApart, count > 0 { needsGenerations = true }
        let payment = payers.balances.map { min(most, $0[segment, generation]) } ?? most
        let failing = payers.failing.isEmpty ? 0 : payers.failing[segment, generation]
        precondition(0...count ~= failing, "no more debits fail than there are payers")
        payments[segment, generation] = payment
        asked += most * count
        paid += payment * (count - failing)
      }
    }
    return (asked, paid)
  }

  /// The platform pays what is missing; no fee is taken on it.
  private mutating func payByPlatform(
    _ due: [DueClaims], cost: Int, money: Int, isShort: Bool, fee: Rate
  ) {
    let byMembers = isShort ? min(cost, fee.amount(within: money)) : cost
    for claims in due {
      entry.benefits += claims.count * claims.owed
      settled.append(claims.count)
    }
    entry.platform = entry.benefits - byMembers
    entry.fee = fee.of(byMembers)
  }

  /// Claims are cut, for good: by a cap per claim first, by any other shortage in proportion.
  private mutating func payProRata(
    _ due: [DueClaims], cost: Int, money: Int, isShort: Bool, fee: Rate
  ) {
    let net = isShort ? fee.amount(within: money) : cost
    let cut = ProportionalCut(of: payable, counts: due.map(\.count), to: net)
    entry.benefits = cut.total
    unpaid = due.reduce(0) { $0 + $1.count * $1.owed } - cut.total
    self.cut = zip(due, cut.paid).reduce(0) { $0 + ($1.1 < $1.0.owed ? $1.0.count : 0) }
    entry.fee = fee.of(entry.benefits)
    settled = due.map(\.count)
  }

  /// Claims are paid oldest first while the money lasts; the rest waits, with its fee.
  private mutating func payInTurn(_ due: [DueClaims], money: Int, fee: Rate) {
    var left = fee.amount(within: money)
    for (claims, most) in zip(due, payable) {
      // Nothing is owed where the benefit is nothing: that is paid at once.
      let whole = claims.owed == 0 ? claims.count : most == 0 ? 0 : min(claims.count, left / most)
      entry.benefits += whole * most
      left -= whole * most
      var rest = claims
      rest.count -= whole
      if most == claims.owed {
        settled.append(whole)
      } else {
        settled.append(0)
        add(rest: claims, owed: claims.owed - most, count: whole)
      }
      if rest.count > 0, most > 0, left > 0, left < most {
        entry.benefits += left
        add(rest: claims, owed: claims.owed - left, count: 1)
        rest.count -= 1
        left = 0
      }
      if rest.count > 0 { waiting.append(rest) }
    }
    entry.fee = fee.of(entry.benefits)
  }

  private mutating func add(rest claims: DueClaims, owed: Int, count: Int) {
    guard count > 0 else { return }
    var rest = claims
    rest.owed = owed
    rest.count = count
    rest.isRest = true
    waiting.append(rest)
  }
}
