public import Probability

/// Who pays for whom: what groups of members pay against what their cover is worth.
///
/// With expected cost cᵢ and benefit bᵢ of group i, nᵢ years of membership and the common loading
/// λ = Σc / Σb:
///
///     ratio      cᵢ / bᵢ, a ratio of expectations; λ for all if the pool is fair
///     transfer   cᵢ − bᵢ; all of them sum to the fee and what rounding carries on, to the fen
///     subsidy    cᵢ − λbᵢ; all of them sum to 0
///     crossing   ½ Σ |cᵢ − λbᵢ|, the money that goes from group to group
///     fair share λbᵢ / nᵢ, beside the equal share Σc / Σn
///
/// Benefits times (cᵢ/bᵢ)/λ would have the same total and make the pool fair at the costs as they
/// are: under equal shares that is a benefit in inverse proportion to the chance of a claim.
///
/// > M. Denuit, J. Dhaene, C. Y. Robert. "Risk-sharing rules and their properties, with applications
/// > to peer-to-peer insurance." *Journal of Risk and Insurance* 89 (2022), 615–667.
/// > doi:[10.1111/jori.12385](https://doi.org/10.1111/jori.12385)
public struct CrossSubsidy: Hashable, Sendable {
  /// What one group pays and gets.
  public struct Line: Hashable, Sendable {
    /// The group.
    public let group: MemberGroup
    /// The expected years of membership.
    public let years: Double
    /// The expected cost, in fen.
    public let cost: Estimate
    /// The expected benefit, in fen.
    public let benefit: Estimate
    /// The ratio of expectations, cost to benefit, or `nil` without benefits.
    public let ratio: Estimate?
    /// Cost less benefit over all replications, in fen, exact.
    public let transfer: Int128
    /// The expected cost less benefit of a year of membership, in fen, or `nil` without any.
    public let transferPerYear: Estimate?
    /// The expected cost less the loaded benefit, in fen: above 0 for a group that pays for others.
    public let subsidy: Double
    /// What a year of membership costs, in fen, or `nil` without any.
    public let share: Double?
    /// What a year of membership would cost if each group paid for itself, in fen, or `nil`.
    public let fairShare: Double?
    /// By what the group's benefits would be multiplied to be fair at its cost, or `nil`.
    public let fairBenefitFactor: Double?
  }

  /// The groups, in the order given.
  public let lines: [Line]
  /// The number of replications, 1 for expectations of a law.
  public let replications: Int
  /// The sum of all transfers over all replications, in fen.
  public let balance: Int128
  /// All costs over all benefits λ, or `nil` without benefits.
  public let loading: Double?
  /// What a year of membership costs over all groups, in fen, or `nil` without any.
  public let equalShare: Double?
  /// The Lorenz curve of cost to benefit with its Gini index, or `nil` without cost or benefit.
  ///
  /// The index is 0 if all ratios are the same, and 1 if the cost falls on groups without benefit.
  /// A sum above 2⁶² is halved, with all others, until it is below.
  public let curve: LorenzCurve?

  /// The expected money that goes from group to group, in fen.
  public var crossing: Double { lines.reduce(0) { $0 + abs($1.subsidy) } / 2 }

  /// The cross-subsidy of groups that have no member in common.
  ///
  /// - Parameters:
  ///   - accounts: What each group paid and was worth.
  ///   - exposurePerYear: How much exposure makes a year of membership: 1 if it is in members all
  ///     year, 365 if in days.
  ///   - books: Where the rest of the money went. Without them the balance is reported, not checked.
  /// - Throws: `CrossSubsidyError.unbalanced` if the books do not explain the balance to the fen,
  ///   `unequalReplications` if the accounts have not the same replications.
  /// - Precondition: `exposurePerYear` is positive, and no sum of cost or benefit is negative.
  public init(
    of accounts: [GroupAccount], exposurePerYear: Int = 1, books: Books? = nil
  ) throws(CrossSubsidyError) {
    precondition(exposurePerYear > 0, "a year has an exposure of \(exposurePerYear)")
    let counts = Set(accounts.map(\.pairs.count))
    guard counts.count == 1, let count = counts.first, count > 0 else {
      throw .unequalReplications(accounts.map(\.pairs.count))
    }
    let cost = accounts.reduce(Int128(0)) { $0 + $1.pairs.firstSum }
    let benefit = accounts.reduce(Int128(0)) { $0 + $1.pairs.secondSum }
    if let books, books.total != cost - benefit {
      throw .unbalanced(transfers: cost - benefit, books: books.total)
    }
    replications = count
    balance = cost - benefit
    let loading = benefit == 0 ? nil : Double(cost) / Double(benefit)
    self.loading = loading
    let exposure = accounts.reduce(Int128(0)) { $0 + $1.exposure }
    equalShare = exposure == 0 ? nil : Double(cost) * Double(exposurePerYear) / Double(exposure)
    lines = accounts.compactMap {
      Line($0, exposurePerYear: exposurePerYear, loading: loading)
    }
    curve = Self.curve(of: accounts)
  }

  private static func curve(of accounts: [GroupAccount]) -> LorenzCurve? {
    let sums = accounts.map { ($0.pairs.firstSum, $0.pairs.secondSum) }
    for (cost, benefit) in sums {
      precondition(cost >= 0 && benefit >= 0, "a group pays \(cost) and gets \(benefit) fen")
    }
    let greatest = max(sums.reduce(0) { $0 + $1.0 }, sums.reduce(0) { $0 + $1.1 })
    let shift = max(0, 128 - greatest.leadingZeroBitCount - 62)
    return LorenzCurve(
      sums.map { LorenzCurve.Group(base: Int($0.1 >> shift), amount: Int($0.0 >> shift)) })
  }

  /// Where the money went that members paid above their benefits, over all replications, in fen.
  public struct Books: Hashable, Sendable {
    /// The platform's fees.
    public var fees: Int128
    /// What rounding and minimum shares left, to be carried on.
    public var carried: Int128
    /// What members were given back.
    public var refunds: Int128
    /// What the platform paid of the benefits.
    public var platform: Int128

    /// Books with these entries.
    public init(
      fees: Int128 = 0, carried: Int128 = 0, refunds: Int128 = 0, platform: Int128 = 0
    ) {
      self.fees = fees
      self.carried = carried
      self.refunds = refunds
      self.platform = platform
    }

    /// What members paid above their benefits.
    var total: Int128 { fees + carried + refunds - platform }
  }
}

/// Why accounts of groups make no cross-subsidy.
public enum CrossSubsidyError: Error, Equatable, Sendable, CustomStringConvertible {
  /// Members paid more or less above their benefits than the books say, in fen.
  case unbalanced(transfers: Int128, books: Int128)
  /// The accounts have different numbers of replications, or none.
  case unequalReplications([Int])

  /// The error as one sentence.
  public var description: String {
    switch self {
    case .unbalanced(let transfers, let books):
      "members paid \(transfers) fen above their benefits, but the books hold \(books) fen of it"
    case .unequalReplications(let counts):
      "the groups have \(counts) replications, and should have one number of them"
    }
  }
}

extension CrossSubsidy.Line {
  /// A group's line, or `nil` if its account is empty.
  init?(_ account: GroupAccount, exposurePerYear: Int, loading: Double?) {
    guard let cost = account.figure(account.pairs.first),
      let benefit = account.figure(account.pairs.second),
      let transfer = account.figure(account.pairs.mean)
    else { return nil }
    let count = Double(account.pairs.count)
    let years = Double(account.exposure) / Double(exposurePerYear) / count
    group = account.group
    self.years = years
    self.cost = cost
    self.benefit = benefit
    ratio = account.figure(account.pairs.ratio)
    self.transfer = account.pairs.firstSum - account.pairs.secondSum
    let fair = (loading ?? 0) * benefit.value
    subsidy = cost.value - fair
    fairBenefitFactor = fair > 0 ? cost.value / fair : nil
    guard years > 0 else {
      (transferPerYear, share, fairShare) = (nil, nil, nil)
      return
    }
    transferPerYear = Estimate(
      value: transfer.value / years, standardError: transfer.standardError / years)
    share = cost.value / years
    fairShare = fair / years
  }
}
