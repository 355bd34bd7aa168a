import RealModule

/// The logarithm of a characteristic function as that of a compound Poisson law with signed rates.
///
/// A member who claims x steps with chance pₓ, and nothing with chance p₀ = 1 − Σpₓ, has, with the
/// odds R(z) = Σ (pₓ/p₀) zˣ of total r = R(1),
///
///     log E zˣ = log p₀ + Σₖ (−1)^(k+1) R(z)ᵏ / k = Σⱼ λⱼ (zʲ − 1)          r < 1
///
/// since it is 0 at z = 1. The rates λ add over members, so a sum over all cells is made once and
/// costs a term a distinct j at each frequency, however many cells there are. Cut after the power K
/// it is wrong by at most 2 r^(K+1) / ((K+1)(1−r)) a member, which `remainder` sums.
///
/// > C. Hipp. "Improved approximations for the aggregate claims distribution in the individual
/// > model." *ASTIN Bulletin* 16 (1986), 89–100. doi:[10.2143/AST.16.2.2015002](https://doi.org/10.2143/AST.16.2.2015002)
struct SignedPoisson {
  /// The rates by steps, ascending.
  private(set) var rates: [(steps: Int, rate: Double)] = []
  /// The most the logarithm is wrong by, at any frequency.
  private(set) var remainder = 0.0
  /// The cells whose odds are too high for a short series.
  private(set) var others: [IndividualModel.Cell] = []

  /// The most terms that powers of one member's odds may have.
  private static let mostTerms = 512
  /// The error a cell may leave in the logarithm.
  private static let cellError = 1e-19

  /// - Complexity: O(cells · powers · steps of a power), some 0.1 µs a cell of two amounts.
  init(of cells: [IndividualModel.Cell]) {
    var dense = [Double](repeating: 0, count: Self.width)
    var sparse: [Int: Double] = [:]
    for cell in cells {
      let odds = cell.claim / (1 - cell.claim)
      guard let (power, wrong) = Self.power(members: cell.members, odds: odds),
        Self.terms(atoms: cell.atoms.count, power: power) <= Self.mostTerms
      else {
        others.append(cell)
        continue
      }
      remainder += wrong
      if let most = cell.atoms.last?.steps, most < Self.width, most * power < Self.width {
        Self.add(cell, power: power, to: &dense)
      } else {
        Self.add(cell, power: power, to: &sparse)
      }
    }
    for (steps, rate) in sparse where steps < Self.width { dense[steps] += rate }
    rates = dense.indices.filter { dense[$0] != 0 }.map { ($0, dense[$0]) }
    rates += sparse.filter { $0.key >= Self.width }.sorted { $0.key < $1.key }
      .map { ($0.key, $0.value) }
  }

  /// Steps that are kept side by side, not by name.
  private static let width = 64

  /// Adds the powers of a member's odds, where all their steps are below `width`.
  private static func add(
    _ cell: IndividualModel.Cell, power: Int, to rates: inout [Double]
  ) {
    withUnsafeTemporaryAllocation(of: Double.self, capacity: 2 * width) { room in
      room.initialize(repeating: 0)
      var (now, next) = (0, width)
      room[now] = 1
      var (last, factor) = (0, cell.members)
      for k in 1...power {
        for (steps, chance) in cell.atoms {
          let rate = chance / (1 - cell.claim)
          for place in 0...last { room[next + place + steps] += rate * room[now + place] }
        }
        last += cell.atoms.last?.steps ?? 0
        for place in 0...last {
          rates[place] += factor / Double(k) * room[next + place]
          room[now + place] = 0
        }
        swap(&now, &next)
        factor = -factor
      }
    }
  }

  private static func add(
    _ cell: IndividualModel.Cell, power: Int, to rates: inout [Int: Double]
  ) {
    let odds = SparsePolynomial(cell.atoms.map { ($0.steps, $0.chance / (1 - cell.claim)) })
    var powers = odds
    var factor = cell.members
    for k in 1...power {
      for (steps, rate) in powers.terms { rates[steps, default: 0] += factor / Double(k) * rate }
      factor = -factor
      if k < power { powers = powers * odds }
    }
  }

  /// The least power after which the series may be cut with the error that it leaves, or `nil` if it is
  /// long.
  private static func power(
    members: Double, odds: Double
  ) -> (power: Int, remainder: Double)? {
    guard odds < 0.05 else { return nil }
    var left = members * 2 * odds / (1 - odds)
    for power in 1...16 {
      left *= odds
      let remainder = left / Double(power + 1)
      if remainder <= cellError { return (power, remainder) }
    }
    return nil
  }

  /// How many multisets of at most `power` atoms there are.
  private static func terms(atoms: Int, power: Int) -> Int {
    var count = 1
    for k in 1...power {
      count = count * (atoms + k) / k
      if count > mostTerms { return count }
    }
    return count
  }
}
