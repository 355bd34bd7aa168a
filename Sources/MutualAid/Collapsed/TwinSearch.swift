import Probability

/// Tells whether some hits fall on one member twice, mostly without saying on whom any of them falls.
///
/// A hit of amount b falls on a member of source c with a probability in proportion to o(c, b, z),
/// whatever the others do. Let N be the number of pairs of hits that share a member. Then
///
///     P(N > 0) = Σ P(the pair shares a member) · E(1/N | it does)
///
/// over all pairs, because an outcome with N pairs is counted N times with a weight of 1/N. So a pair
/// is chosen with a bound on its probability, with the source of the member that it may share, and
/// kept by what is true of the bound. Mostly there is none, and all is said. If there is one, 1/N is
/// brought about in the same way, over the pairs of which nothing is known yet:
///
///     E(1/N) = 1/N₀ · (1 − Σ P(a further pair shares a member) · E(1/N | it does too))
///
/// with N₀ the pairs that are known. Where the bounds sum to more than 1, all hits are drawn.
struct TwinSearch: Sendable {
  /// Two amounts that a member of some sources can have.
  private struct Pair: Sendable {
    let first: Int
    let second: Int
    /// A bound on the probability that a hit of each shares a member.
    let bound: Double
    /// The sources, and a draw of them; `nil` where a search is made for one draw.
    let table: (sources: [Int], Alias)?
  }

  /// A member on whom hits fall.
  private struct Member: Hashable {
    let source: Int
    let number: Int
  }

  /// Members who are known to have several hits, and the hits of whom nothing is known.
  private struct Known {
    /// The source of each member, and the hits.
    var members: [(source: Int, hits: Int)] = []
    /// The hits by amount that may fall on anybody.
    var free: [Int]

    /// The pairs that are known to share a member.
    var pairs: Int { members.reduce(0) { $0 + $1.hits * ($1.hits - 1) / 2 } }
  }

  /// The members of each source.
  private let members: [Int]
  /// By source and amount, the mean number of hits of a member, as far as a factor does not bend it.
  private let rates: [[Double]]
  /// By how much a member's part of the hits may exceed that of the rates, at most.
  private let growth: Double
  private let pairs: [Pair]
  /// By amount, the sum of members' rates.
  private let sums: [Double]
  /// By amount, whom a hit falls on while the factor is small.
  private let tables: [Alias?]

  /// The search among members of some sources.
  ///
  /// - Parameters:
  ///   - members: The members of each source.
  ///   - rates: By source and amount, what the odds of a hit are in proportion to, but for `growth`.
  ///   - amounts: How many amounts there are.
  ///   - growth: By how much a member's part of the hits may exceed that of the rates, at most.
  init(members: [Int], rates: [[Double]], amounts: Int, growth: Double) {
    self.members = members
    self.rates = rates
    self.growth = growth
    let weights = (0..<amounts).map { amount in
      zip(members, rates).map { Double($0) * $1[amount] }
    }
    let sums = weights.map { $0.reduce(0, +) }
    self.sums = sums
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
          first: first, second: second, bound: chances.reduce(0, +) * growth * growth,
          table: (both, table))
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
    (rates, sums, growth) = (odds, means, 1)
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

  /// Whether two of the hits share a member.
  ///
  /// - Parameters:
  ///   - hits: The number of hits of each amount.
  ///   - setting: What they fall on members by.
  ///   - stream: Where from; one word mostly.
  /// - Returns: True if some do.
  @inline(__always)
  func findsTwins(
    among hits: UnsafeMutableBufferPointer<Int>, _ setting: @autoclosure () -> some TwinSetting,
    using stream: inout Stream
  ) -> Bool {
    let chance = bound(of: hits)
    guard chance > 0, chance > 1 || stream.uniform() < chance else { return false }
    return hasTwins(among: hits, bound: chance, setting(), using: &stream)
  }

  /// A bound on the probability that two of some hits share a member, by the number of hits of each
  /// amount.
  @inline(__always)
  func bound(of hits: some RandomAccessCollection<Int>) -> Double {
    var chance = 0.0
    for pair in pairs { chance += Self.count(pair, hits) * pair.bound }
    return chance
  }

  /// Whether two of the hits share a member, where a bound on the probability of it has been met.
  ///
  /// - Parameters:
  ///   - hits: The number of hits of each amount.
  ///   - chance: The bound.
  ///   - setting: What they fall on members by.
  ///   - stream: Where from.
  /// - Returns: True if some do.
  func hasTwins(
    among hits: UnsafeMutableBufferPointer<Int>, bound chance: Double, _ setting: some TwinSetting,
    using stream: inout Stream
  ) -> Bool {
    let known = Known(free: Array(hits))
    guard chance <= 1 else { return allPairs(known, setting, using: &stream) > 0 }
    return sharesMember(known, chance: chance, setting, using: &stream)
  }

  /// Bounds on the probabilities that two of some hits share a member.
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
  private static func count(_ pair: Pair, _ hits: some RandomAccessCollection<Int>) -> Double {
    count(
      pair, hits[hits.index(hits.startIndex, offsetBy: pair.first)],
      hits[hits.index(hits.startIndex, offsetBy: pair.second)])
  }

  /// The same, given how many hits of each amount there are.
  @inline(__always)
  private static func count(_ pair: Pair, _ first: Int, _ second: Int) -> Double {
    let one = Double(first)
    return pair.first == pair.second ? one * (one - 1) * 0.5 : one * Double(second)
  }

  /// A bound on the probability that a free hit falls on a given member.
  private func bound(_ amount: Int, on source: Int) -> Double {
    sums[amount] > 0 ? rates[source][amount] / sums[amount] * growth : 0
  }

  /// The sum of the bounds of all pairs of which nothing is known.
  private func chance(_ known: Known) -> Double {
    var chance = pairs.reduce(0) { $0 + Self.count($1, known.free) * $1.bound }
    for member in known.members {
      for (amount, count) in known.free.enumerated() where count > 0 {
        chance += Double(count * member.hits) * bound(amount, on: member.source)
      }
    }
    return chance
  }

  /// Whether a pair, chosen by its bound, shares a member and counts.
  private func sharesMember(
    _ known: Known, chance: Double, _ setting: some TwinSetting, using stream: inout Stream
  ) -> Bool {
    var known = known
    var mark = stream.uniform() * chance
    for pair in pairs {
      mark -= Self.count(pair, known.free) * pair.bound
      guard mark < 0 else { continue }
      let source = source(of: pair, using: &stream)
      guard isKept(pair.first, on: source, setting, using: &stream),
        isKept(pair.second, on: source, setting, using: &stream)
      else { return false }
      known.free[pair.first] -= 1
      known.free[pair.second] -= 1
      join(&known, at: source, using: &stream)
      return isReciprocal(known, setting, using: &stream)
    }
    for place in known.members.indices {
      let member = known.members[place]
      for (amount, count) in known.free.enumerated() where count > 0 {
        mark -= Double(count * member.hits) * bound(amount, on: member.source)
        guard mark < 0 else { continue }
        guard isKept(amount, on: member.source, setting, using: &stream) else { return false }
        known.free[amount] -= 1
        known.members[place].hits += 1
        return isReciprocal(known, setting, using: &stream)
      }
    }
    // Rounding has left a mark beyond the last pair, which is as likely as a pair of bound 2⁻⁵².
    return false
  }

  /// The source of the member whom a pair may share.
  private func source(of pair: Pair, using stream: inout Stream) -> Int {
    if let table = pair.table { return table.sources[table.1.sample(using: &stream)] }
    return choose(using: &stream) {
      Double(members[$0]) * rates[$0][pair.first] * rates[$0][pair.second]
    }
  }

  /// Chooses a source by its weight.
  private func choose(using stream: inout Stream, weight: (_ source: Int) -> Double) -> Int {
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

  /// Puts a pair on a member of a source, who may be one that is known already.
  private func join(_ known: inout Known, at source: Int, using stream: inout Stream) {
    let others = known.members.indices.filter { known.members[$0].source == source }
    let number = others.isEmpty ? 0 : stream.below(members[source])
    if number < others.count {
      known.members[others[number]].hits += 2
    } else {
      known.members.append((source, 2))
    }
  }

  /// Whether a hit falls on a member of a source, given that its bound said so.
  private func isKept(
    _ amount: Int, on source: Int, _ setting: some TwinSetting, using stream: inout Stream
  ) -> Bool {
    let first = rates[source][amount] / sums[amount]
    let needed = stream.uniform() * growth * first * setting.mean(of: amount)
    return setting.odds(of: amount, source: source, exceed: needed)
  }

  /// True with the probability E(1/N), given what is known.
  private func isReciprocal(
    _ known: Known, _ setting: some TwinSetting, using stream: inout Stream
  ) -> Bool {
    let chance = chance(known)
    guard chance <= 1 else {
      return stream.below(allPairs(known, setting, using: &stream)) == 0
    }
    let pairs = known.pairs
    if pairs > 1, stream.below(pairs) > 0 { return false }
    guard stream.uniform() < chance else { return true }
    return !sharesMember(known, chance: chance, setting, using: &stream)
  }

  /// The number of pairs that share a member, by drawing on whom all free hits fall.
  private func allPairs(
    _ known: Known, _ setting: some TwinSetting, using stream: inout Stream
  ) -> Int {
    var hits: [Member: Int] = [:]
    // Which members of a source are known does not matter: the first are as good as any.
    for member in known.members {
      let number = hits.keys.count { $0.source == member.source }
      hits[Member(source: member.source, number: number)] = member.hits
    }
    var pairs = known.pairs
    for (amount, count) in known.free.enumerated() {
      for _ in 0..<count {
        let source = source(of: amount, setting, using: &stream)
        let number = stream.below(members[source])
        pairs += hits[Member(source: source, number: number), default: 0]
        hits[Member(source: source, number: number), default: 0] += 1
      }
    }
    return pairs
  }

  /// The source of the member on whom a hit falls.
  private func source(of amount: Int, _ setting: some TwinSetting, using stream: inout Stream)
    -> Int
  {
    guard let table = tables[amount] else {
      return choose(using: &stream) { Double(members[$0]) * rates[$0][amount] }
    }
    while true {
      let source = table.sample(using: &stream)
      let needed =
        stream.uniform() * growth * setting.factor * rates[source][amount]
      if setting.odds(of: amount, source: source, exceed: needed) { return source }
    }
  }
}
