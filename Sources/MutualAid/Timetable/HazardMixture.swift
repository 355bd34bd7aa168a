import RealModule

/// The probability of an event for members whose hazards differ by their birthdays, and are all
/// multiplied by a factor that only a replication knows.
///
///     p(z) = Σ wᵢ (1 − e^(−z hᵢ))        Σ wᵢ = 1
///
/// Birthdays give some twenty hazards that hardly differ. With m their mean and κ₂, κ₃, κ₄ their
/// cumulants,
///
///     −log(1 − p(z)) = z m − z² κ₂/2 + z³ κ₃/6 − z⁴ κ₄/24 + …
///
/// which is used where what is left out is below 10⁻¹⁶ of the whole.
struct HazardMixture: Equatable, Sendable {
  private let weights: [Double]
  private let hazards: [Double]
  private let mean: Double
  private let cumulants: (Double, Double, Double)
  private let spread: Double

  /// The mixture of some hazards.
  ///
  /// - Precondition: Nothing is negative, and the weights sum to 1.
  init(_ parts: [(weight: Double, hazard: Double)]) {
    var merged: [(weight: Double, hazard: Double)] = []
    for part in parts {
      if let last = merged.indices.last, merged[last].hazard == part.hazard {
        merged[last].weight += part.weight
      } else {
        merged.append(part)
      }
    }
    weights = merged.map(\.weight)
    hazards = merged.map(\.hazard)
    let mean = merged.reduce(0) { $0 + $1.weight * $1.hazard }
    func moment(_ power: Int) -> Double {
      merged.reduce(0) { $0 + $1.weight * .pow($1.hazard - mean, power) }
    }
    self.mean = mean
    cumulants = (moment(2), moment(3), moment(4) - 3 * moment(2) * moment(2))
    spread = merged.reduce(0) { max($0, abs($1.hazard - mean)) }
  }

  /// The probability where the factor on the hazards is `factor`.
  ///
  /// - Complexity: O(1) where the hazards hardly differ, O(*hazards*) otherwise.
  func probability(factor z: Double) -> Double {
    if hazards.count == 1 { return -Double.expMinusOne(-z * hazards[0]) }
    guard z * spread < 1e-4 * max(1, z * mean), z * spread < 1e-3 else {
      return zip(weights, hazards).reduce(0) { $0 - $1.0 * Double.expMinusOne(-z * $1.1) }
    }
    let (k2, k3, k4) = cumulants
    return -Double.expMinusOne(-z * mean + z * z * (k2 / 2 - z * (k3 / 6 - z * k4 / 24)))
  }

  static func == (left: Self, right: Self) -> Bool {
    left.weights == right.weights && left.hazards == right.hazards
  }
}
