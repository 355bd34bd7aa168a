import MutualAid

/// A condition on the result under which a run counts as failed: `mean(year_cost, 2020) > 188`.
///
///     FIGURE(QUANTITY) > NUMBER          also >=, < and <=
///     FIGURE(QUANTITY, WHEN) > NUMBER
///     FIGURE(QUANTITY, WHEN, SEGMENT) > NUMBER
///
/// A figure is `mean`, `sd`, `min`, `max`, or a quantile in per cent, `q99` or `q99.5`. A quantity
/// has the name that it has in the result. WHEN is a year or a settlement day. What is left out is
/// taken in turn: the condition holds if it holds for any period, year or segment that fits. Money
/// is in the currency's main unit, a part is a fraction.
struct Condition: Equatable, Sendable {
  /// What is asked of the values of a measure.
  enum Figure: Equatable, Sendable {
    case mean, deviation, minimum, maximum
    case quantile(Double)
  }

  /// How a figure is compared with the number.
  enum Comparison: String, CaseIterable, Sendable {
    // The longer ones first: they are looked for in this order.
    case atLeast = ">="
    case atMost = "<="
    case above = ">"
    case below = "<"

    /// Whether a figure is so.
    func holds(_ figure: Double, _ number: Double) -> Bool {
      switch self {
      case .atLeast: figure >= number
      case .atMost: figure <= number
      case .above: figure > number
      case .below: figure < number
      }
    }
  }

  /// When a measure was taken.
  enum When: Equatable, Sendable {
    case year(Int)
    case settlement(Day)
  }

  /// The condition as it was written.
  let text: String
  let figure: Figure
  let quantity: Measure.Quantity
  let when: When?
  let segment: String?
  let comparison: Comparison
  let number: Double
}

extension Condition {
  /// Whether the condition is about a measure of a run.
  func concerns(_ measure: Measure, of scenario: Scenario, periods: [Period]) -> Bool {
    guard measure.quantity == quantity else { return false }
    if let segment, measure.segment.map({ scenario.segments[$0].name }) != segment { return false }
    switch (when, measure.scope) {
    case (nil, _): return true
    case (.year(let year), .year(let other)): return year == other
    case (.year(let year), .period(let index)): return periods[index].year == year
    case (.settlement(let day), .period(let index)): return periods[index].settlement == day
    case (.settlement, .year), (_, .run): return false
    }
  }
}
