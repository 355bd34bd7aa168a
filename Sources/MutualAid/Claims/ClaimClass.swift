/// A class of claims: a group of diseases with one benefit.
public struct ClaimClass: Equatable, Sendable {
  /// The name, unique in the scenario.
  public var name: String
  /// The part of all diagnoses that falls into the class, by age.
  ///
  /// Over the classes they sum to 1.
  public var share: AgeBands<Double>
  /// How much a claim is worth, one for each segment.
  ///
  /// When their number changes, `approval` follows with 1 for new segments.
  public var severities: [Severity] {
    didSet { approval = Self.filled(approval, count: severities.count) }
  }
  /// The probability that an application is approved, one for each segment.
  public var approval: [Double]
  /// Whether the class is an accident, which a waiting period may exempt.
  public var isAccident: Bool

  /// A class of claims.
  ///
  /// `severities` and `approval` have one value for each segment; where `approval` has fewer, the
  /// rest is 1.
  ///
  /// - Precondition: Every approval is in `0...1`.
  public init(
    name: String, share: AgeBands<Double>, severities: [Severity], approval: [Double] = [],
    isAccident: Bool = false
  ) {
    precondition(approval.allSatisfy { 0...1 ~= $0 }, "a probability is in 0...1")
    self.name = name
    self.share = share
    self.severities = severities
    self.approval = Self.filled(approval, count: severities.count)
    self.isAccident = isAccident
  }

  /// A class of claims with fixed benefits, one schedule in fen for each segment.
  public init(
    name: String, share: AgeBands<Double>, benefits: [AgeBands<Int>], approval: [Double] = [],
    isAccident: Bool = false
  ) {
    self.init(
      name: name, share: share, severities: benefits.map { .fixed($0) }, approval: approval,
      isAccident: isAccident)
  }

  /// What is promised, in fen, by age on the day of diagnosis; one schedule for each segment.
  ///
  /// A random benefit stands with its maximum; whoever needs more asks `severities`.
  public var benefits: [AgeBands<Int>] {
    get { severities.map(\.promised) }
    set { severities = newValue.map { .fixed($0) } }
  }

  private static func filled(_ approval: [Double], count: Int) -> [Double] {
    let missing = max(0, count - approval.count)
    return Array(approval.prefix(count)) + Array(repeating: 1, count: missing)
  }
}
