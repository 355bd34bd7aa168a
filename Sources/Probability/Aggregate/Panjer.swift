import RealModule

/// Panjer's recursion for compound laws of the (a,b,0) and (a,b,1) classes.
///
/// With severity masses f on 0, 1, 2, … and frequency probabilities p:
///
///     g(0) = E f(0)ᴺ
///     g(k) = [(p₁ − (a + b)p₀) f(k) + Σⱼ (a + bj/k) f(j) g(k − j)] / (1 − a f(0))        j = 1 … k
///
/// The first term is 0 in the (a,b,0) class. A modified chance of 0 changes all other masses by one
/// factor, so its recursion is that of the ordinary law. For Poisson and negative binomial numbers
/// all terms are positive and digits are kept; for binomial ones signs alternate, and digits can be
/// lost. The bound on the error runs beside the recursion and shows it either way.
///
/// A large mean makes g(0) too small for a `Double`. The recursion is linear, so it then starts at 1
/// and is divided by a power of two whenever it has grown too far; the true scale goes on at the end.
///
/// > H. H. Panjer. "Recursive evaluation of a family of compound distributions." *ASTIN Bulletin* 12
/// > (1981), 22–26. doi:[10.1017/S0515036100006796](https://doi.org/10.1017/S0515036100006796)
/// >
/// > H. H. Panjer, S. Wang. "On the stability of recursive formulas." *ASTIN Bulletin* 23 (1993),
/// > 227–258. doi:[10.2143/AST.23.2.2005093](https://doi.org/10.2143/AST.23.2.2005093)
enum Panjer {
  private static let rounding = 0x1p-53
  /// Masses above 2^500 are brought down by 2^−1000.
  private static let highest = 0x1p500

  /// The masses of a compound law at its points.
  ///
  /// - Throws: `AggregateError.methodDoesNotFit` if the frequency is in neither class.
  static func solve(_ parts: CompoundParts) throws(AggregateError) -> Masses {
    guard let (a, b, one) = parts.frequency.recursion else {
      throw .methodDoesNotFit("the frequency is in neither of Panjer's classes")
    }
    var atoms = parts.atoms
    let none = atoms.first?.steps == 0 ? atoms.removeFirst().mass : 0
    var missed = CompensatedSum()
    for atom in atoms { missed.add(atom.mass) }
    missed.add(parts.severity.beyond)
    // 1 − f(0) from the other masses, if these are all there are.
    let excess = parts.severity.masses.count == parts.atoms.count ? -missed.value : none - 1
    let start = parts.frequency.logGenerating(excess: excess, modified: false)
    let scaled = start < -400 && one == nil
    var grown = Growth(
      values: [scaled ? 1 : .exp(start)], errors: [], logScale: scaled ? start : 0)
    grown.errors = [grown.values[0] * 4 * rounding]
    let divisor = 1 / (1 - a * none)
    for k in 1..<max(parts.points, 1) {
      grown.append(k, atoms: atoms, a: a, b: b, source: one ?? 0, divisor: divisor)
    }
    return grown.masses(
      modified: parts.frequency.modification,
      start: (start.isFinite ? abs(start) : 0) + parts.frequency.cumulants.mean,
      first: .exp(parts.frequency.logGenerating(excess: excess)))
  }

  /// The masses found so far, on a scale of their own.
  private struct Growth {
    var values: [Double]
    var errors: [Double]
    var logScale: Double
    private var next = 0

    init(values: [Double], errors: [Double], logScale: Double) {
      self.values = values
      self.errors = errors
      self.logScale = logScale
    }

    mutating func append(
      _ k: Int, atoms: [(steps: Int, mass: Double)], a: Double, b: Double, source: Double,
      divisor: Double
    ) {
      let slope = b / Double(k)
      var (sum, inherited, size) = (CompensatedSum(), 0.0, 0.0)
      var index = 0
      while index < atoms.count, atoms[index].steps <= k {
        let (steps, mass) = atoms[index]
        let weight = (a + slope * Double(steps)) * mass
        let term = weight * values[k - steps]
        sum.add(term)
        size += abs(term)
        inherited += abs(weight) * errors[k - steps]
        // a and b of opposite signs may cancel in the weight.
        size +=
          (abs(a) + abs(slope) * Double(steps) - abs(a + slope * Double(steps)))
          * mass * values[k - steps].magnitude
        if steps == k { sum.add(source * mass) }
        index += 1
      }
      let value = sum.value * divisor
      values.append(value)
      errors.append((inherited + (6 * size + 4 * abs(sum.value)) * rounding) * divisor)
      if abs(value) > highest {
        for j in values.indices {
          values[j] *= 0x1p-1000
          errors[j] *= 0x1p-1000
        }
        logScale += 1000 * .log(2)
      }
    }

    func masses(modified factor: Double, start: Double, first: Double) -> Masses {
      let scale = Double.exp(logScale) * factor
      // The logarithm of g(0), and with it the scale, is right to a few roundings of its parts.
      let relative = (16 + 4 * (start + abs(logScale))) * rounding
      var result = values.map { $0 * scale }
      result[0] = first
      let total = result.reduce(0) { $0 + abs($1) }
      // The first mass is found by itself, as 1 less what the others take, where it is modified.
      let error =
        errors.dropFirst().reduce(0, +) * abs(scale) + relative * total + 8 * Panjer.rounding
      return Masses(values: result, error: error.isNaN ? .infinity : error)
    }
  }
}
