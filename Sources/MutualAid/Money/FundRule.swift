/// The terms of a pool whose members contribute fixed amounts in advance.
public struct FundRule: Equatable, Sendable {
  /// What happens when the fund cannot pay its benefits.
  public enum Shortage: Equatable, Sendable {
    /// Benefits are cut in proportion, for good.
    case cut
    /// The platform lends without interest (qard), at most so much in all; then benefits are cut.
    case qard(limit: Int?)
  }

  /// What becomes of the money that is left when all claims are paid.
  public enum Surplus: String, Equatable, CaseIterable, Sendable {
    /// It stays in the fund.
    case kept
    /// What exceeds the reserve goes back to the members after the last settlement of each calendar
    /// year.
    case refunded
  }

  /// What a member of each segment contributes a period, in fen.
  public var contributions: [Int]
  /// The operator's part of the contributions, off the top.
  public var wakala: Rate
  /// The fee on the benefits paid.
  public var fee: Rate
  /// What happens when the fund is short.
  public var shortage: Shortage
  /// What becomes of a surplus.
  public var surplus: Surplus
  /// What the fund keeps when it refunds a surplus, in fen.
  public var reserve: Int
  /// What the platform gives the fund at the launch, for good, in fen.
  public var capital: Int

  /// Terms of a fund.
  ///
  /// - Precondition: No amount is negative, and `wakala` is at most 1.
  public init(
    contributions: [Int], wakala: Rate = .zero, fee: Rate = .zero, shortage: Shortage = .cut,
    surplus: Surplus = .kept, reserve: Int = 0, capital: Int = 0
  ) {
    precondition(contributions.allSatisfy { $0 >= 0 }, "a contribution is not negative")
    precondition(reserve >= 0 && capital >= 0, "a reserve and a capital are not negative")
    precondition(wakala.millionths <= 1_000_000, "wakala is a part of the contributions")
    self.surplus = surplus
    self.reserve = reserve
    self.capital = capital
    self.contributions = contributions
    self.wakala = wakala
    self.fee = fee
    self.shortage = shortage
  }

  /// The terms of a takaful fund: a wakala fee off the top, and a qard when it is short.
  public static func takaful(
    contributions: [Int], wakala: Rate, qardLimit: Int? = nil
  ) -> FundRule {
    FundRule(contributions: contributions, wakala: wakala, shortage: .qard(limit: qardLimit))
  }
}
