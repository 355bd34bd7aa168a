import Probability
import RealModule

/// What members pay for claims of one period that one settlement decides, where a replication has a
/// factor z on all hazards: every draw has a law of its own.
///
/// Give each member a Poisson number of *hits* of each amount, of the mean h(b, z) that makes the first of
/// them, if there is one, a claim's law: see `FactoredSource`. Of a member's hits any is as likely to be the
/// first. All members' hits of an amount together are Poisson of mean Σ n h(b, z), a series in z, so that a
/// total takes one draw for each amount, whatever the number of cohorts. Where there are *twins*, several
/// hits of one member, which `TwinSearch` finds, all but one are taken away.
///
/// Where twins are likely, the members are drawn in several parts; where they are too many for that,
/// claims are drawn cohort by cohort.
struct FactoredTotal: Sendable {
  /// The amounts that members pay for a claim, in fen, ascending.
  let amounts: [Int]
  private let sources: [FactoredSource]
  /// By amount, the terms of the mean number of hits as a series in z from its first power on.
  private let series: [Double]
  private let counts = PoissonBlock.shared
  private let search: TwinSearch
  private let greatestHazard: Double
  /// The mean number of pairs of twins at a factor of 1.
  private let twins: Double

  /// Up to so many pairs of twins, looking for them is cheaper than drawing by cohort.
  private static let mostTwins = 0.9
  /// The mean number of pairs that parts of a total are made for at a factor of 1, which leaves room
  /// for a factor of 2.4.
  private static let twinsOfPart = 0.15

  /// The total of the claims of some sources.
  ///
  /// - Parameters:
  ///   - sources: Whose claims.
  ///   - amounts: What members pay for a claim of each of the sources' amounts, none 0.
  init(of sources: [FactoredSource], amounts: [Int]) {
    self.sources = sources
    self.amounts = amounts
    var series = [Double](repeating: 0, count: amounts.count * FactoredSource.terms)
    for source in sources {
      for (amount, terms) in source.series.enumerated() {
        for (term, value) in terms.enumerated() {
          series[amount * FactoredSource.terms + term] += Double(source.members) * value
        }
      }
    }
    self.series = series
    twins = sources.reduce(0) { $0 + $1.twins }
    greatestHazard = sources.reduce(0) { max($0, $1.greatestHazard) }
    search = TwinSearch(
      members: sources.map(\.members), rates: sources.map(\.rates), amounts: amounts.count)
  }

  /// The totals of parts of the sources, in each of which twins are rare enough.
  ///
  /// - Complexity: O(*sources*); there are no more parts than sources to a part's draws.
  static func parts(of sources: [FactoredSource], amounts: [Int]) -> [FactoredTotal] {
    let twins = sources.reduce(0) { $0 + $1.twins }
    let most = max(1, sources.count / (2 * max(1, amounts.count)))
    guard twins > twinsOfPart, twins / twinsOfPart < Double(most) else {
      return [FactoredTotal(of: sources, amounts: amounts)]
    }
    var parts: [[FactoredSource]] = [[]]
    let size = twins / (twins / twinsOfPart).rounded(.up)
    var sum = 0.0
    for source in sources {
      if sum >= size * Double(parts.count) { parts.append([]) }
      parts[parts.count - 1].append(source)
      sum += source.twins
    }
    return parts.map { FactoredTotal(of: $0, amounts: amounts) }
  }

  /// The mean at a factor of 1, in fen.
  var mean: Double {
    sources.reduce(0) { sum, source in
      zip(source.chances(factor: 1), amounts).reduce(sum) {
        $0 + Double(source.members) * $1.0 * Double($1.1)
      }
    }
  }

  /// Draws the claims of some replications, each with a factor of its own.
  ///
  /// - Parameters:
  ///   - factors: The factors on all hazards.
  ///   - hits: The claims by amount and replication; room for all of them.
  ///   - words: What most draws are made from.
  ///   - rest: Another stream, for the few others.
  func draw(
    factors: UnsafeBufferPointer<Double>, into hits: UnsafeMutableBufferPointer<Int>,
    from words: inout LaneWords, using rest: inout Stream
  ) {
    let count = factors.count
    withUnsafeTemporaryAllocation(of: Double.self, capacity: (2 + amounts.count) * count) { room in
      let near = UnsafeMutableBufferPointer(rebasing: room[..<count])
      let chances = UnsafeMutableBufferPointer(rebasing: room[count..<2 * count])
      let means = UnsafeMutableBufferPointer(rebasing: room[(2 * count)...])
      for place in near.indices { near[place] = isNear(factors[place]) ? factors[place] : 0 }
      for amount in amounts.indices {
        let start = amount * FactoredSource.terms
        let part = amount * count..<(amount + 1) * count
        let own = UnsafeMutableBufferPointer(rebasing: means[part])
        PowerSeries.evaluate(
          series[start..<start + FactoredSource.terms], at: .init(near), into: own)
        counts.sample(
          means: .init(own), into: .init(rebasing: hits[part]), from: &words, using: &rest)
      }
      search.bounds(of: hits, into: chances)
      takeTwins(factors, .init(means), among: hits, chances, from: &words, using: &rest)
    }
  }

  /// Whether the series holds at a factor, and twins are rare enough for it.
  private func isNear(_ z: Double) -> Bool {
    z * greatestHazard <= FactoredSource.greatestReach && z * z * twins <= Self.mostTwins
  }

  /// Takes away all hits of a member but one, and draws claims by source where no hits were drawn.
  private func takeTwins(
    _ factors: UnsafeBufferPointer<Double>, _ means: UnsafeBufferPointer<Double>,
    among hits: UnsafeMutableBufferPointer<Int>, _ chances: UnsafeMutableBufferPointer<Double>,
    from words: inout LaneWords, using rest: inout Stream
  ) {
    let count = factors.count
    // By itself, so that what asks for it keeps nothing else alive.
    let sources = sources
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: count) { marks in
      words.fill(marks)
      withUnsafeTemporaryAllocation(of: Int.self, capacity: amounts.count) { own in
        for place in 0..<count {
          let z = factors[place]
          guard isNear(z) else {
            drawBySource(factor: z, into: own, using: &rest)
            for amount in own.indices { hits[amount * count + place] = own[amount] }
            continue
          }
          let spread = TwinSpread(reach: z * greatestHazard)
          let chance = chances[place] * spread.growth * spread.growth
          guard Stream.uniform(of: marks[place]) < chance else { continue }
          for amount in own.indices { own[amount] = hits[amount * count + place] }
          search.twins(
            among: own, bound: chance, spread,
            {
              FactoredSetting(
                sources: sources, factor: z, spread: spread,
                means: own.indices.map { means[$0 * count + place] })
            }, using: &rest
          )?.forEachExtra(using: &rest) { hits[$0 * count + place] -= 1 }
        }
      }
    }
  }

  private func drawBySource(
    factor z: Double, into hits: UnsafeMutableBufferPointer<Int>, using stream: inout Stream
  ) {
    for place in hits.indices { hits[place] = 0 }
    for source in sources {
      let chances = source.chances(factor: z)
      var left = source.members
      var rest = 1.0
      for (amount, chance) in chances.enumerated() where chance > 0 {
        let claims = Binomial.sample(
          trials: left, probability: min(1, chance / rest), using: &stream)
        hits[amount] += claims
        left -= claims
        rest -= chance
        guard rest > 0 else { break }
      }
    }
  }
}
