import Probability

/// A settlement of which only the total is drawn: the law of the total, and what it costs each.
struct CollapsedSettlement: Sendable {
  /// A need in whole shares and what is left of it: `need = whole · payers + rest`.
  struct Need: Equatable, Sendable {
    let whole: Int
    let rest: Int
  }

  /// Draws the number of a total.
  private let table: Table
  /// What each total costs with its fee, in fen.
  private let costs: [Int]
  /// The same shared out equally, before anything is carried; empty where shares are not equal.
  private let needs: [Need]
  private let rule: SharingRule
  /// The payers of each segment that has a weight.
  private let payers: Int
  /// The place of the year in which it is paid.
  let year: Int
  /// Whether it is the last of its calendar year.
  let isLastOfYear: Bool
  /// The shares that are likely to be met, in fen, and their mean.
  let shares: ClosedRange<Int>
  let meanShare: Double

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

  init(
    rule: SharingRule, law: LatticeLaw, year: Int, isLastOfYear: Bool
  ) throws(CollapsedError) {
    do { table = try Table(law.masses) } catch { throw .obstacles([.tooFine]) }
    self.rule = rule
    self.year = year
    self.isLastOfYear = isLastOfYear
    let payers = rule.headcount
    self.payers = payers
    let costs = (0..<law.count).map { rule.cost(law.value(at: $0)) }
    self.costs = costs
    let isFast = rule.isEqual && payers > 0 && rule.minimum <= 1
    needs =
      isFast ? costs.map { Need(whole: $0 / payers, rest: $0 % payers) } : []
    let greatest = rule.weights.indices.map { rule.share(of: costs.last ?? 0, segment: $0) }
    shares = 0...(greatest.max() ?? 0)
    let part = rule.weights.indices.map { rule.part(of: $0) }.max() ?? 0
    meanShare = zip(law.masses, costs).reduce(0) { $0 + $1.0 * Double($1.1) } * part
  }

  /// Draws the numbers of totals.
  func draw(into totals: UnsafeMutableBufferPointer<UInt32>, using stream: inout Stream) {
    switch table {
    case .small(let alias): alias.sample(into: totals, using: &stream)
    case .large(let alias):
      for place in totals.indices { totals[place] = UInt32(alias.sample(using: &stream)) }
    }
  }

  /// Whether all payers owe the same.
  var isEqual: Bool { rule.isEqual }

  /// Shares out drawn totals one after another, each with what its replication carries.
  ///
  /// - Parameters:
  ///   - totals: The number of each replication's total.
  ///   - surplus: What it carries into the settlement, and then out of it.
  ///   - body: Takes the place of a replication, a segment and its share; only segment 0 where shares
  ///     are equal.
  @inline(__always)
  func share(
    _ totals: UnsafeMutableBufferPointer<UInt32>, _ surplus: UnsafeMutableBufferPointer<Int>,
    each body: (_ replication: Int, _ segment: Int, _ share: Int) -> Void
  ) {
    guard needs.isEmpty else { return shareEqually(totals, surplus, each: body) }
    for (place, total) in totals.enumerated() {
      let need = costs[Int(total)] - surplus[place]
      var paid = 0
      for segment in rule.payers.indices {
        let share = rule.share(of: need, segment: segment)
        paid += share * rule.payers[segment]
        if segment == 0 || !rule.isEqual { body(place, segment, share) }
      }
      surplus[place] = paid - need
    }
  }

  /// Equal shares with a minimum of a fen at most, without a division.
  ///
  /// With n payers, a cost of wn + r, and a surplus s < n, the need is wn + t, where t = r − s lies
  /// between −n and n. So the share ⌈need/n⌉ is w + 1 if t > 0, and w otherwise.
  @inline(__always)
  private func shareEqually(
    _ totals: UnsafeMutableBufferPointer<UInt32>, _ surplus: UnsafeMutableBufferPointer<Int>,
    each body: (_ replication: Int, _ segment: Int, _ share: Int) -> Void
  ) {
    let payers = payers
    needs.withUnsafeBufferPointer { needs in
      for place in totals.indices {
        let found = needs[Int(totals[place])]
        let left = found.rest - surplus[place]
        guard left > -payers else {
          // More is carried than a fen each: there were more payers before.
          let need = found.whole * payers + left
          let share = rule.share(of: need, segment: 0)
          surplus[place] = share * payers - need
          body(place, 0, share)
          continue
        }
        let more = left > 0 ? 1 : 0
        surplus[place] = more * payers - left
        body(place, 0, found.whole + more)
      }
    }
  }
}
