import Probability

/// Tells which of some hits fall on a member together, mostly without saying on whom any of them falls.
///
/// A hit of amount b falls on a member of source c with a probability in proportion to h(c, b, z), the mean
/// number of such hits that the member has, whatever the others do. Let ω be a way in which all hits can
/// fall, and N(ω) the number of pairs of hits that share a member in it. Then
///
///     P(ω) = Σ P(the pair shares a member) · P(ω | it does) / N(ω)        over all pairs, for N(ω) > 0
///
/// because ω is counted N times with a weight of 1/N. So a pair is chosen with a bound on its probability,
/// with the source of the member that it may share, and kept by what is true of the bound. Mostly there is
/// none, and all is said. If there is one, the further pairs are found in the same way, given what is known
/// already, and with a probability of 1/N what was found is what has come about; otherwise there is no pair
/// but those that were known before. Where the bounds sum to more than 1, all hits are drawn.
///
/// Whose member a pair shares need be known only where a bound on all sources does not settle what comes next.
struct TwinSearch: Sendable {
  /// Two amounts that a member of some sources can have.
  struct Pair: Sendable {
    let first: Int
    let second: Int
    /// A bound on the probability that a hit of each shares a member.
    let bound: Double
    /// The sources, and a draw of them; `nil` where a search is made for one draw.
    let table: (sources: [Int], Alias)?
  }

  /// The members of each source.
  let members: [Int]
  /// By source and amount, the mean number of hits of a member, as far as a factor does not bend it.
  let rates: [[Double]]
  let pairs: [Pair]
  /// By amount, the sum of members' rates.
  let sums: [Double]
  /// By amount, the greatest part of the sum that a member has.
  private let greatest: [Double]
  /// By amount, whom a hit falls on while the factor is small.
  let tables: [Alias?]

  /// The search among members of some sources.
  ///
  /// - Parameters:
  ///   - members: The members of each source.
  ///   - rates: By source and amount, what the hits of a member are in proportion to, but for the spread
  ///     of a setting.
  ///   - amounts: How many amounts there are.
  init(members: [Int], rates: [[Double]], amounts: Int) {
    self.members = members
    self.rates = rates
    let weights = (0..<amounts).map { amount in
      zip(members, rates).map { Double($0) * $1[amount] }
    }
    let sums = weights.map { $0.reduce(0, +) }
    self.sums = sums
    greatest = Self.greatest(members, rates, sums)
    tables = weights.map { try? Alias(weights: $0) }
    var sources: [Int: [Int]] = [:]
    for (source, rates) in rates.enumerated() where members[source] > 0 {
      let having = rates.indices.filter { rates[$0] > 0 }
      for (place, first) in having.enumerated() {
        for second in having[place...] {
          sources[first * amounts + second, default: []].append(source)
        }
      }
    }
    pairs = sources.sorted { $0.key < $1.key }.compactMap { number, both in
      let (first, second) = number.quotientAndRemainder(dividingBy: amounts)
      let chances = both.map {
        weights[first][$0] / sums[first] * (rates[$0][second] / sums[second])
      }
      return (try? Alias(weights: chances)).map { table in
        Pair(
          first: first, second: second, bound: chances.reduce(0, +), table: (both, table))
      }
    }
  }

  /// A search that is made for one draw: no tables, and odds that are what the rates are.
  ///
  /// - Parameters:
  ///   - members: The members of each source.
  ///   - odds: By source and amount.
  ///   - means: By amount, the sum of members' odds.
  init(among members: [Int], odds: [[Double]], means: [Double]) {
    self.members = members
    (rates, sums) = (odds, means)
    greatest = Self.greatest(members, odds, means)
    tables = means.map { _ in nil }
    var products = [Double](repeating: 0, count: means.count * means.count)
    for (count, odds) in zip(members, odds) where count > 0 {
      for first in odds.indices where odds[first] > 0 {
        let part = Double(count) * odds[first]
        for second in first..<odds.count {
          products[first * odds.count + second] += part * odds[second]
        }
      }
    }
    pairs = means.indices.flatMap { first in
      (first..<means.count).compactMap { second in
        let product = products[first * means.count + second]
        return product > 0
          ? Pair(
            first: first, second: second, bound: product / (means[first] * means[second]),
            table: nil) : nil
      }
    }
  }

  /// By amount, the greatest part of all hits that a member has.
  private static func greatest(_ members: [Int], _ rates: [[Double]], _ sums: [Double]) -> [Double]
  {
    var most = sums.map { _ in 0.0 }
    for (count, rates) in zip(members, rates) where count > 0 {
      for amount in rates.indices { most[amount] = max(most[amount], rates[amount]) }
    }
    return zip(most, sums).map { $1 > 0 ? $0 / $1 : 0 }
  }

  /// Whether two of the hits share a member.
  ///
  /// - Parameters:
  ///   - hits: The number of hits of each amount.
  ///   - setting: What they fall on members by.
  ///   - stream: Where from; one word mostly.
  /// - Returns: True if some do.
  func findsTwins(
    among hits: UnsafeMutableBufferPointer<Int>, _ setting: KnownOdds, using stream: inout Stream
  ) -> Bool {
    let chance = bound(of: hits)
    guard chance > 0, chance > 1 || stream.uniform() < chance else { return false }
    return twins(among: hits, bound: chance, .none, { setting }, using: &stream) != nil
  }

  /// A bound on the probability that two of some hits share a member, by the number of hits of each
  /// amount, as far as parts are those of the rates.
  @inline(__always)
  func bound(of hits: some RandomAccessCollection<Int>) -> Double {
    var chance = 0.0
    for number in pairs.indices { chance += Self.count(pairs[number], hits) * pairs[number].bound }
    return chance
  }

  /// Finds the hits of those who have several, where a bound on the probability of it has been met.
  ///
  /// - Parameters:
  ///   - hits: The number of hits of each amount.
  ///   - chance: The bound, that of the rates times the square of the spread's growth.
  ///   - spread: That of the setting.
  ///   - setting: What they fall on members by; it is seldom asked for.
  ///   - stream: Where from.
  /// - Returns: The hits, or `nil` if nobody has several.
  func twins<Setting: TwinSetting>(
    among hits: UnsafeMutableBufferPointer<Int>, bound chance: Double, _ spread: TwinSpread,
    _ setting: () -> Setting, using stream: inout Stream
  ) -> Twins? {
    guard chance <= 1 else {
      return Twins(placed(KnownHits(free: Array(hits)), setting(), using: &stream))
    }
    guard let number = pair(of: hits, mark: stream.uniform() * chance, spread) else { return nil }
    let marks = (stream.uniform(), stream.uniform())
    var source: Int?
    if max(marks.0, marks.1) >= spread.sure {
      let place = self.source(of: pairs[number], using: &stream)
      let setting = setting()
      guard isKept(pairs[number].first, on: place, mark: marks.0, setting),
        isKept(pairs[number].second, on: place, mark: marks.1, setting)
      else { return nil }
      source = place
    }
    // No other pair is likelier than this, whoever the member is.
    var further = chance
    for amount in hits.indices {
      further += 2 * Double(hits[amount]) * greatest[amount] * spread.growth
    }
    let mark = stream.uniform()
    guard mark < further else { return .pair(pairs[number].first, pairs[number].second) }
    return twins(
      among: hits, pairs[number], of: source, mark: mark, setting(), using: &stream)
  }

  /// The same, given a pair that shares a member.
  private func twins(
    among hits: UnsafeMutableBufferPointer<Int>, _ pair: Pair, of source: Int?, mark: Double,
    _ setting: some TwinSetting, using stream: inout Stream
  ) -> Twins? {
    var known = KnownHits(free: Array(hits))
    known.free[pair.first] -= 1
    known.free[pair.second] -= 1
    let source = source ?? self.source(of: pair, using: &stream)
    known.members.append(.init(source: source, amounts: [pair.first, pair.second]))
    let all = completed(known, mark: mark, setting, using: &stream)
    return stream.below(all.pairs) == 0 ? Twins(all) : nil
  }

  /// The place of the pair that a mark below the sum of all bounds falls on.
  @inline(__always)
  private func pair(
    of hits: UnsafeMutableBufferPointer<Int>, mark: Double, _ spread: TwinSpread
  ) -> Int? {
    var left = mark
    for number in pairs.indices {
      left -=
        Self.count(pairs[number], hits) * pairs[number].bound * (spread.growth * spread.growth)
      if left < 0 { return number }
    }
    // Rounding has left a mark beyond the last pair, which is as likely as a pair of bound 2⁻⁵².
    return nil
  }

  /// Bounds on the probabilities that two of some hits share a member, as far as parts are those of the
  /// rates.
  ///
  /// - Parameters:
  ///   - hits: The number of hits by amount and place.
  ///   - chances: The bounds by place.
  func bounds(
    of hits: UnsafeMutableBufferPointer<Int>, into chances: UnsafeMutableBufferPointer<Double>
  ) {
    let count = chances.count
    chances.initialize(repeating: 0)
    for pair in pairs {
      let (first, second) = (pair.first * count, pair.second * count)
      for place in 0..<count {
        chances[place] += Self.count(pair, hits[first + place], hits[second + place]) * pair.bound
      }
    }
  }

  /// The number of pairs of hits of two amounts.
  @inline(__always)
  static func count(_ pair: Pair, _ hits: some RandomAccessCollection<Int>) -> Double {
    count(
      pair, hits[hits.index(hits.startIndex, offsetBy: pair.first)],
      hits[hits.index(hits.startIndex, offsetBy: pair.second)])
  }

  /// The same, given how many hits of each amount there are.
  @inline(__always)
  static func count(_ pair: Pair, _ first: Int, _ second: Int) -> Double {
    let one = Double(first)
    return pair.first == pair.second ? one * (one - 1) * 0.5 : one * Double(second)
  }

  /// The source of the member whom a pair may share.
  func source(of pair: Pair, using stream: inout Stream) -> Int {
    if let table = pair.table { return table.sources[table.1.sample(using: &stream)] }
    return choose(using: &stream) {
      Double(members[$0]) * rates[$0][pair.first] * rates[$0][pair.second]
    }
  }

  /// Chooses a source by its weight.
  func choose(using stream: inout Stream, weight: (_ source: Int) -> Double) -> Int {
    var mark = stream.uniform() * members.indices.reduce(0) { $0 + weight($1) }
    var last = 0
    for source in members.indices {
      let weight = weight(source)
      guard weight > 0 else { continue }
      (mark, last) = (mark - weight, source)
      if mark < 0 { break }
    }
    return last
  }

  /// Whether a hit falls on a member of a source, by a uniform mark, given that its bound said so.
  func isKept(
    _ amount: Int, on source: Int, mark: Double, _ setting: some TwinSetting
  ) -> Bool {
    guard mark >= setting.spread.sure else { return true }
    let first = rates[source][amount] / sums[amount]
    return setting.hits(
      of: amount, source: source,
      exceed: mark * setting.spread.growth * first * setting.mean(of: amount))
  }
}
