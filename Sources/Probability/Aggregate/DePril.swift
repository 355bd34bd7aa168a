import RealModule

extension LatticeLaw {
  /// The law of the total benefits of independent members, by De Pril's exact recursion.
  ///
  /// With n members of a group who claim x steps with chance pₓ, and nothing with chance p₀:
  ///
  ///     g(0) = Π p₀ⁿ        s g(s) = Σ n v(s)        v(s) = Σₓ (pₓ/p₀) (x g(s − x) − v(s − x))
  ///
  /// where the middle sum is over groups, each with a v of its own. It shares nothing with the
  /// transform, so it serves to check it. The terms change signs. The bound on the error runs beside
  /// the recursion and grows soon if chances are not small.
  ///
  /// > N. De Pril. "The aggregate claims distribution in the individual model with arbitrary positive
  /// > claims." *ASTIN Bulletin* 19 (1989), 9–24. doi:[10.2143/AST.19.1.2014912](https://doi.org/10.2143/AST.19.1.2014912)
  ///
  /// - Parameters:
  ///   - groups: The members.
  ///   - wanted: The number of lattice points to find, or `nil` for all.
  /// - Returns: The law at those points.
  /// - Throws: `AggregateError.methodDoesNotFit` if a chance is 1 or the chance of no claim at all is
  ///   below 10⁻²⁸⁰; `gridTooLarge` if there are more than 2²⁰ points;
  ///   `digitsLost` if the bound on the error reaches 1.
  /// - Complexity: O(*n* · groups · amounts) for *n* points.
  public static func dePril(
    of groups: [BinomialGroup], points wanted: Int? = nil
  ) throws(AggregateError) -> LatticeLaw {
    let model = try IndividualModel(groups)
    let all = model.greatest + 1
    let points = max(1, min(wanted ?? all, all))
    guard points <= 1 << 20 else { throw .gridTooLarge(points: points, limit: 1 << 20) }
    var start = 0.0
    for cell in model.cells {
      guard cell.claim < 1 else { throw .methodDoesNotFit("a member claims for certain") }
      start += cell.members * .log(onePlus: -cell.claim)
    }
    guard start > -640 else { throw .methodDoesNotFit("no claim at all is too unlikely") }

    let relative = (8 + 4 * abs(start)) * 0x1p-53
    var recursion = Recursion(model.cells, start: .exp(start), error: .exp(start) * relative)
    for s in 1..<max(points, 1) { recursion.append(s) }
    let error = recursion.errors.reduce(0, +)
    guard error < 1 else { throw .digitsLost(error: error) }
    return LatticeLaw(
      step: model.step, offset: 0, masses: recursion.masses, error: error,
      complete: points == all, cumulants: model.cumulants)
  }

  private struct Recursion {
    let cells: [IndividualModel.Cell]
    var masses: [Double]
    var errors: [Double]
    /// v and a bound on its error, a row a cell.
    var auxiliary: [[Double]]
    var auxiliaryErrors: [[Double]]

    init(_ cells: [IndividualModel.Cell], start: Double, error: Double) {
      self.cells = cells
      masses = [start]
      errors = [error]
      auxiliary = cells.map { _ in [0] }
      auxiliaryErrors = auxiliary
    }

    mutating func append(_ s: Int) {
      var (sum, bound) = (CompensatedSum(), 0.0)
      for (c, cell) in cells.enumerated() {
        var (own, ownBound, size) = (0.0, 0.0, 0.0)
        for (x, chance) in cell.atoms where x <= s {
          let odds = chance / (1 - cell.claim)
          let gain = Double(x) * masses[s - x]
          own += odds * (gain - auxiliary[c][s - x])
          size += odds * (abs(gain) + abs(auxiliary[c][s - x]))
          ownBound += odds * (Double(x) * errors[s - x] + auxiliaryErrors[c][s - x])
        }
        ownBound += Double(cell.atoms.count + 4) * 0x1p-53 * size
        auxiliary[c].append(own)
        auxiliaryErrors[c].append(ownBound)
        sum.add(cell.members * own)
        bound += cell.members * (ownBound + abs(own) * 0x1p-52)
      }
      masses.append(sum.value / Double(s))
      errors.append((bound + 4 * abs(sum.value) * 0x1p-53) / Double(s))
    }
  }
}
