/// The refunds of a shutdown, to the members at the end of cover.
struct ShutdownRefund: Equatable, Sendable {
  /// What a member of each segment and generation gets, in fen.
  let amounts: [[Int]]
  /// What all of them get from their balances.
  let fromFloat: Int
  /// What all of them get from the platform.
  let fromPlatform: Int
  /// The float that is not refunded: it pays the tail before the platform does, and what is left
  /// goes to the platform.
  let unrefunded: Int

  /// The refunds of a pool without balances.
  ///
  /// - Parameters:
  ///   - rule: What members get back.
  ///   - members: The members at the end of cover, by segment and generation.
  ///   - paid: What one of each has paid since joining, fee included.
  init(_ rule: RefundRule, members: [[Int]], paid: [[Int]]) {
    amounts = rule == .allPastShares ? paid : paid.map { $0.map { _ in 0 } }
    fromPlatform = Self.total(amounts, members)
    fromFloat = 0
    unrefunded = 0
  }

  /// The refunds of a prepaid pool, whose balances are closed.
  ///
  /// - Parameters:
  ///   - rule: What members get back.
  ///   - balances: The balances of the members at the end of cover.
  ///   - paid: What a member of each segment and generation has paid since joining, fee included.
  init(_ rule: RefundRule, closing balances: inout PrepaidBalances, paid: [[Int]]) {
    let shares = ShutdownRefund(rule, members: balances.members, paid: paid)
    let closed = balances.close(refunding: rule.partOfBalances)
    amounts = zip(closed.amounts, shares.amounts).map { zip($0, $1).map { $0 + $1 } }
    fromFloat = closed.refunds
    fromPlatform = shares.fromPlatform
    unrefunded = closed.rest
  }

  private static func total(_ amounts: [[Int]], _ members: [[Int]]) -> Int {
    precondition(amounts.map(\.count) == members.map(\.count), "every class has an amount")
    return zip(amounts, members).reduce(0) { sum, rows in
      zip(rows.0, rows.1).reduce(sum) { $0 + $1.0 * $1.1 }
    }
  }
}
