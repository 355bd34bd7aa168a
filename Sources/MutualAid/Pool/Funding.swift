/// When members pay.
public enum Funding: Equatable, Sendable {
  /// After the fact: each settlement asks for what it needs.
  case postpaid
  /// After the fact, but from a balance that each member has paid in before.
  case prepaid(PrepaidRule)
  /// Fixed contributions in advance, into a fund that pays as far as it reaches.
  case fund(FundRule)

  /// The terms of balances, if there are any.
  public var prepaidRule: PrepaidRule? {
    if case .prepaid(let rule) = self { rule } else { nil }
  }

  /// The terms of a fund, if there is one.
  public var fundRule: FundRule? { if case .fund(let rule) = self { rule } else { nil } }
}
