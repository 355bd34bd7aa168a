/// How the cost of one settlement falls on its payers, once it is known who they are.
///
/// Written down a second time, apart from the engine's `Charge` and `Apportionment`, so that one can
/// be held against the other.
struct SharingRule: Equatable {
  /// The payers of each segment.
  let payers: [Int]
  /// The weight of one payer of each segment.
  let weights: [Int]
  let fee: Rate
  let minimum: Int
  /// The most that members pay for one claim with its fee, or `nil` for no limit.
  let limit: Int?
  /// The cap of the year, where nothing has been paid in it before.
  let cap: Int?

  init(of rule: ApportionmentRule, segments: [Segment], payers: [Int], cap: Int?) {
    self.payers = payers
    weights = segments.map { rule.sharing == .weighted ? $0.weight : 1 }
    fee = rule.fee
    minimum = rule.minimumShare
    limit = rule.capPerClaim.map { cap in
      let (product, overflow) = cap.multipliedReportingOverflow(by: payers.reduce(0, +))
      return overflow ? .max / 4 : min(product, .max / 4)
    }
    self.cap = cap
  }

  /// Those who pay, by head.
  var headcount: Int { zip(payers, weights).reduce(0) { $1.1 > 0 ? $0 + $1.0 : $0 } }

  /// Those who pay, by weight.
  private var units: Int128 {
    zip(payers, weights).reduce(0) { $0 + Int128($1.0) * Int128($1.1) }
  }

  /// Whether all who pay owe the same.
  var isEqual: Bool { Set(weights).count == 1 && weights[0] > 0 }

  /// What members pay of a claim.
  func payable(_ amount: Int) -> Int {
    guard let limit, amount + fee.of(amount) > limit else { return amount }
    return min(amount, fee.amount(within: limit))
  }

  /// The fee with the benefits that members pay for.
  func cost(_ benefits: Int) -> Int { benefits + fee.of(benefits) }

  /// Whether the fee of a sum of such amounts is the sum of their fees, without rounding.
  func feeAdds(for amounts: [Int]) -> Bool {
    amounts.allSatisfy { (Int128($0) * Int128(fee.millionths)) % 1_000_000 == 0 }
  }

  /// What one payer of a segment owes of a need.
  func share(of need: Int, segment: Int) -> Int {
    let (weight, units) = (Int128(weights[segment]), units)
    guard need > 0, units > 0, weight > 0 else { return 0 }
    let whole = Int128(need) * weight / units
    let share = max(minimum, Int(whole * units < Int128(need) * weight ? whole + 1 : whole))
    return cap.map { min($0, share) } ?? share
  }

  /// The part of a cost that one payer of a segment bears, before rounding.
  func part(of segment: Int) -> Double {
    units > 0 ? Double(weights[segment]) / Double(units) : 0
  }

  /// The most that rounding under a yearly cap can leave over where the platform pays what is
  /// missing: members' money then pays the largest amount that fits in with its fee.
  var restUnderCap: Int { 2 + fee.millionths / 1_000_000 }
}
