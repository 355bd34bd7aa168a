import Probability

/// A line of a reference table, whose fields are set apart by bars.
struct ReferenceLine: CustomStringConvertible, Sendable {
  let fields: [String]

  /// The lines of a table.
  static func lines(of table: String) -> [ReferenceLine] {
    table.split(whereSeparator: \.isNewline).map { line in
      let parts = line.split(separator: "|").map { part in
        part.split(separator: " ").joined(separator: " ")
      }
      return ReferenceLine(fields: parts)
    }
  }

  var description: String { fields.joined(separator: " | ") }

  /// The numbers of a field.
  func numbers(_ field: Int) -> [Double] {
    fields[field].split(separator: " ").compactMap { Double($0) }
  }
}

/// No law has this name.
struct UnknownLaw: Error { let name: String }

/// The law that a reference table calls by a name and parameters, such as "Gamma 2.5 3".
func law(named text: String) throws -> any ContinuousLaw {
  let words = text.split(separator: " ")
  let name = words.first.map(String.init) ?? ""
  let p = words.dropFirst().compactMap { Double($0) }
  return switch (name, p.count) {
  case ("Uniform", 2): try Uniform(from: p[0], to: p[1])
  case ("Exponential", 1): try Exponential(mean: p[0])
  case ("Normal", 2): try Normal(mean: p[0], standardDeviation: p[1])
  case ("LogNormal", 2): try LogNormal(logMean: p[0], logStandardDeviation: p[1])
  case ("Gamma", 2): try Gamma(shape: p[0], scale: p[1])
  case ("Beta", 2): try Beta(alpha: p[0], beta: p[1])
  case ("Weibull", 2): try Weibull(shape: p[0], scale: p[1])
  case ("Pareto", 2): try Pareto(shape: p[0], minimum: p[1])
  case ("Lomax", 2): try Lomax(shape: p[0], scale: p[1])
  case ("Mixture", 0): try mixture()
  case ("Interpolated", 0): try interpolated()
  case ("Capped", 1): try Capped(Gamma(shape: 2.5, scale: 2), at: p[0])
  case ("Layered", 2):
    try Layered(Gamma(shape: 2.5, scale: 2), attachment: p[0], limit: p[1])
  default: throw UnknownLaw(name: text)
  }
}

/// The mixture of the reference table of draws.
func mixture() throws -> Mixture {
  try Mixture(
    of: [Exponential(mean: 1), Gamma(shape: 2.5, scale: 2), Uniform(from: 5, to: 6)],
    weights: [0.5, 0.3, 0.2])
}

/// The empirical law of the reference table of draws, with a gap from 1 to 2.
func interpolated() throws -> InterpolatedLaw {
  try InterpolatedLaw(points: [0, 1, 2, 5, 10], probabilities: [0, 0.25, 0.25, 0.75, 1])
}

/// How far a number is from another, as a multiple of the other.
func relativeError(_ found: Double, _ expected: Double) -> Double {
  found == expected ? 0 : abs(found - expected) / abs(expected)
}

/// The draws of a statistical test: all in release, a tenth without the optimiser.
#if DEBUG
  let manyDraws = 20_000
#else
  let manyDraws = 200_000
#endif
