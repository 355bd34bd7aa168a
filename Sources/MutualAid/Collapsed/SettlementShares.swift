/// How the cost of a settlement is shared out, whatever draws it.
struct SettlementShares: Sendable {
  /// The place of the year in which it is paid.
  let year: Int
  /// Whether it is the last of its calendar year.
  let isLastOfYear: Bool
  /// The greatest share that is expected, in fen.
  let greatest: Int
  /// The mean of a share before rounding, in fen.
  let mean: Double
  private let rule: SharingRule
  private let payers: Int
  /// Whether all payers owe the same, with a minimum of a fen at most.
  let isPlain: Bool

  /// The shares of a settlement.
  ///
  /// - Parameters:
  ///   - rule: How a cost falls on the payers.
  ///   - meanCost: The mean cost with its fee.
  ///   - greatestCost: The greatest cost, where it is known.
  ///   - year: The place of its calendar year.
  ///   - isLastOfYear: Whether it is the last of the year.
  init(
    rule: SharingRule, meanCost: Double, greatestCost: Int?, year: Int, isLastOfYear: Bool
  ) {
    self.rule = rule
    self.year = year
    self.isLastOfYear = isLastOfYear
    payers = rule.headcount
    isPlain = rule.isEqual && rule.minimum <= 1 && rule.headcount > 0
    let mean = meanCost * (rule.weights.indices.map { rule.part(of: $0) }.max() ?? 0)
    self.mean = mean
    greatest =
      greatestCost.map { cost in
        rule.weights.indices.map { rule.share(of: cost, segment: $0) }.max() ?? 0
      } ?? (mean < 0x1p40 ? Int(6 * mean) + 1024 : .max / 4)
  }

  /// Whether all payers owe the same.
  var isEqual: Bool { rule.isEqual }

  /// What benefits cost with their fee.
  func cost(_ benefits: Int) -> Int { rule.cost(benefits) }

  /// Shares out the costs of some replications, where shares are `isPlain`.
  ///
  /// - Parameters:
  ///   - costs: The costs with their fees, in fen, and then the shares.
  ///   - surplus: What each replication carries into the settlement, and then out of it.
  func sharePlainly(
    inPlace costs: UnsafeMutableBufferPointer<Int>, surplus: UnsafeMutableBufferPointer<Int>
  ) {
    for place in costs.indices {
      let need = costs[place] - surplus[place]
      let share = plainShare(of: need)
      surplus[place] = share * payers - need
      costs[place] = share
    }
  }

  @inline(__always)
  private func plainShare(of need: Int) -> Int {
    need > 0 ? (need + (payers - 1)) / payers : 0
  }

  /// Shares out a cost.
  ///
  /// - Parameters:
  ///   - cost: The cost with its fee, in fen.
  ///   - surplus: What is carried into the settlement, and then out of it.
  ///   - body: Takes each segment and its share.
  @inline(__always)
  func share(
    cost: Int, surplus: inout Int, each body: (_ segment: Int, _ share: Int) -> Void
  ) {
    let need = cost - surplus
    if isPlain {
      let share = plainShare(of: need)
      surplus = share * payers - need
      for segment in rule.payers.indices { body(segment, share) }
      return
    }
    var paid = 0
    for segment in rule.payers.indices {
      let share = rule.share(of: need, segment: segment)
      paid += share * rule.payers[segment]
      body(segment, share)
    }
    surplus = paid - need
  }
}
