import Foundation
import Probability
import Testing

/// The operations of a lattice law.
struct LatticeLawTests {
  static func die() throws -> LatticeLaw {
    try LatticeLaw(offset: 1, masses: Array(repeating: 1.0 / 6, count: 6))
  }

  @Test
  func `two dice`() throws {
    let law = try Self.die().convolved(with: Self.die())
    #expect(law.offset == 2 && law.top == 12)
    for total in 2...12 {
      #expect(abs(law.mass(of: total) - Double(6 - abs(7 - total)) / 36) < 1e-16)
    }
    expect(law.mean, prints: 7, decimals: 12)
    expect(law.variance, prints: 35.0 / 6, decimals: 12)
    #expect(law.cumulative(1) == 0 && law.survival(12) == 0)
    #expect(law.mass(of: 1) == 0 && law.mass(of: 13) == 0)
  }

  @Test
  func `laws of different lattices add on the common one, directly and by transform`() throws {
    let coarse = try LatticeLaw(step: 6, offset: -3, masses: Array(repeating: 0.005, count: 200))
    let fine = try LatticeLaw(step: 4, offset: 1, masses: Array(repeating: 1.0 / 300, count: 300))
    let other = try LatticeLaw(step: 2, masses: [0.25, 0.5, 0.25])
    let law = try LatticeLaw.sum(of: [coarse, fine, other])
    #expect(law.step == 2 && law.offset == -2 && law.error > 0 && law.error < 1e-12)
    var masses: [Int: Double] = [:]
    for a in 0..<200 {
      for b in 0..<300 {
        for c in 0..<3 {
          let total = coarse.value(at: a) + fine.value(at: b) + other.value(at: c)
          masses[total, default: 0] += coarse.mass(at: a) * fine.mass(at: b) * other.mass(at: c)
        }
      }
    }
    let wrong = masses.reduce(0) { $0 + abs($1.value - law.mass(of: $1.key)) }
    #expect(wrong < law.error)
  }

  @Test
  func `an open quantile is nil, and its bounds hold both sides`() throws {
    let coin = try LatticeLaw(masses: [0.5, 0.5])
    let many = try LatticeLaw.sum(of: [BinomialGroup(members: 1, probability: 0.5, amount: 1)])
    #expect(coin.quantile(0.5) == 0)
    #expect(many.quantile(0.5) == nil)
    #expect(many.quantileBounds(0.5) == 0...1)
    #expect(many.quantile(0.49) == 0 && many.quantile(0.51) == 1)
  }

  @Test
  func `the tail expectation splits the atom at the quantile`() throws {
    let law = try LatticeLaw(masses: [0.9, 0.06, 0.04])
    // The worst 5 %: 4 % at 2 and 1 % at 1.
    expect(law.tailExpectation(0.95), prints: (0.04 * 2 + 0.01) / 0.05, decimals: 12)
    expect(law.tailExpectation(0), prints: 0.14, decimals: 12)
  }

  @Test
  func `a law is scaled, shifted and mapped with its moments`() throws {
    let law = try Self.die().scaled(by: 10).shifted(by: 7)
    #expect(law.value(at: 0) == 17 && law.top == 67)
    expect(law.mean, prints: 42, decimals: 12)
    let halves = try Self.die().mapped { ($0 + 1) / 2 }
    #expect(halves.values == [1, 2, 3])
    for mass in halves.masses { #expect(abs(mass - 1.0 / 3) < 1e-15) }
    let lattice = try halves.onLattice()
    #expect(distance(lattice, halves) == 0)
  }

  @Test
  func `mass beyond one law ends a sum where it first could matter`() throws {
    let open = Discretisation(
      step: 1, points: 10, cumulative: { -expm1(-$0 / 10) }
    ).lower
    #expect(abs(open.beyond - exp(-0.9)) < 1e-12)
    let law = try open.convolved(with: Self.die())
    #expect(law.offset == 1 && law.top == 10)
    #expect(law.mean == nil && law.beyond > 0.4)
    let complete = try Discretisation(
      step: 1, points: 1000, cumulative: { -expm1(-$0 / 10) }
    ).lower.convolved(with: Self.die())
    for total in 1...10 {
      #expect(abs(law.mass(of: total) - complete.mass(of: total)) < 1e-14)
    }
  }

  @Test
  func `the unbiased discretisation keeps the mean, and lower and upper enclose it`() throws {
    let scheme = Discretisation(
      step: 5, points: 200, cumulative: { -expm1(-$0 / 20) }, survival: { exp(-$0 / 20) },
      limitedExpectation: { -20 * expm1(-$0 / 20) })
    let means = try [scheme.upper, scheme.unbiased(), scheme.lower].map { try #require($0.mean) }
    #expect(means[0] < means[1] && means[1] < means[2])
    expect(means[1], prints: 20, decimals: 9)
    expect(means[2] - means[0], prints: 5, decimals: 9)
    #expect(abs(try #require(scheme.rounded.mean) - 20) < 0.2)
  }

  @Test
  func `the same parts give the same bits`() throws {
    let groups = try AggregateErrorTests.portfolio(3)
    #expect(try LatticeLaw.sum(of: groups) == LatticeLaw.sum(of: groups))
    #expect(try LatticeLaw.sums(of: [groups, groups])[1] == LatticeLaw.sum(of: groups))
  }

  @Test
  func `nobody, nothing and never are the constant 0`() throws {
    let never = try BinomialGroup(members: 5, probability: 0, amount: 3)
    let nobody = try BinomialGroup(members: 0, probability: 0.5, amount: 3)
    let nothing = try BinomialGroup(members: 5, probability: 0.5, amount: 0)
    #expect(try LatticeLaw.sum(of: [BinomialGroup]()) == .constant(0))
    #expect(try LatticeLaw.sum(of: [never, nobody, nothing]) == .constant(0))
  }
}
