import Testing

@testable import Probability

/// Shares of all groups at once, against enumeration, closed forms and a second method.
struct ConditionalMeansTests {
  /// Three members, with amounts 100, 200, 300 and chances 0.1, 0.05, 0.02.
  @Test func `three members by hand have the conditional means to the digits given`() throws {
    let means = try ConditionalMeans(
      of: zip([0.1, 0.05, 0.02], [100, 200, 300]).map {
        try BinomialGroup(members: 1, probability: $0, amount: $1)
      })
    let rows: [(Int, [Double])] = [
      (0, [0, 0, 0]), (100, [100, 0, 0]), (200, [0, 200, 0]),
      (300, [22.272727, 44.545455, 233.181818]), (400, [100, 0, 300]), (500, [0, 200, 300]),
      (600, [100, 200, 300]),
    ]
    for (sum, printed) in rows {
      let found = try #require(try means(sum))
      #expect(found.error < 1e-6)
      for (value, digits) in zip(found.values, printed) {
        expect(value, prints: digits, decimals: 6)
      }
    }
    for impossible in [-100, 50, 700] { #expect(try means(impossible) == nil) }
  }

  @Test(arguments: 0..<200 as Range<UInt64>)
  func `small pools agree with the enumeration of every outcome`(seed: UInt64) throws {
    var stream = Stream(portfolio: seed)
    let groups = try (0..<(1 + stream.below(4))).map { _ in
      try BinomialGroup.random(using: &stream, members: 3, upTo: 0.6)
    }
    let means = try ConditionalMeans(of: groups)
    let truth = Enumeration(of: groups)
    var checked = 0
    for (sum, chance) in truth.chances.sorted(by: { $0.key < $1.key }) where chance > 1e-15 {
      let found = try #require(try means(sum))
      #expect(found.error <= 1e-6 * Double(max(1, sum)))
      for (group, value) in zip(groups.indices, found.values) where groups[group].members > 0 {
        let expected = (truth.parts[sum]?[group] ?? 0) / chance
        #expect(abs(value - expected) <= found.error + 1e-12 * Double(sum), "\(sum) \(group)")
      }
      checked += 1
    }
    #expect(checked > 0)
  }

  /// Groups that are like others, or more likely to claim, or have other amounts, or stand elsewhere.
  @Test(arguments: 0..<60 as Range<UInt64>)
  func `what is taken from like groups changes no bit`(seed: UInt64) throws {
    var stream = Stream(portfolio: seed)
    let old = try (0..<6).map { _ in
      try BinomialGroup.random(using: &stream, members: 5, upTo: 0.4)
    }
    var groups: [BinomialGroup] = []
    for group in old {
      let other = try BinomialGroup.random(using: &stream, members: 5, upTo: 0.4)
      let isLikelier = stream.below(3) == 0
      let hasOthers = stream.below(3) == 0
      groups.append(
        try BinomialGroup(
          members: other.members,
          probability: isLikelier ? other.probability : group.probability,
          amounts: hasOthers ? other.amounts : group.amounts))
    }
    if stream.below(3) == 0 { groups.removeLast() }
    let alone = try ConditionalMeans(of: groups)
    for before in [old, old.dropLast(4), groups] {
      let like = try ConditionalMeans(of: groups, like: ConditionalMeans(of: Array(before)))
      for sum in stride(from: 0, through: 40 * alone.step, by: alone.step) {
        let (found, expected) = (try like(sum), try alone(sum))
        #expect(found?.values == expected?.values && found?.error == expected?.error)
      }
    }
  }

  @Test func `in a pool of equals everybody bears the same, however rare the total`() throws {
    let means = try ConditionalMeans(of: [
      BinomialGroup(members: 400, probability: 1e-4, amount: 30),
      BinomialGroup(members: 600, probability: 1e-4, amount: 30),
    ])
    // The chance of 900 claims in 1000 is about 10⁻³⁴⁶⁰, below what any number here can hold.
    for claims in [0, 1, 3, 20, 100, 900, 999, 1000] {
      let found = try #require(try means(30 * claims))
      for value in found.values {
        #expect(abs(value - 0.03 * Double(claims)) <= 1e-8 * max(1, 0.03 * Double(claims)))
      }
    }
  }

  @Test(arguments: 0..<40 as Range<UInt64>)
  func `shares sum to the total, move with their groups and scale with the unit`(
    seed: UInt64
  ) throws {
    var stream = Stream(portfolio: 1000 + seed)
    let groups = try (0..<(2 + stream.below(6))).map { _ in
      try BinomialGroup.random(using: &stream, members: 200, upTo: 0.05)
    }
    let means = try ConditionalMeans(of: groups)
    let turned = try ConditionalMeans(of: groups.reversed())
    let scaled = try ConditionalMeans(
      of: groups.map { group in
        try BinomialGroup(
          members: group.members, probability: group.probability,
          amounts: group.amounts.map { .init(7 * $0.value, probability: $0.probability) })
      })
    for claims in [0, 1, 2, 5, 40] {
      let sum = claims * means.step
      guard let found = try means(sum) else { continue }
      #expect(found.values.allSatisfy { $0 >= 0 })
      let all = zip(groups, found.values).reduce(0) { $0 + Double($1.0.members) * $1.1 }
      #expect(abs(all - Double(sum)) <= 1e-6 * Double(max(1, sum)))
      let back = try #require(try turned(sum))
      for (one, other) in zip(found.values, back.values.reversed()) {
        #expect(abs(one - other) <= found.error + back.error + 1e-12 * Double(sum))
      }
      let large = try #require(try scaled(7 * sum))
      for (one, other) in zip(found.values, large.values) {
        #expect(abs(7 * one - other) <= 7 * found.error + large.error + 1e-12 * Double(sum))
      }
    }
  }

  @Test func `150 million members in 2000 groups have the shares that a second law gives`() throws {
    let groups = try (0..<2000).map { number in
      try BinomialGroup(
        members: 75_000, probability: 1e-6 * Double(1 + number % 97),
        amounts: [.init(6 - number % 5, probability: 0.75), .init(1, probability: 0.25)])
    }
    let means = try ConditionalMeans(of: groups)
    let mean = Int(try #require(means.total.mean))
    let deviation = Int(try #require(means.total.standardDeviation))
    // The last two are rare enough for a tilted law.
    for sum in [mean, mean + 2 * deviation, mean - 6 * deviation, mean + 40 * deviation] {
      let found = try #require(try means(sum))
      let all = zip(groups, found.values).reduce(0) { $0 + Double($1.0.members) * $1.1 }
      #expect(abs(all - Double(sum)) <= 1e-7 * Double(sum))
      #expect(found.error < 1e-9)
    }
    let found = try #require(try means(mean + deviation))
    for index in [0, 96, 1999] {
      let other = try #require(
        try ConditionalMean(ofMemberOf: index, in: groups)(mean + deviation))
      #expect(abs(found.values[index] - other.value) <= found.error + other.error)
    }
  }

  @Test func `members certain to claim and groups without members do no harm`() throws {
    let means = try ConditionalMeans(of: [
      BinomialGroup(members: 1, probability: 1, amount: 10),
      BinomialGroup(members: 0, probability: 0.5, amount: 10),
      BinomialGroup(members: 2, probability: 0.5, amount: 5),
      BinomialGroup(members: 3, probability: 0, amount: 5),
    ])
    #expect(try means(5) == nil)
    for (sum, share) in [(10, 0.0), (15, 2.5), (20, 5.0)] {
      let found = try #require(try means(sum))
      for (value, expected) in zip(found.values, [10, 0, share, 0]) {
        #expect(abs(value - expected) < 1e-9)
      }
    }
  }
}

extension BinomialGroup {
  /// A group with one or two amounts of 0 to 5.
  fileprivate static func random(
    using stream: inout Stream, members: Int, upTo most: Double
  ) throws -> BinomialGroup {
    let first = Double(1 + stream.below(8)) / 8
    return try BinomialGroup(
      members: stream.below(members + 1),
      probability: most * Double(1 + stream.below(1000)) / 1000,
      amounts: first == 1
        ? [Amount(1 + stream.below(5), probability: 1)]
        : [
          Amount(stream.below(6), probability: first),
          Amount(1 + stream.below(5), probability: 1 - first),
        ])
  }
}

/// Every outcome of every member, one by one.
private struct Enumeration {
  /// The probability of each total.
  private(set) var chances: [Int: Double] = [:]
  /// E[X; S = total] of the first member of each group.
  private(set) var parts: [Int: [Double]] = [:]

  init(of groups: [BinomialGroup]) {
    let members = groups.indices.flatMap { index in
      (0..<groups[index].members).map { (group: index, isFirst: $0 == 0) }
    }
    var own = [Double](repeating: 0, count: groups.count)
    visit(members[...], 0, 1, &own, groups)
  }

  private mutating func visit(
    _ members: ArraySlice<(group: Int, isFirst: Bool)>, _ sum: Int, _ chance: Double,
    _ own: inout [Double], _ groups: [BinomialGroup]
  ) {
    guard let (index, isFirst) = members.first else {
      chances[sum, default: 0] += chance
      for group in own.indices {
        parts[sum, default: own.map { _ in 0 }][group] += chance * own[group]
      }
      return
    }
    let group = groups[index]
    visit(members.dropFirst(), sum, chance * (1 - group.probability), &own, groups)
    for amount in group.amounts {
      if isFirst { own[index] = Double(amount.value) }
      visit(
        members.dropFirst(), sum + amount.value,
        chance * group.probability * amount.probability, &own, groups)
      if isFirst { own[index] = 0 }
    }
  }
}
