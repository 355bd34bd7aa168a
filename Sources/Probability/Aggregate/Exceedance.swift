import RealModule

extension LatticeLaw {
  /// A probability with a bound on its error.
  public struct BoundedProbability: Equatable, Sendable {
    /// The probability.
    public let value: Double
    /// The most by which it is wrong.
    public let error: Double
  }

  /// P(S > threshold) for the total benefits of independent members, however small.
  ///
  /// The members' chances are tilted so that the threshold becomes the mean, the tilted law is found,
  /// and each point is weighted back:
  ///
  ///     P(S = s) = e^(K(θ) − θs) P_θ(S = s)        p_θ(x) = pₓ e^(θx) / Σ p e^(θ·)
  ///
  /// Above the threshold no weight exceeds e^(K(θ) − θ·threshold), so the law's absolute error
  /// becomes one that is small beside the result: a tail of 10⁻²⁰⁰ keeps some twelve digits. Where
  /// rare amounts thousands of times the threshold can pass it, fewer are left, as the error says.
  ///
  /// > F. Esscher. "On the probability function in the collective theory of risk." *Skandinavisk
  /// > Aktuarietidskrift* 15 (1932), 175–195. doi:[10.1080/03461238.1932.10405883](https://doi.org/10.1080/03461238.1932.10405883)
  ///
  /// - Throws: As `sum(of:limit:)` does.
  public static func exceedance(
    of groups: [BinomialGroup], beyond threshold: Int
  ) throws(AggregateError) -> BoundedProbability {
    let model = try IndividualModel(groups)
    guard threshold < model.greatest * model.step else { return .init(value: 0, error: 0) }
    // The first point above the threshold, where the tilted mean is put as far as it can be.
    let first = threshold / model.step + 1
    guard threshold >= 0, Double(first) * Double(model.step) > model.cumulants.mean else {
      let law = try sum(of: groups)
      return .init(value: law.survival(threshold), error: law.error)
    }
    let tilt = model.tilt(toMean: Double(first))
    let tilted = try groups.map { (group) throws(AggregateError) -> BinomialGroup in
      try group.tilted(by: tilt / Double(model.step))
    }
    let law = try sum(of: tilted)
    let top = model.logMoment(tilt) - tilt * Double(first)
    var total = CompensatedSum()
    for index in stride(from: law.count - 1, to: law.lastIndex(atOrBelow: threshold), by: -1) {
      let distance = law.value(at: index) / model.step - first
      total.add(law.mass(at: index) * .exp(-tilt * Double(distance)))
    }
    let scale = Double.exp(top)
    let relative = 0x1p-53 * (16 + 8 * (abs(top) + tilt * Double(first)))
    return .init(
      value: scale * total.value, error: scale * (law.error + relative * total.value))
  }
}

extension IndividualModel {
  /// The θ a step at which the tilted mean is `mean` steps, or nearly, by bisection.
  ///
  /// Any θ gives a right result, this one gives the best digits.
  func tilt(toMean mean: Double) -> Double {
    let largest = Double(cells.compactMap { $0.atoms.last?.steps }.max() ?? 1)
    var (low, high) = (0.0, 600 / largest)
    for _ in 0..<60 {
      let middle = 0.5 * (low + high)
      if tiltedMean(middle) < mean { low = middle } else { high = middle }
    }
    return low
  }

  private func tiltedMean(_ theta: Double) -> Double {
    var total = 0.0
    for cell in cells {
      var (zeroth, first) = (1 - cell.claim, 0.0)
      for atom in cell.atoms {
        let weight = atom.chance * .exp(theta * Double(atom.steps))
        zeroth += weight
        first += weight * Double(atom.steps)
      }
      total += cell.members * first / zeroth
    }
    return total
  }
}
