import Probability

/// What happens where there is more to find than one pair.
extension TwinSearch {
  /// A member on whom hits fall.
  private struct Place: Hashable {
    let source: Int
    let number: Int
  }

  /// A bound on the probability that a free hit falls on a given member.
  private func bound(_ amount: Int, on source: Int, _ spread: TwinSpread) -> Double {
    sums[amount] > 0 ? rates[source][amount] / sums[amount] * spread.growth : 0
  }

  /// The sum of the bounds of all pairs of which nothing is known.
  private func chance(_ known: KnownHits, _ spread: TwinSpread) -> Double {
    var chance = bound(of: known.free) * spread.growth * spread.growth
    for member in known.members {
      for (amount, count) in known.free.enumerated() where count > 0 {
        chance +=
          Double(count * member.amounts.count) * bound(amount, on: member.source, spread)
      }
    }
    return chance
  }

  /// All pairs, given those that are known.
  ///
  /// - Parameters:
  ///   - known: What is known.
  ///   - mark: A uniform number, which tells whether a bound is met.
  ///   - setting: What hits fall on members by.
  ///   - stream: Where from.
  /// - Returns: What is known then.
  func completed(
    _ known: KnownHits, mark: Double, _ setting: some TwinSetting, using stream: inout Stream
  ) -> KnownHits {
    let chance = chance(known, setting.spread)
    guard chance <= 1 else { return placed(known, setting, using: &stream) }
    guard mark < chance, let next = extended(known, chance: chance, setting, using: &stream)
    else { return known }
    let all = completed(next, mark: stream.uniform(), setting, using: &stream)
    return stream.below(all.pairs - known.pairs) == 0 ? all : known
  }

  /// What is known and a further pair, chosen by its bound, that shares a member; `nil` if it does not.
  private func extended(
    _ known: KnownHits, chance: Double, _ setting: some TwinSetting, using stream: inout Stream
  ) -> KnownHits? {
    var (next, spread) = (known, setting.spread)
    var mark = stream.uniform() * chance
    for pair in pairs {
      mark -= Self.count(pair, known.free) * pair.bound * (spread.growth * spread.growth)
      guard mark < 0 else { continue }
      let source = source(of: pair, using: &stream)
      guard isKept(pair.first, on: source, mark: stream.uniform(), setting),
        isKept(pair.second, on: source, mark: stream.uniform(), setting)
      else { return nil }
      next.free[pair.first] -= 1
      next.free[pair.second] -= 1
      join(&next, pair, at: source, using: &stream)
      return next
    }
    for (place, member) in known.members.enumerated() {
      for (amount, count) in known.free.enumerated() where count > 0 {
        mark -= Double(count * member.amounts.count) * bound(amount, on: member.source, spread)
        guard mark < 0 else { continue }
        guard isKept(amount, on: member.source, mark: stream.uniform(), setting) else { return nil }
        next.free[amount] -= 1
        next.members[place].amounts.append(amount)
        return next
      }
    }
    // As above.
    return nil
  }

  /// Puts a pair on a member of a source, who may be one that is known already.
  private func join(
    _ known: inout KnownHits, _ pair: Pair, at source: Int, using stream: inout Stream
  ) {
    let others = known.members.indices.filter { known.members[$0].source == source }
    let number = others.isEmpty ? 0 : stream.below(members[source])
    if number < others.count {
      known.members[others[number]].amounts += [pair.first, pair.second]
    } else {
      known.members.append(.init(source: source, amounts: [pair.first, pair.second]))
    }
  }

  /// All pairs, by drawing on whom all free hits fall.
  func placed(
    _ known: KnownHits, _ setting: some TwinSetting, using stream: inout Stream
  ) -> KnownHits {
    var found = KnownHits(members: known.members, free: [])
    var numbers: [Place: Int] = [:]
    // Which members of a source are known does not matter: the first are as good as any.
    var ofSource: [Int: Int] = [:]
    for (number, member) in known.members.enumerated() {
      numbers[Place(source: member.source, number: ofSource[member.source, default: 0])] = number
      ofSource[member.source, default: 0] += 1
    }
    for (amount, count) in known.free.enumerated() {
      for _ in 0..<count {
        let source = source(of: amount, setting, using: &stream)
        let place = Place(source: source, number: stream.below(members[source]))
        if let number = numbers[place] {
          found.members[number].amounts.append(amount)
        } else {
          numbers[place] = found.members.count
          found.members.append(.init(source: source, amounts: [amount]))
        }
      }
    }
    found.members.removeAll { $0.amounts.count < 2 }
    return found
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
        stream.uniform() * setting.spread.growth * setting.factor * rates[source][amount]
      if setting.hits(of: amount, source: source, exceed: needed) { return source }
    }
  }
}
