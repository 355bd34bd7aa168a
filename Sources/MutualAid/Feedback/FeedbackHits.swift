import Probability

/// Draws the claims of a period where every replication has members of its own.
///
/// A member has a Poisson number of hits of each amount, with the odds of a claim as its mean, all hits of an
/// amount together are one Poisson draw, and outcomes in which two hits share a member are drawn again: then
/// a member has one hit, or none, with probabilities in proportion to its odds and 1, which is a claim's law.
/// Of a replication's members all that goes into this are sums: the mean M(a) of the hits of each amount, and
/// T = Σ o² over members, o being the odds of any claim, which bounds the probability that two given hits
/// share a member: r T / (M(a) M(b)), with r the greatest o(a) o(b) / o².
///
/// Where a pair is likely, claims are drawn row by row.
struct FeedbackHits {
  private let settlement: FeedbackSettlement
  private let lanes: Int
  /// By amount, then lane by lane.
  private var hits: [Int]
  /// The sums, by amount and then T, lane by lane.
  private var sums: [Double]

  /// Up to so many pairs that share a member, drawing again is cheaper than drawing by rows.
  private static let mostTwins = 0.9

  /// Draws the claims of some replications.
  ///
  /// - Parameters:
  ///   - settlement: The period.
  ///   - members: Whom they can befall.
  ///   - source: What draws are made from.
  /// - Complexity: O(*lanes* · *rows* · *amounts*), some 0.2 ns each.
  init(of settlement: FeedbackSettlement, _ members: Headcount, from source: inout BlockSource) {
    self.settlement = settlement
    lanes = members.lanes
    let amounts = settlement.amounts.count
    hits = [Int](repeating: 0, count: amounts * lanes)
    sums = [Double](repeating: 0, count: (amounts + 1) * lanes)
    for (number, row) in settlement.rows.enumerated() {
      members.add(
        slot: row.slot, cohort: row.cohort, times: settlement.weights(of: number), to: &sums)
    }
    draw(members, from: &source)
  }

  /// The number of claims of an amount.
  @inline(__always)
  func count(_ amount: Int, lane: Int) -> Int { hits[amount * lanes + lane] }

  private mutating func draw(_ members: Headcount, from source: inout BlockSource) {
    let amounts = settlement.amounts.count
    // What is likely to have twins is drawn by rows, and asks the blocks for nothing.
    var means = sums
    for lane in 0..<lanes where twins(lane) > Self.mostTwins {
      for amount in 0..<amounts { means[amount * lanes + lane] = 0 }
    }
    hits.withUnsafeMutableBufferPointer { hits in
      means.withUnsafeBufferPointer { means in
        for amount in 0..<amounts {
          let part = amount * lanes..<(amount + 1) * lanes
          settlement.counts.sample(
            means: .init(rebasing: means[part]), into: .init(rebasing: hits[part]),
            from: &source.words, using: &source.rest)
        }
      }
    }
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: lanes) { marks in
      source.words.fill(marks)
      for lane in 0..<lanes {
        drawAgain(lane, members, mark: Stream.uniform(of: marks[lane]), using: &source.rest)
      }
    }
  }

  /// The mean number of pairs of hits that share a member.
  private func twins(_ lane: Int) -> Double { sums[settlement.amounts.count * lanes + lane] / 2 }

  /// A bound on the probability that two of a lane's hits share a member.
  private func bound(_ lane: Int) -> Double {
    let amounts = settlement.amounts.indices
    let square = sums[amounts.count * lanes + lane]
    var bound = 0.0
    for first in amounts {
      let (one, mean) = (Double(count(first, lane: lane)), sums[first * lanes + lane])
      guard one > 0 else { continue }
      bound += one * (one - 1) / 2 * settlement.ratio(first, first) * square / (mean * mean)
      for second in first + 1..<amounts.count {
        let other = Double(count(second, lane: lane))
        guard other > 0 else { continue }
        bound +=
          one * other * settlement.ratio(first, second) * square
          / (mean * sums[second * lanes + lane])
      }
    }
    return bound
  }

  /// Draws a lane's claims again if two are one member's, and if they were not drawn yet.
  private mutating func drawAgain(
    _ lane: Int, _ members: Headcount, mark: Double, using rest: inout Stream
  ) {
    guard twins(lane) <= Self.mostTwins else { return drawByRow(lane, members, using: &rest) }
    guard mark < bound(lane) else { return }
    let amounts = settlement.amounts.count
    let setting = KnownOdds(
      odds: settlement.odds, means: (0..<amounts).map { sums[$0 * lanes + lane] })
    let search = TwinSearch(
      among: settlement.rows.map { members[$0.slot, $0.cohort, lane] }, odds: settlement.odds,
      means: setting.means)
    withUnsafeTemporaryAllocation(of: Int.self, capacity: amounts) { own in
      for amount in own.indices { own[amount] = count(amount, lane: lane) }
      let chance = search.bound(of: own)
      guard mark < chance,
        search.twins(among: own, bound: chance, .none, { setting }, using: &rest) != nil
      else { return }
      repeat {
        for amount in own.indices {
          own[amount] = Poisson.sample(mean: setting.means[amount], using: &rest)
        }
      } while search.findsTwins(among: own, setting, using: &rest)
      for amount in own.indices { hits[amount * lanes + lane] = own[amount] }
    }
  }

  private mutating func drawByRow(_ lane: Int, _ members: Headcount, using rest: inout Stream) {
    for amount in settlement.amounts.indices { hits[amount * lanes + lane] = 0 }
    for row in settlement.rows {
      var left = members[row.slot, row.cohort, lane]
      var none = 1.0
      for (amount, chance) in row.chances.enumerated() where chance > 0 {
        guard left > 0, none > 0 else { break }
        let claims = Binomial.sample(
          trials: left, probability: min(1, chance / none), using: &rest)
        hits[amount * lanes + lane] += claims
        left -= claims
        none -= chance
      }
    }
  }
}
