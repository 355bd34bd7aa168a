public import Probability

/// What a member of each cohort owes of a total, by one of the fair rules.
///
/// It is prepared once from the members of each cohort with their chance of a claim in the
/// settlement and its amount in fen; the totals of any number of replications are then split by it.
/// What depends on the number of members differs by rule:
///
/// - `riskProportional`: nothing. The ratios of shares are those of E[Xᵢ], whoever pays.
/// - `linearRegression`: E[S] and Var(S), a sum over cohorts.
/// - `conditionalMean`: the law of S, one transform. Made from the expected members it is as near
///   to the rule as those are to the realised ones; made from the realised members of a
///   replication, exact.
///
/// Whoever the payers turn out to be, `weights(of:over:)` makes the need be met, because only the
/// ratios of the shares are taken over.
public struct FairShares: Sendable {
  /// The rule.
  public let rule: FairSharing
  private let means: [Double]
  private let variances: [Double]
  private let mean: Double
  private let variance: Double
  private let conditional: ConditionalMeans?

  /// The binary digits of the largest weight.
  private static let digits = 40

  /// Prepares a rule for the members of a settlement.
  ///
  /// - Parameters:
  ///   - rule: The rule.
  ///   - cohorts: The members.
  ///   - other: The same for other numbers of the same members, which saves time and changes nothing.
  /// - Throws: `AggregateError` as `ConditionalMeans` does, for that rule only.
  /// - Complexity: O(*k*) for *k* cohorts; for conditional means that of a law of the total.
  public init(
    _ rule: FairSharing, of cohorts: [BinomialGroup], like other: FairShares? = nil
  ) throws(AggregateError) {
    let own = cohorts.map(\.cumulantsOfMember)
    self.init(
      rule, members: cohorts.map(\.members), means: own.map(\.mean),
      variances: own.map(\.variance),
      conditional: rule == .conditionalMean
        ? try ConditionalMeans(of: cohorts, like: other?.conditional) : nil)
  }

  /// Prepares a rule for members whose benefits are known by their first two moments.
  ///
  /// - Precondition: There are as many of each; `conditional` is there for that rule.
  init(
    _ rule: FairSharing, members: [Int], means: [Double], variances: [Double],
    conditional: ConditionalMeans? = nil
  ) {
    precondition(means.count == members.count && variances.count == members.count)
    precondition((rule == .conditionalMean) == (conditional != nil), "a law only where it is used")
    self.rule = rule
    self.means = means
    self.variances = variances
    mean = zip(members, means).reduce(0) { $0 + Double($1.0) * $1.1 }
    variance = zip(members, variances).reduce(0) { $0 + Double($1.0) * $1.1 }
    self.conditional = conditional
  }

  /// A member's share of a total in each cohort, in fen before rounding, or `nil` if the rule has
  /// none.
  ///
  /// Over the members that the rule was prepared for, shares sum to the total. Those of the linear
  /// regression may be negative: below the mean it asks members with rare large benefits to be paid.
  /// A total between two lattice points, as left by claims paid in part, is interpolated. There are
  /// no conditional means of an impossible total, and no proportions if no benefit is expected.
  ///
  /// - Throws: `AggregateError.gridTooLarge` as `ConditionalMeans` does.
  /// - Complexity: O(*k*), but see `ConditionalMeans` for rare totals.
  public func shares(of total: Int) throws(AggregateError) -> [Double]? {
    switch rule {
    case .riskProportional:
      return mean > 0 ? means.map { Double(total) * $0 / mean } : nil
    case .linearRegression:
      guard variance > 0 else { return mean > 0 ? means.map { Double(total) * $0 / mean } : nil }
      let excess = (Double(total) - mean) / variance
      return zip(means, variances).map { $0 + $1 * excess }
    case .conditionalMean:
      return try conditionalShares(of: total)
    }
  }

  private func conditionalShares(of total: Int) throws(AggregateError) -> [Double]? {
    guard let conditional, total >= 0 else { return nil }
    let step = conditional.step
    let below = total / step * step
    guard let low = try conditional(below)?.values else { return nil }
    guard below < total else { return low }
    guard let high = try conditional(below + step)?.values else { return nil }
    let part = Double(total - below) / Double(step)
    return zip(low, high).map { $0 + part * ($1 - $0) }
  }

  /// Whole weights in the ratios of the shares of a total, for `Apportionment` and `Charge`.
  ///
  /// The need of a settlement is not the total: it has the fee, and a surplus pays first. And payers
  /// are not quite the members that the rule was prepared for. So each payer owes
  ///
  ///     ⌈need · hᵢ(s) / Σⱼ nⱼ hⱼ(s)⌉        nⱼ payers in cohort j
  ///
  /// which is ⌈hᵢ(s)⌉ where the need is s and they agree. A weight is the share in a binary fraction
  /// of a fen, at most 2⁻⁴⁰ of the largest share, which is coarse enough to hide the last bits: where
  /// all shares are whole fen, none is raised to the next by its rounding. A negative share counts
  /// as 0. Where the rule has no share, or none for any payer, weights are the expected benefits,
  /// and equal if these are 0.
  ///
  /// - Throws: As `shares(of:)` does.
  /// - Precondition: There is a number of payers for every cohort.
  public func weights(of total: Int, over payers: [Int]) throws(AggregateError) -> [Int] {
    precondition(payers.count == means.count, "every cohort has a number of payers")
    if let shares = try shares(of: total), let weights = Self.whole(shares, payers) {
      return weights
    }
    return Self.whole(means, payers) ?? means.map { _ in 1 }
  }

  /// Shares as whole weights, or `nil` if no payer has one.
  private static func whole(_ shares: [Double], _ payers: [Int]) -> [Int]? {
    let largest = zip(shares, payers).reduce(0) { $1.1 > 0 ? max($0, $1.0) : $0 }
    guard largest > 0 else { return nil }
    let unit = Double(sign: .plus, exponent: digits - Int(largest.exponent), significand: 1)
    return zip(shares, payers).map { share, count in
      count > 0 ? Int((max(0, share) * unit).rounded()) : 0
    }
  }
}
