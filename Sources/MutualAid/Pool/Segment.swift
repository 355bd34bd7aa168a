/// A part of the membership with terms of its own: a plan, a tier, a region, an occupation.
public struct Segment: Equatable, Sendable {
  /// The name, unique in the scenario.
  public var name: String
  /// The weight of one member in a weighted share, in millionths; 1,000,000 is a weight of 1.
  public var weight: Int
  /// Yearly probability of a claim by age and sex, before factors.
  public var incidence: RateTable
  /// Everything that multiplies the segment's hazard at all times, 1 for none.
  public var incidenceFactor: Double

  /// A segment and its terms.
  public init(
    name: String, weight: Int = 1_000_000, incidence: RateTable, incidenceFactor: Double = 1
  ) {
    self.name = name
    self.weight = weight
    self.incidence = incidence
    self.incidenceFactor = incidenceFactor
  }
}
