/// A figure by which two scenarios are compared, of which each replication yields a whole number.
public struct ComparedFigure: Hashable, Sendable {
  /// How the figure follows from what is measured.
  public enum Extent: Hashable, Sendable {
    /// A calendar year's figure.
    case year(Int)
    /// A figure of the run as a whole.
    case run
    /// The sum of the figures of all settlements.
    case total
  }

  /// What is measured.
  public let quantity: Measure.Quantity
  /// Of what.
  public let extent: Extent
  /// The name of the segment, or `nil` where it is of all members.
  public let segment: String?

  /// A figure of a quantity.
  public init(_ quantity: Measure.Quantity, _ extent: Extent, segment: String? = nil) {
    self.quantity = quantity
    self.extent = extent
    self.segment = segment
  }

  /// The name in files: that of the quantity, `total_` before it where it is a sum.
  public var name: String { extent == .total ? "total_" + quantity.rawValue : quantity.rawValue }

  /// What is summed over the settlements of a run.
  static let totals: [Measure.Quantity] = [
    .diagnosed, .cases, .benefits, .fee, .contributions, .platform,
  ]

  /// What a scenario without a shutdown has none of: 0 there, and compared where either has one.
  static let ofShutdown: [Measure.Quantity] = [
    .lostLate, .lostUnpaid, .benefitsUnpaid, .tailPlatform, .leftWithoutCover, .floatKept,
    .floatLost,
  ]
}
