/// The balances of a prepaid pool, by segment and joining generation.
///
/// Members of one segment who joined in the same period have paid the same shares and topped up at
/// the same times, so they have the same balance, and a count and a balance a class is all there is
/// to know. Who tops up stays in the class, who does not leaves it.
///
/// All money here is the **float**: it belongs to the members until a share is taken from it.
struct PrepaidBalances: Equatable, Sendable {
  let rule: PrepaidRule
  /// The members of each segment and generation.
  private(set) var members: [[Int]]
  /// What each of them has, in fen.
  private(set) var balances: [[Int]]
  /// All balances together.
  private(set) var float = 0

  /// A pool without members.
  init(_ rule: PrepaidRule, segments: Int) {
    self.rule = rule
    members = .init(repeating: [], count: segments)
    balances = members
  }

  /// Opens a generation, whose members pay the deposit.
  ///
  /// - Parameter counts: Those who join, of each segment.
  /// - Returns: The deposits.
  mutating func join(_ counts: [Int]) -> Int {
    precondition(counts.count == members.count, "those who join are told by segment")
    var deposits = 0
    for (segment, count) in counts.enumerated() {
      precondition(count >= 0, "those who join are counted from 0")
      members[segment].append(count)
      balances[segment].append(rule.deposit)
      deposits += count * rule.deposit
    }
    float += deposits
    return deposits
  }

  /// Lets members go, with their balances.
  ///
  /// - Returns: What they get back together.
  /// - Precondition: There are so many.
  mutating func leave(_ count: Int, segment: Int, generation: Int) -> Int {
    precondition(0...members[segment][generation] ~= count, "only members leave")
    members[segment][generation] -= count
    let refund = count * balances[segment][generation]
    float -= refund
    return refund
  }

  /// Takes payments out of the balances.
  ///
  /// - Parameter payments: What a member of each segment and generation pays, such as
  ///   `Charge.payments`.
  /// - Returns: What was taken together.
  /// - Precondition: Nobody pays more than the balance.
  mutating func pay(_ payments: [[Int]]) -> Int {
    var taken = 0
    for segment in members.indices {
      for generation in members[segment].indices {
        let payment = payments[segment][generation]
        precondition(
          0...balances[segment][generation] ~= payment, "a payment is at most the balance")
        balances[segment][generation] -= payment
        taken += payment * members[segment][generation]
      }
    }
    float -= taken
    return taken
  }

  /// The classes whose members must top up or leave.
  var short: [(segment: Int, generation: Int)] {
    members.indices.flatMap { segment in
      members[segment].indices.filter {
        members[segment][$0] > 0 && balances[segment][$0] < rule.minimum
      }.map { (segment, $0) }
    }
  }

  /// Lets some of a class leave with their balances, and the others top up to the deposit.
  ///
  /// - Returns: What is paid in, and what those who leave get back.
  mutating func topUp(
    segment: Int, generation: Int, leaving: Int
  ) -> (deposits: Int, refunds: Int) {
    let refunds = leave(leaving, segment: segment, generation: generation)
    let missing = max(0, rule.deposit - balances[segment][generation])
    let deposits = missing * members[segment][generation]
    balances[segment][generation] += missing
    float += deposits
    return (deposits, refunds)
  }

  /// Closes all balances: a part of each goes back to the member, rounded down to fen.
  ///
  /// It is the end of a pool: a refund of a fraction of the balances at a shutdown, or what is
  /// recovered when the platform defaults.
  ///
  /// - Returns: What each member gets, all refunds, and the rest of the float.
  /// - Precondition: `part` is at most 1.
  mutating func close(refunding part: Rate) -> (amounts: [[Int]], refunds: Int, rest: Int) {
    precondition(part.millionths <= 1_000_000, "no more than a balance is refunded")
    let amounts = balances.map { $0.map { part.floor(of: $0) } }
    var refunds = 0
    for (row, counts) in zip(amounts, members) {
      for (amount, count) in zip(row, counts) { refunds += amount * count }
    }
    let rest = float - refunds
    balances = balances.map { $0.map { _ in 0 } }
    float = 0
    return (amounts, refunds, rest)
  }
}

extension Rate {
  /// The rate of an amount, rounded down.
  ///
  /// - Precondition: `amount` is not negative.
  func floor(of amount: Int) -> Int {
    precondition(amount >= 0, "a rate is taken of an amount that is not negative, not \(amount)")
    return Int(Int128(amount) * Int128(millionths) / 1_000_000)
  }
}
