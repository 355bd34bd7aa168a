/// The balances of a prepaid pool, by segment and joining generation.
///
/// Members of one segment who joined in the same period have paid the same shares and topped up at
/// the same times, so they have the same balance, and a count and a balance a class is all there is
/// to know. Who tops up stays in the class, who does not leaves it.
///
/// All money here is the **float**: it belongs to the members until a share is taken from it, and in
/// part no longer once the balances are closed.
struct PrepaidBalances: Equatable, Sendable {
  let rule: PrepaidRule
  /// The members of each segment and generation.
  private(set) var members: ByGeneration
  /// What each of them has, in fen.
  private(set) var balances: ByGeneration
  /// All balances of members together.
  private(set) var held = 0
  /// What members get back after the end and have not been paid yet.
  private(set) var due = 0
  /// What nobody gets back: it pays the tail before the platform does.
  private(set) var free = 0
  /// Whether cover has ended, so that nobody leaves with a balance any more.
  private(set) var isFinal = false

  /// A pool without members.
  ///
  /// - Parameters:
  ///   - rule: The terms.
  ///   - segments: The number of segments.
  ///   - generations: The number of joining generations.
  init(_ rule: PrepaidRule, segments: Int, generations: Int) {
    self.rule = rule
    members = ByGeneration(segments: segments, generations: generations)
    balances = members
  }

  /// All money.
  var float: Int { held + due + free }

  // MARK: - Coming and going

  /// Lets members of a generation join, who pay the deposit.
  ///
  /// - Returns: The deposits.
  /// - Precondition: The generation has paid nothing yet.
  mutating func join(_ count: Int, segment: Int, generation: Int) -> Int {
    precondition(count >= 0, "those who join are counted from 0")
    precondition(
      members[segment, generation] == 0 || balances[segment, generation] == rule.deposit,
      "who joins a generation that has paid has another balance")
    members[segment, generation] += count
    balances[segment, generation] = rule.deposit
    held += count * rule.deposit
    return count * rule.deposit
  }

  /// Lets all go who are not present any more, with their balances.
  ///
  /// - Parameter present: The members of each segment and generation.
  /// - Returns: What those who are gone get back together.
  /// - Precondition: Nobody is present who has not joined.
  mutating func keep(_ present: ByGeneration) -> Int {
    precondition(!isFinal, "nobody leaves once cover has ended")
    var refunds = 0
    for segment in 0..<members.segments {
      for generation in 0..<members.generations {
        let count = present[segment, generation]
        precondition(0...members[segment, generation] ~= count, "only members are present")
        refunds += (members[segment, generation] - count) * balances[segment, generation]
        members[segment, generation] = count
      }
    }
    held -= refunds
    return refunds
  }

  /// Counts members with those of another generation that has the same balance.
  mutating func move(_ count: Int, segment: Int, from generation: Int, to other: Int) {
    precondition(
      balances[segment, generation] == balances[segment, other],
      "only members with one balance are counted together")
    members[segment, generation] -= count
    members[segment, other] += count
  }

  // MARK: - Paying

  /// Takes payments out of the balances of all members.
  ///
  /// - Parameter payments: What a member of each segment and generation pays, such as
  ///   `Charge.payments`.
  /// - Returns: What was taken together.
  /// - Precondition: No member pays more than the balance.
  mutating func pay(_ payments: ByGeneration) -> Int {
    var taken = 0
    for segment in 0..<members.segments {
      for generation in 0..<members.generations where members[segment, generation] > 0 {
        let payment = payments[segment, generation]
        precondition(
          0...balances[segment, generation] ~= payment, "a payment is at most the balance")
        balances[segment, generation] -= payment
        taken += payment * members[segment, generation]
      }
    }
    held -= taken
    return taken
  }

  /// Whether those of a class have less than the minimum, and must top up or leave.
  func isShort(segment: Int, generation: Int) -> Bool {
    members[segment, generation] > 0 && balances[segment, generation] < rule.minimum
  }

  /// All who have less than the minimum top up to the deposit.
  ///
  /// - Returns: What they pay in.
  mutating func topUp() -> Int {
    var topUps = 0
    for segment in 0..<members.segments {
      for generation in 0..<members.generations
      where isShort(segment: segment, generation: generation) {
        topUps += (rule.deposit - balances[segment, generation]) * members[segment, generation]
        balances[segment, generation] = rule.deposit
      }
    }
    held += topUps
    return topUps
  }

  // MARK: - The end

  /// Cover has ended: whose balances there are stands from now on.
  mutating func finalize() { isFinal = true }

  /// The platform fails, and each balance becomes what is recovered of it, rounded down to fen.
  ///
  /// - Returns: What is lost.
  mutating func lose() -> Int {
    let before = held
    held = 0
    for segment in 0..<members.segments {
      for generation in 0..<members.generations {
        balances[segment, generation] = rule.recovery.floor(of: balances[segment, generation])
        held += balances[segment, generation] * members[segment, generation]
      }
    }
    return before - held
  }

  /// Closes all balances: a part of each is due to the member, rounded down to fen, and the rest is
  /// free.
  ///
  /// - Precondition: `part` is at most 1.
  mutating func close(refunding part: Rate) {
    precondition(part.millionths <= 1_000_000, "no more than a balance is refunded")
    for segment in 0..<members.segments {
      for generation in 0..<members.generations {
        due += part.floor(of: balances[segment, generation]) * members[segment, generation]
        members[segment, generation] = 0
        balances[segment, generation] = 0
      }
    }
    free += held - due
    held = 0
  }

  /// Pays what is due to members.
  mutating func payDue() -> Int {
    defer { due = 0 }
    return due
  }

  /// Takes some of the free money for the tail.
  ///
  /// - Precondition: There is so much.
  mutating func spend(_ amount: Int) {
    precondition(0...free ~= amount, "a float pays at most what is free of it")
    free -= amount
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
