import RealModule

/// Groups brought to one lattice, alike ones merged, without those that cannot claim.
struct IndividualModel {
  /// A member's claim law on the lattice, and how many members share it.
  struct Cell {
    var members: Double
    /// The chances of a claim of so many steps, ascending in steps, none of 0 steps.
    let atoms: [(steps: Int, chance: Double)]
    /// The chance of any claim above 0.
    let claim: Double
  }

  /// The lattice's step in units, 1 if nothing can be claimed.
  let step: Int
  /// The cells, in order of first appearance.
  private(set) var cells: [Cell] = []
  /// The expected number of claims at each amount, ascending in steps.
  private(set) var intensities: [(steps: Int, mean: Double)] = []
  /// The greatest possible total, in steps.
  private(set) var greatest = 0
  /// The cumulants of the total, in units.
  private(set) var cumulants = Cumulants.zero

  /// - Throws: `AggregateError.totalTooLarge` if the greatest total does not fit.
  init(_ groups: [BinomialGroup]) throws(AggregateError) {
    var step = 0
    var live: [BinomialGroup] = []
    for group in groups where group.members > 0 && group.probability > 0 {
      live.append(group)
      for amount in group.amounts where amount.probability > 0 {
        step = greatestCommonDivisor(step, amount.value)
      }
    }
    self.step = max(step, 1)
    var places: [Shape: Int] = [:]
    var means: [Int: CompensatedSum] = [:]
    for group in live {
      cumulants = cumulants + group.cumulants
      let atoms = Self.atoms(of: group, step: self.step)
      guard let largest = atoms.last else { continue }
      let (most, overflow) = largest.steps.multipliedReportingOverflow(by: group.members)
      let (sum, overflowed) = greatest.addingReportingOverflow(most)
      guard !overflow, !overflowed, sum < Int.max / (2 * self.step) else { throw .totalTooLarge }
      greatest = sum
      for atom in atoms {
        means[atom.steps, default: .init()].add(Double(group.members) * atom.chance)
      }
      let shape = Shape(steps: atoms.map(\.steps), chances: atoms.map(\.chance))
      if let place = places[shape] {
        cells[place].members += Double(group.members)
      } else {
        places[shape] = cells.count
        let claim = min(1, atoms.map(\.chance).compensatedSum())
        cells.append(Cell(members: Double(group.members), atoms: atoms, claim: claim))
      }
    }
    intensities = means.sorted { $0.key < $1.key }.map { ($0.key, $0.value.value) }
  }

  private struct Shape: Hashable {
    let steps: [Int]
    let chances: [Double]
  }

  private static func atoms(
    of group: BinomialGroup, step: Int
  ) -> [(steps: Int, chance: Double)] {
    var chances: [Int: Double] = [:]
    for amount in group.amounts where amount.value > 0 && amount.probability > 0 {
      chances[amount.value / step, default: 0] += group.probability * amount.probability
    }
    return chances.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  /// log E exp(t S / step).
  func logMoment(_ t: Double) -> Double {
    var total = 0.0
    for cell in cells {
      var excess = 0.0
      for atom in cell.atoms { excess += atom.chance * .expMinusOne(t * Double(atom.steps)) }
      total += cell.members * (excess > -0.5 ? .log(onePlus: excess) : logMoment(of: cell, t))
    }
    return total
  }

  /// The same for one member, where 1 + excess would lose its digits; t is below 0 there.
  private func logMoment(of cell: Cell, _ t: Double) -> Double {
    var moment = 1 - cell.claim
    for atom in cell.atoms { moment += atom.chance * .exp(t * Double(atom.steps)) }
    // No claim is above the largest, should the sum underflow.
    return max(.log(moment), t * Double(cell.atoms.last?.steps ?? 0))
  }

  /// An upper bound of `logMoment`, from log(1 + x) ≤ x, that costs a term an amount.
  func logMomentBound(_ t: Double) -> Double {
    var total = 0.0
    for (steps, mean) in intensities { total += mean * .expMinusOne(t * Double(steps)) }
    return total
  }
}
