/// Members who are alike, each with at most one claim, independent of one another.
///
/// A member claims with the `probability`; a claim is one of the `amounts`, with their chances.
public struct BinomialGroup: Equatable, Sendable {
  /// A possible amount of a claim.
  public struct Amount: Equatable, Sendable {
    /// The amount in whole units, not negative.
    public let value: Int
    /// The chance that a claim is of this amount.
    public let probability: Double

    /// An amount with its chance.
    public init(_ value: Int, probability: Double) {
      self.value = value
      self.probability = probability
    }
  }

  /// The number of members.
  public let members: Int
  /// The chance that a member has a claim.
  public let probability: Double
  /// The amounts a claim can have, with chances that sum to 1.
  public let amounts: [Amount]

  /// A group with a choice of amounts.
  ///
  /// - Throws: `AggregateError` if the members or an amount are negative, a probability is not from
  ///   0 to 1, or the chances of the amounts are further than 10⁻¹² from 1 in sum.
  public init(
    members: Int, probability: Double, amounts: [Amount]
  ) throws(AggregateError) {
    guard members >= 0 else { throw .negativeMembers(members) }
    guard 0...1 ~= probability else { throw .notAProbability(probability) }
    for amount in amounts {
      guard amount.value >= 0 else { throw .negativeAmount(amount.value) }
      guard 0...1 ~= amount.probability else { throw .notAProbability(amount.probability) }
    }
    let total = amounts.map(\.probability).compensatedSum()
    guard abs(total - 1) <= 1e-12 else { throw .notAProbability(total) }
    self.members = members
    self.probability = probability
    self.amounts = amounts
  }

  /// A group whose claims all have one amount.
  ///
  /// - Throws: `AggregateError` as the other initialiser does.
  public init(members: Int, probability: Double, amount: Int) throws(AggregateError) {
    try self.init(
      members: members, probability: probability, amounts: [Amount(amount, probability: 1)])
  }

  /// The cumulants of one member's benefit.
  public var cumulantsOfMember: Cumulants {
    var (first, second, third) = (0.0, 0.0, 0.0)
    for amount in amounts {
      let (x, p) = (Double(amount.value), probability * amount.probability)
      first += p * x
      second += p * x * x
      third += p * x * x * x
    }
    return Cumulants(first: first, second: second, third: third)
  }

  /// The cumulants of the group's total.
  public var cumulants: Cumulants { cumulantsOfMember.repeated(Double(members)) }

  /// The same group with another number of members.
  func with(members: Int) throws(AggregateError) -> BinomialGroup {
    try BinomialGroup(members: members, probability: probability, amounts: amounts)
  }

  /// The same group with every amount rounded to a multiple of `step`, down or up.
  ///
  /// - Throws: `AggregateError.totalTooLarge` if an amount that is rounded up does not fit an `Int`.
  func rounded(to step: Int, up: Bool) throws(AggregateError) -> BinomialGroup {
    var rounded: [Amount] = []
    for amount in amounts {
      let rest = amount.value % step
      let (value, overflow) = (amount.value - rest).addingReportingOverflow(
        up && rest > 0 ? step : 0)
      guard !overflow else { throw .totalTooLarge }
      rounded.append(Amount(value, probability: amount.probability))
    }
    return try BinomialGroup(members: members, probability: probability, amounts: rounded)
  }
}
