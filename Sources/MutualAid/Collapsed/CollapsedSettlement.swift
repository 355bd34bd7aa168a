import Probability

/// A settlement of which only the total is drawn: the law of the total, and what it costs each.
struct CollapsedSettlement: Sendable {
  /// A cost in whole shares and what is left of it: `cost = whole · payers + rest`.
  private struct Parts: Sendable {
    let whole: UInt32
    let rest: UInt32
  }

  /// A table of totals, whatever their number.
  private enum Table: Sendable {
    case small(BlockAlias)
    case large(Alias)

    init(_ weights: [Double]) throws(ParameterError) {
      self =
        weights.count <= BlockAlias.mostOutcomes
        ? .small(try BlockAlias(weights: weights)) : .large(try Alias(weights: weights))
    }
  }

  /// How a cost is shared out.
  let shares: SettlementShares

  /// Draws the number of a total, where its law is known beforehand.
  private let table: Table?
  /// Draws the total, where every replication has a law of its own.
  let factored: FactoredCost?
  /// What each total costs with its fee, in fen.
  private let costs: [Int]
  /// The same in shares, where these can be told without a division; else empty.
  private let parts: [Parts]
  private let payers: Int

  /// A settlement by its rule and the law of what members pay for.
  ///
  /// - Parameters:
  ///   - rule: How its cost falls on the payers.
  ///   - law: The law of the benefits before fees.
  ///   - carried: The most that may be carried into it.
  ///   - year: The place of its calendar year.
  ///   - isLastOfYear: Whether it is the last of the year.
  /// - Throws: `CollapsedError` if no table holds the law.
  init(
    rule: SharingRule, law: LatticeLaw, carried: Int, year: Int, isLastOfYear: Bool
  ) throws(CollapsedError) {
    do { table = try Table(law.masses) } catch { throw .obstacles([.tooFine]) }
    factored = nil
    let payers = rule.headcount
    self.payers = payers
    let costs = (0..<law.count).map { rule.cost(law.value(at: $0)) }
    self.costs = costs
    let greatest = costs.last ?? 0
    let isPlain = rule.isEqual && rule.minimum <= 1 && carried < payers
    let fits = payers > 0 && payers < UInt32.max && greatest / max(1, payers) < UInt32.max
    parts =
      isPlain && fits
      ? costs.map { Parts(whole: UInt32($0 / payers), rest: UInt32($0 % payers)) } : []
    shares = SettlementShares(
      rule: rule, meanCost: zip(law.masses, costs).reduce(0) { $0 + $1.0 * Double($1.1) },
      greatestCost: greatest, year: year, isLastOfYear: isLastOfYear)
  }

  /// A settlement by its rule and what draws its cost.
  ///
  /// - Parameters:
  ///   - rule: How its cost falls on the payers.
  ///   - factored: Draws the cost, given the factors of a replication.
  ///   - year: The place of its calendar year.
  ///   - isLastOfYear: Whether it is the last of the year.
  init(rule: SharingRule, factored: FactoredCost, year: Int, isLastOfYear: Bool) {
    self.factored = factored
    payers = rule.headcount
    (table, costs, parts) = (nil, [], [])
    shares = SettlementShares(
      rule: rule, meanCost: factored.mean, greatestCost: nil, year: year,
      isLastOfYear: isLastOfYear)
  }

  /// Whether shares are told by `share(inPlace:surplus:paid:)`.
  var isQuick: Bool { !parts.isEmpty }

  /// Draws the numbers of totals.
  func draw(into totals: UnsafeMutableBufferPointer<UInt32>, using stream: inout Stream) {
    switch table {
    case .small(let alias): alias.sample(into: totals, using: &stream)
    case nil: preconditionFailure("a cost of which every replication has its own law is not here")
    case .large(let alias):
      for place in totals.indices { totals[place] = UInt32(alias.sample(using: &stream)) }
    }
  }

  /// Shares out drawn totals equally, with a minimum of a fen at most.
  ///
  /// With n payers, a cost of wn + r, and a surplus s < n, the need is wn + t, where t = r − s lies
  /// between −n and n. So the share ⌈need/n⌉ is w + 1 if t > 0, and w otherwise.
  ///
  /// - Parameters:
  ///   - totals: The number of each replication's total, and then its share.
  ///   - surplus: What it carries into the settlement, and then out of it.
  ///   - paid: To which the share is added.
  /// - Precondition: `isQuick`.
  func share(
    inPlace totals: UnsafeMutableBufferPointer<UInt32>,
    surplus: UnsafeMutableBufferPointer<Int>, paid: UnsafeMutableBufferPointer<Int>
  ) {
    precondition(surplus.count >= totals.count && paid.count >= totals.count, "a place for each")
    let payers = payers
    parts.withUnsafeBufferPointer { parts in
      for place in totals.indices {
        let found = parts[Int(totals[place])]
        let left = Int(found.rest) &- surplus[place]
        let isMore = left > 0
        let share = found.whole &+ (isMore ? 1 : 0)
        surplus[place] = (isMore ? payers : 0) &- left
        totals[place] = share
        paid[place] &+= Int(share)
      }
    }
  }

  /// What a total costs with its fee, in fen.
  func cost(of total: UInt32) -> Int { costs[Int(total)] }
}
