/// What a member's own benefit is expected to be, given the total of all.
///
/// It is the share that conditional mean risk sharing asks of the member:
///
///     h(s) = E[X | S = s] = Σₐ a P(X = a) P(S′ = s − a) / P(S = s)
///
/// where S′ is the total of the others.
///
/// > M. Denuit, J. Dhaene. "Convex order and comonotonic conditional mean risk sharing." *Insurance:
/// > Mathematics and Economics* 51 (2012), 265–270.
/// > doi:[10.1016/j.insmatheco.2012.04.005](https://doi.org/10.1016/j.insmatheco.2012.04.005)
public struct ConditionalMean: Sendable {
  /// The law of the total.
  public let total: LatticeLaw
  private let member: BinomialGroup
  private let others: LatticeLaw

  /// The conditional mean of a member of one of the groups.
  ///
  /// - Parameters:
  ///   - index: The member's group.
  ///   - groups: All groups, the member among them.
  /// - Throws: `AggregateError` as `LatticeLaw.sum(of:)` does, or `methodDoesNotFit` if the group is
  ///   empty.
  public init(
    ofMemberOf index: Int, in groups: [BinomialGroup]
  ) throws(AggregateError) {
    guard groups[index].members > 0 else {
      throw .methodDoesNotFit("an empty group has no member")
    }
    member = groups[index]
    var rest = groups
    rest[index] = try member.with(members: member.members - 1)
    total = try .sum(of: groups)
    others = try .sum(of: rest)
  }

  /// E[X | S = total], in units, with a bound on its error, or `nil` if the total is impossible or
  /// too unlikely to tell from the error of the law.
  public func callAsFunction(_ sum: Int) -> (value: Double, error: Double)? {
    let chance = total.mass(of: sum)
    guard chance > 2 * total.error else { return nil }
    var (value, largest) = (CompensatedSum(), 0.0)
    for amount in member.amounts {
      let own = member.probability * amount.probability * Double(amount.value)
      value.add(own * others.mass(of: sum - amount.value))
      largest += own
    }
    let mean = value.value / chance
    let error = (largest * others.error + mean * total.error) / (chance - total.error)
    return (mean, error)
  }
}
