/// How unevenly an amount falls on groups, compared with what they would bear in proportion to a base.
///
/// Groups are put in order, and the curve joins (0, 0) to (1, 1) through the cumulated shares of the
/// base (x) and of the amount (y). What base and amount are decides what the curve shows:
///
/// - members and cost: the usual Lorenz curve of cost;
/// - benefit and cost, in order of cost per benefit: the cross-subsidy between groups;
/// - premium and loss, in the order of a relativity given from outside: Frees's ordered Lorenz curve,
///   whose Gini index says how much a choice by that relativity would gain.
///
/// > E. W. Frees, G. Meyers, A. D. Cummings. "Insurance ratemaking and a Gini index." *Journal of Risk
/// > and Insurance* 81 (2014), 335–366.
/// > doi:[10.1111/j.1539-6975.2012.01507.x](https://doi.org/10.1111/j.1539-6975.2012.01507.x)
public struct LorenzCurve: Hashable, Sendable {
  /// A group's total base and total amount.
  public struct Group: Hashable, Sendable {
    /// What the group weighs on the horizontal axis, such as its members or benefits.
    public let base: Int
    /// What falls on the group, such as its cost.
    public let amount: Int

    /// A group.
    ///
    /// - Precondition: Neither number is negative.
    public init(base: Int, amount: Int) {
      precondition(base >= 0, "a group's base should not be negative, but is \(base)")
      precondition(amount >= 0, "a group's amount should not be negative, but is \(amount)")
      self.base = base
      self.amount = amount
    }

    /// Whether the amount for each unit of base is smaller, compared without division.
    fileprivate static func isPoorer(_ a: Group, _ b: Group) -> Bool {
      let left = a.amount.multipliedFullWidth(by: b.base)
      let right = b.amount.multipliedFullWidth(by: a.base)
      return (left.high, left.low) < (right.high, right.low)
    }
  }

  /// How the groups are put in order.
  public enum Order: Hashable, Sendable {
    /// By ascending amount for each unit of base, so that the curve is convex.
    case ratio
    /// As they come, in the order of something else.
    case given
  }

  /// A point of the curve.
  public struct Point: Hashable, Sendable {
    /// The share of the base that the groups so far have, from 0 to 1.
    public let base: Double
    /// The share of the amount that falls on them, from 0 to 1.
    public let amount: Double
  }

  /// The corners of the curve, from (0, 0) to (1, 1).
  public let points: [Point]

  /// The Gini index, twice the area between the diagonal and the curve.
  ///
  /// From 0 (in proportion to the base) to 1 in order of the ratio; of either sign in a given order.
  /// It is found in integers and rounded once.
  public let gini: Double

  /// The curve over groups, or `nil` if all their base or all their amount is 0.
  ///
  /// Groups that have neither are left out.
  ///
  /// - Precondition: The total base times the total amount is below 2¹²⁶.
  /// - Complexity: O(*n* log *n*), where *n* is the number of groups.
  public init?(_ groups: some Sequence<Group>, order: Order = .ratio) {
    var groups = groups.filter { $0.base > 0 || $0.amount > 0 }
    if order == .ratio { groups.sort(by: Group.isPoorer) }
    let totalBase = groups.reduce(Int128(0)) { $0 + Int128($1.base) }
    let totalAmount = groups.reduce(Int128(0)) { $0 + Int128($1.amount) }
    guard totalBase > 0, totalAmount > 0 else { return nil }

    var points = [Point(base: 0, amount: 0)]
    var (base, amount, area): (Int128, Int128, Int128) = (0, 0, 0)  // area: twice that below
    for group in groups {
      base += Int128(group.base)
      area += Int128(group.base) * (2 * amount + Int128(group.amount))
      amount += Int128(group.amount)
      points.append(
        Point(
          base: Double(base) / Double(totalBase), amount: Double(amount) / Double(totalAmount)))
    }
    self.points = points
    let whole = totalBase * totalAmount
    gini = Double(whole - area) / Double(whole)
  }
}
