/// Leaving by choice: how often, when more than usual, and how it answers to the cost.
///
/// The yearly probability acts as a hazard −ln(1 − rate); everything else multiplies it.
public struct Lapse: Equatable, Sendable {
  /// The yearly probability of leaving, by age.
  public var perYear: AgeBands<Double>
  /// Dated factors on the hazard; days in none have 1, days in several have their product.
  public var calendar: [CalendarFactor]
  /// How leaving answers to the cost, or `nil` where it does not.
  public var response: PriceResponse?

  /// A yearly probability of leaving and what changes it.
  ///
  /// - Precondition: Every probability is in `0...1`.
  public init(
    perYear: AgeBands<Double>, calendar: [CalendarFactor] = [], response: PriceResponse? = nil
  ) {
    precondition(perYear.bands.allSatisfy { 0...1 ~= $0.value }, "a probability is in 0...1")
    self.perYear = perYear
    self.calendar = calendar
    self.response = response
  }
}

/// How leaving answers to what membership costs.
public enum PriceResponse: Equatable, Sendable {
  /// The hazard is multiplied by a power of the cost.
  case elasticity(Elasticity)
  /// A member stays while the cost of the last calendar year is at most so many times the member's
  /// own fair cost, the yearly probability times the benefit.
  ///
  /// It is tested after the last settlement of a calendar year, for those who were members all
  /// year; equality stays.
  case willingness(Double)
}

/// A hazard of leaving that goes by a power of the cost.
///
///     factor = (cost / reference)^elasticity        held within bounds
public struct Elasticity: Equatable, Sendable {
  /// The cost that leaving answers to.
  public enum Cost: String, Equatable, CaseIterable, Sendable {
    /// The share just charged.
    case share
    /// What the settlements of the last 12 months cost a member who was there for all of them.
    case last12Months = "last_12_months"
  }

  /// The power; a risk class may have its own.
  public let power: Double
  /// The cost at which the factor is 1, in fen.
  public let reference: Int
  /// Between which the factor is held.
  public let bounds: ClosedRange<Double>
  /// The cost that leaving answers to.
  public let cost: Cost

  /// A power of the cost.
  ///
  /// - Precondition: `power` is finite, `reference` above 0, the bounds not negative and finite.
  public init(
    power: Double, reference: Int, bounds: ClosedRange<Double> = 0.25...4, cost: Cost = .share
  ) {
    precondition(power.isFinite, "an elasticity is finite")
    precondition(reference > 0, "a cost is compared with one above 0")
    precondition(bounds.lowerBound >= 0 && bounds.upperBound.isFinite, "a factor is not negative")
    self.power = power
    self.reference = reference
    self.bounds = bounds
    self.cost = cost
  }
}
