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
  var counts: [[Int]]
  /// What a payer of each of these has paid in the calendar year, in fen.
  var paidThisYear: [[Int]]
  /// Whether there is one column for each generation.
  var areApart: Bool

  /// The payers of each segment.
  var bySegment: [Int] { counts.map { $0.reduce(0, +) } }
  /// All payers.
  var total: Int { bySegment.reduce(0, +) }
}

/// The money of one settlement in which members share: what each owes and what each claim is paid.
struct Charge: Equatable, Sendable {
  /// What a payer of each segment owes before a yearly cap.
  private(set) var shares: [Int]
  /// What a payer of each segment and generation pays.
  private(set) var payments: [[Int]] = []
  private(set) var entry = Ledger.Entry()
  /// For each group of due claims, how many were settled for good.
  private(set) var settled: [Int] = []
  /// What was approved and will never be paid.
  private(set) var unpaid = 0
  /// What still waits.
  private(set) var waiting: [DueClaims] = []
  private(set) var capBinds = false
  /// Whether a yearly cap may bind while generations are not kept apart, so that who has reached
  /// it is not known and the replication must be run again with them apart.
  private(set) var needsGenerations = false

  /// Charges members for claims, oldest first, by the rule's fee, minimum and cap per claim, and
  /// the yearly cap of the settlement's year.
  ///
  /// What happens above a cap is told apart from the rule, because a last apportionment cuts
  /// whatever the rule says.
  init(
    for due: [DueClaims], of payers: Payers, weights: [Int], surplus: Int,
    rule: ApportionmentRule, aboveCap: ApportionmentRule.AboveCap, yearlyCap: Int?
  ) {
    let bySegment = payers.bySegment
    // What members' money may pay of each claim now.
    let payable = Charge.payable(due, rule: rule, payers: bySegment.reduce(0, +))
    let cost = zip(due, payable).reduce(0) { $0 + $1.0.count * $1.1 }
    capBinds = zip(due, payable).contains { $0.owed > $1 }
    let need = cost + rule.fee.of(cost) - surplus
    shares =
      Apportionment(of: need, over: bySegment, weights: weights, minimum: rule.minimumShare).shares
    collect(from: payers, yearlyCap: yearlyCap)

    let money = entry.contributions + surplus
    let isShort = entry.contributions < need
    capBinds = capBinds || isShort
    switch aboveCap {
    case .platform: payByPlatform(due, cost: cost, money: money, isShort: isShort, fee: rule.fee)
    case .proRata:
      payProRata(due, payable, cost: cost, money: money, isShort: isShort, fee: rule.fee)
    case .carry: payInTurn(due, payable, money: money, fee: rule.fee)
    }
    entry.surplus = money + entry.platform - entry.benefits - entry.fee
  }

  /// A cap per claim limits what payers give for one claim with its fee.
  private static func payable(_ due: [DueClaims], rule: ApportionmentRule, payers: Int) -> [Int] {
    guard let cap = rule.capPerClaim else { return due.map(\.owed) }
    let product = cap.multipliedReportingOverflow(by: payers)
    let limit = product.overflow ? Int.max / 4 : min(product.partialValue, Int.max / 4)
    let most = rule.fee.amount(within: limit)
    return due.map { $0.owed + rule.fee.of($0.owed) > limit ? min($0.owed, most) : $0.owed }
  }

  private mutating func collect(from payers: Payers, yearlyCap: Int?) {
    for (segment, share) in shares.enumerated() {
      var row: [Int] = []
      for (paid, count) in zip(payers.paidThisYear[segment], payers.counts[segment]) {
        let payment = yearlyCap.map { min(share, max(0, $0 - paid)) } ?? share
        if payment < share, !payers.areApart, count > 0 { needsGenerations = true }
        row.append(payment)
        entry.contributions += payment * count
      }
      payments.append(row)
    }
  }

  /// The platform pays what is missing; no fee is taken on it.
  private mutating func payByPlatform(
    _ due: [DueClaims], cost: Int, money: Int, isShort: Bool, fee: Rate
  ) {
    let byMembers = isShort ? min(cost, fee.amount(within: money)) : cost
    entry.benefits = due.reduce(0) { $0 + $1.count * $1.owed }
    entry.platform = entry.benefits - byMembers
    entry.fee = fee.of(byMembers)
    settled = due.map(\.count)
  }

  /// Claims are cut, for good: by a cap per claim first, by any other shortage in proportion.
  private mutating func payProRata(
    _ due: [DueClaims], _ payable: [Int], cost: Int, money: Int, isShort: Bool, fee: Rate
  ) {
    let net = isShort ? fee.amount(within: money) : cost
    for (claims, most) in zip(due, payable) {
      let paid = isShort ? Int(Int128(most) * Int128(net) / Int128(cost)) : most
      entry.benefits += paid * claims.count
      unpaid += (claims.owed - paid) * claims.count
    }
    entry.fee = fee.of(entry.benefits)
    settled = due.map(\.count)
  }

  /// Claims are paid oldest first while the money lasts; the rest waits, with its fee.
  private mutating func payInTurn(_ due: [DueClaims], _ payable: [Int], money: Int, fee: Rate) {
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
