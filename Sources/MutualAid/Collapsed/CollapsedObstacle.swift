/// A part of a scenario that ties its settlements together by more than the carried surplus, or leaves
/// one without a law.
public enum CollapsedObstacle: Hashable, Sendable, CustomStringConvertible {
  /// The same thing leaves no exact law.
  case noLaw(NoExactLaw.Reason)
  /// A member's claim may be decided by one settlement or another.
  ///
  /// A member has at most one claim of a period. So the claims of it that two settlements decide are
  /// not independent, even if the correlation is only about minus the probability of a claim.
  case spread
  /// Members who leave by choice while claims may be open, and whose claims they are.
  case openClaims
  /// Members who leave by choice and are replaced because a path asks for as many.
  case refilled
  /// A yearly cap, which goes by all settlements of the year.
  case yearlyCap
  /// A shutdown by date.
  case shutdown
  /// Claims that nobody is there to pay.
  case nobodyPays
  /// A total with more possible values than a table holds.
  case tooFine
  /// More claims than are counted.
  case tooMany

  /// The key of the scenario, and why it stands in the way.
  public var description: String {
    switch self {
    case .noLaw(let reason): "\(reason)"
    case .spread:
      "claims.reporting, claims.processing, settlement.publication: claims of one period are decided "
        + "by several settlements, which makes these depend on one another"
    case .openClaims:
      "members.lapse: who has an open claim does not leave; here claims are decided after their period"
    case .refilled:
      "members.path: who leaves by choice is replaced; here members join by members.flows"
    case .yearlyCap: "apportionment.cap_per_year: it ties all settlements of a year together"
    case .shutdown: "shutdown: the tail is not shared as other settlements are"
    case .nobodyPays: "members: there may be claims to pay when nobody pays"
    case .tooMany: "members: a cohort, or all of them, have too many claims to count"
    case .tooFine: "claims.classes: a settlement's total has too many possible values"
    }
  }
}
