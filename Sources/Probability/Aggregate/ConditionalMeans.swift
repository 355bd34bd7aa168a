/// What a member of each group is expected to have claimed, given the total of all groups.
///
/// These are the shares of conditional mean risk sharing, for all groups at once:
///
///     hᵢ(s) = E[Xᵢ | S = s] = Σₐ a P(Xᵢ = a) P(S − Xᵢ = s − a) / P(S = s)
///
/// The law of the total is found once, by `LatticeLaw.sum(of:)`, and members of a group are taken
/// out of it one at a time by a few signed terms (`RemovalStencil`), so thousands of groups cost no
/// more than one transform and a few operations each. `ConditionalMean` does the same for one group
/// by a second law, and is the check of this.
///
/// A total far out in a tail is rarer than the law is exact. There the law is tilted until the total
/// is its mean, which changes no conditional mean: with P_t(X = x) ∝ e^(tx) P(X = x) for every
/// member, the weight of all outcomes with S = s changes by the same factor e^(ts). So every
/// possible total has its shares to about 9 digits, at the price of one more law for a rare one.
///
/// The shares sum to the total: n₁h₁(s) + … + nₖhₖ(s) = s.
///
/// > M. Denuit, J. Dhaene. "Convex order and comonotonic conditional mean risk sharing." *Insurance:
/// > Mathematics and Economics* 51 (2012), 265–270.
/// > doi:[10.1016/j.insmatheco.2012.04.005](https://doi.org/10.1016/j.insmatheco.2012.04.005)
/// >
/// > M. Denuit. "Size-biased transform and conditional mean risk sharing, with application to P2P
/// > insurance and tontines." *ASTIN Bulletin* 49 (2019), 591–617.
/// > doi:[10.1017/asb.2019.24](https://doi.org/10.1017/asb.2019.24)
public struct ConditionalMeans: Sendable {
  /// The groups, in the order of the shares.
  public let groups: [BinomialGroup]
  private let central: PreparedRemoval
  private let limit: Int
  /// The lattice and the greatest point of the total.
  private let frame: (step: Int, greatest: Int)

  /// A mass at least so many times the error of its law gives seven digits or more.
  private static let clear = 1e7

  /// Finds the law of the total, and how a member of each group is taken out of it.
  ///
  /// - Parameters:
  ///   - groups: The groups.
  ///   - limit: The most points that a law may have.
  ///   - other: The same for groups that may differ in no more than the numbers of their members, from which
  ///     what goes by the group alone is taken. It changes nothing but the time.
  /// - Throws: `AggregateError` as `LatticeLaw.sum(of:limit:)` does.
  /// - Complexity: That of one law; one more for every group with a chance of a claim above 1/3.
  public init(
    of groups: [BinomialGroup], limit: Int = 1 << 24, like other: ConditionalMeans? = nil
  ) throws(AggregateError) {
    let model = try IndividualModel(groups)
    self.groups = groups
    self.limit = limit
    frame = (model.step, model.greatest * model.step)
    central = try PreparedRemoval(groups, model, limit: limit, like: other?.central)
  }

  /// The law of the total.
  public var total: LatticeLaw { central.total }

  /// The distance of neighbouring totals, in units.
  public var step: Int { frame.step }

  /// E[X | S = total] in units for a member of each group, with a bound on the error of any of
  /// them, or `nil` if the total is impossible.
  ///
  /// An empty group has 0. None is negative.
  ///
  /// - Throws: `AggregateError.gridTooLarge` if the total is rare and its tilted law too large.
  /// - Complexity: O(groups) for a total that is not rare, else that of one law.
  public func callAsFunction(
    _ total: Int
  ) throws(AggregateError) -> (values: [Double], error: Double)? {
    guard 0...frame.greatest ~= total, total % frame.step == 0 else { return nil }
    if central.total.mass(of: total) >= Self.clear * central.total.error {
      return central.means(given: total)
    }
    let tilt = Tilt(of: groups, to: total, step: frame.step)
    var tilted: [BinomialGroup] = []
    tilted.reserveCapacity(groups.count)
    for group in groups { tilted.append(try group.tilted(by: tilt.exponent)) }
    return try PreparedRemoval(tilted, IndividualModel(tilted), limit: limit)
      .means(given: total)
  }
}

/// A law of a total, and how a member of each group is taken out of it.
private struct PreparedRemoval {
  /// What gives the law of the total without a member.
  enum Part {
    case nothing
    case stencil(RemovalStencil)
    case others(LatticeLaw)
  }

  let groups: [BinomialGroup]
  let total: LatticeLaw
  var parts: [Part] = []

  init(
    _ groups: [BinomialGroup], _ model: IndividualModel, limit: Int,
    like other: PreparedRemoval? = nil
  ) throws(AggregateError) {
    self.groups = groups
    var shelf = TransformShelf()
    total = try .sum(of: model, limit: limit, shelf: &shelf)
    parts.reserveCapacity(groups.count)
    for index in groups.indices {
      if groups[index].members == 0 || groups[index].probability == 0 {
        parts.append(.nothing)
      } else if let known = other?.stencil(of: groups[index], at: index) {
        parts.append(.stencil(known))
      } else if let stencil = RemovalStencil(of: groups[index]) {
        parts.append(.stencil(stencil))
      } else {
        var rest = groups
        rest[index] = try groups[index].with(members: groups[index].members - 1)
        parts.append(.others(try .sum(of: rest, limit: limit)))
      }
    }
  }

  /// The stencil of a group that stands here as well, with any number of members.
  private func stencil(of group: BinomialGroup, at index: Int) -> RemovalStencil? {
    guard index < groups.count, groups[index].probability == group.probability,
      groups[index].amounts == group.amounts, case .stencil(let stencil) = parts[index]
    else { return nil }
    return stencil
  }

  func means(given sum: Int) -> (values: [Double], error: Double)? {
    let chance = total.mass(of: sum)
    guard chance > 2 * total.error else { return nil }
    let most = total.masses.max() ?? 1
    var largest = 0.0
    let values = zip(groups, parts).map { group, part in
      let (value, error) = numerator(group, part, sum, most: most)
      let mean = max(0, value) / chance
      largest = max(largest, (error + mean * total.error) / (chance - total.error))
      return mean
    }
    return (values, largest)
  }

  /// E[X; S = sum] for a member of a group, and a bound on its error.
  private func numerator(
    _ group: BinomialGroup, _ part: Part, _ sum: Int, most: Double
  ) -> (value: Double, error: Double) {
    var value = CompensatedSum()
    switch part {
    case .nothing: return (0, 0)
    case .stencil(let stencil):
      for term in stencil.terms { value.add(term.weight * total.mass(of: sum - term.shift)) }
      // The errors of all points together are at most twice the error of a set of them.
      let rounding = 2 * total.error * stencil.largest
      return (value.value, rounding + stencil.remainder * (most + total.error))
    case .others(let others):
      var largest = 0.0
      for amount in group.amounts {
        let own = group.probability * amount.probability * Double(amount.value)
        value.add(own * others.mass(of: sum - amount.value))
        largest = max(largest, own)
      }
      return (value.value, 2 * largest * others.error)
    }
  }
}
