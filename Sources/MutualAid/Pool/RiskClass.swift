/// A part of every cohort that differs in risk, and perhaps in how it leaves, though nothing
/// observable tells it apart.
///
/// Where low risks answer more to the cost than high risks, the membership grows worse (adverse
/// selection); where they answer less, better.
public struct RiskClass: Equatable, Sendable {
  /// The name, unique in the scenario.
  public var name: String
  /// The part of those who join; over the classes they sum to 1.
  public var share: Double
  /// What multiplies the hazard of diagnosis.
  public var risk: Double
  /// The power of the price response, or `nil` for the lapse's own.
  public var elasticity: Double?
  /// The willingness of the price response, or `nil` for the lapse's own.
  public var willingness: Double?
  /// What multiplies the hazard of leaving.
  public var lapseFactor: Double

  /// A class of risk.
  ///
  /// - Precondition: `share` is in `0...1`; `risk`, `willingness` and `lapseFactor` are finite and
  ///   not negative; `elasticity` is finite.
  public init(
    name: String, share: Double, risk: Double, elasticity: Double? = nil,
    willingness: Double? = nil, lapseFactor: Double = 1
  ) {
    precondition(0...1 ~= share, "a share is in 0...1")
    precondition(risk >= 0 && risk.isFinite, "a risk is not negative")
    precondition(elasticity?.isFinite ?? true, "an elasticity is finite")
    precondition(willingness.map { $0 >= 0 && $0.isFinite } ?? true, "willingness is not negative")
    precondition(lapseFactor >= 0 && lapseFactor.isFinite, "a factor is not negative")
    self.name = name
    self.share = share
    self.risk = risk
    self.elasticity = elasticity
    self.willingness = willingness
    self.lapseFactor = lapseFactor
  }

  /// The only class where a scenario has none: everybody, with the risk of the tables.
  public static let all = RiskClass(name: "all", share: 1, risk: 1)
}
