import RealModule

/// Groups brought to one lattice, alike ones merged, without those that cannot claim.
struct IndividualModel {
  /// A member's claim law on the lattice, and how many members share it.
  struct Cell {
    var members: Double
    /// The chances of a claim of so many steps, ascending in steps, none of 0 steps.
    let atoms: ArraySlice<(steps: Int, chance: Double)>
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
  /// - Complexity: O(groups · amounts), some 0.2 µs a group.
  init(_ groups: [BinomialGroup]) throws(AggregateError) {
    step = Self.step(of: groups)
    var shapes = Shapes(expected: groups.count)
    var means = Means()
    for group in groups where group.members > 0 && group.probability > 0 {
      cumulants = cumulants + group.cumulants
      let shape = shapes.add(group, step: step)
      guard let largest = shape.last else { continue }
      let (most, overflow) = largest.steps.multipliedReportingOverflow(by: group.members)
      let (sum, overflowed) = greatest.addingReportingOverflow(most)
      guard !overflow, !overflowed, sum < Int.max / (2 * step) else { throw .totalTooLarge }
      greatest = sum
      for (place, atom) in shape.enumerated() {
        means.add(Double(group.members) * atom.chance, at: atom.steps, near: place)
      }
    }
    cells = shapes.cells
    intensities = means.ascending
  }

  /// The greatest step on which all amounts lie that somebody can claim.
  private static func step(of groups: [BinomialGroup]) -> Int {
    var step = 0
    for group in groups where group.members > 0 && group.probability > 0 {
      for amount in group.amounts where amount.probability > 0 {
        // Mostly the step is found by the first groups, and the others need a division each.
        if step == 0 || amount.value % step != 0 {
          step = greatestCommonDivisor(step, amount.value)
        }
      }
    }
    return max(step, 1)
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

/// Claim laws of one member in the order of their first appearance, alike ones merged.
private struct Shapes {
  /// All laws one behind the other.
  private var atoms: [(steps: Int, chance: Double)] = []
  /// Where each law ends.
  private var ends: [Int] = []
  private var members: [Double] = []
  /// By a law's hash, the place of the first that has it.
  private var places: [UInt64: Int] = [:]

  init(expected count: Int) {
    ends.reserveCapacity(count)
    members.reserveCapacity(count)
    places.reserveCapacity(count)
  }

  /// The cells of all laws.
  var cells: [IndividualModel.Cell] {
    members.indices.map { place in
      let own = atoms[range(place)]
      var claim = CompensatedSum()
      for atom in own { claim.add(atom.chance) }
      return IndividualModel.Cell(
        members: members[place], atoms: own, claim: min(1, claim.value))
    }
  }

  /// Adds a group's members, and gives the law of one on the lattice.
  mutating func add(_ group: BinomialGroup, step: Int) -> ArraySlice<(steps: Int, chance: Double)> {
    let start = atoms.count
    for amount in group.amounts where amount.value > 0 && amount.probability > 0 {
      atoms.append((amount.value / step, group.probability * amount.probability))
    }
    settle(from: start)
    let own = start..<atoms.count
    guard !own.isEmpty else { return [] }
    let hash = atoms[own].reduce(0x9E37_79B9_7F4A_7C15 as UInt64) { hash, atom in
      let mixed = (hash ^ UInt64(bitPattern: Int64(atom.steps))) &* 0xBF58_476D_1CE4_E5B9
      return (mixed ^ mixed >> 29 ^ atom.chance.bitPattern) &* 0x94D0_49BB_1331_11EB
    }
    if let place = places[hash], isAlike(range(place), own) {
      members[place] += Double(group.members)
      atoms.removeSubrange(own)
      return atoms[range(place)]
    }
    // Of two laws with one hash the first keeps it: the other is merged with none, which is as right.
    if places[hash] == nil { places[hash] = ends.count }
    ends.append(atoms.count)
    members.append(Double(group.members))
    return atoms[own]
  }

  private func range(_ place: Int) -> Range<Int> {
    (place == 0 ? 0 : ends[place - 1])..<ends[place]
  }

  private func isAlike(_ one: Range<Int>, _ other: Range<Int>) -> Bool {
    atoms[one].elementsEqual(atoms[other]) { $0 == $1 }
  }

  /// Brings the atoms from a place on into ascending order, one for each amount.
  private mutating func settle(from start: Int) {
    let own = start..<atoms.count
    guard own.dropFirst().contains(where: { atoms[$0].steps <= atoms[$0 - 1].steps }) else {
      return
    }
    // A stable order, so that chances of one amount are added as they come.
    let sorted = atoms[own].enumerated().sorted {
      ($0.element.steps, $0.offset) < ($1.element.steps, $1.offset)
    }
    atoms.removeSubrange(own)
    for (_, atom) in sorted {
      if atoms.count > start, atoms[atoms.count - 1].steps == atom.steps {
        atoms[atoms.count - 1].chance += atom.chance
      } else {
        atoms.append(atom)
      }
    }
  }
}

/// Expected claims by amount.
private struct Means {
  private var sums: [(steps: Int, sum: CompensatedSum)] = []
  private var places: [Int: Int] = [:]

  /// Adds to the claims of an amount, which is looked for at a place first.
  mutating func add(_ mean: Double, at steps: Int, near place: Int) {
    if place < sums.count, sums[place].steps == steps {
      sums[place].sum.add(mean)
    } else if let known = places[steps] {
      sums[known].sum.add(mean)
    } else {
      places[steps] = sums.count
      sums.append((steps, CompensatedSum()))
      sums[sums.count - 1].sum.add(mean)
    }
  }

  var ascending: [(steps: Int, mean: Double)] {
    sums.sorted { $0.steps < $1.steps }.map { ($0.steps, $0.sum.value) }
  }
}
