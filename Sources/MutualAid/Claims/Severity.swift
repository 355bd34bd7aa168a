/// How much a claim of one class is worth.
public enum Severity: Equatable, Sendable {
  /// A promised amount in fen, by age on the day of diagnosis.
  case fixed(AgeBands<Int>)
  /// An amount that is drawn claim by claim.
  case random(RandomBenefit)

  /// The most that one claim can be worth at an age, in fen.
  public func most(atAge age: Int) -> Int {
    switch self {
    case .fixed(let bands): bands[age]
    case .random(let benefit): benefit.maximum
    }
  }

  /// The promised amounts by age; of a random one its maximum.
  var promised: AgeBands<Int> {
    switch self {
    case .fixed(let bands): bands
    case .random(let benefit): AgeBands(benefit.maximum)
    }
  }
}

/// A benefit that follows a drawn cost.
///
///     amount = min(maximum, fixed + reimbursed · cost)        rounded half up to fen
///
/// The costs of claims are independent.
public struct RandomBenefit: Equatable, Sendable {
  /// The law of the cost.
  public let cost: CostLaw
  /// What every claim is paid beside the reimbursement, in fen.
  public let fixed: Int
  /// The part of the cost that is reimbursed, in 0...1.
  public let reimbursed: Double
  /// The most that one claim is paid, in fen.
  public let maximum: Int

  /// A benefit that follows a drawn cost.
  ///
  /// - Precondition: `fixed` is in `0...maximum`, `reimbursed` in `0...1`, and the law has
  ///   parameters of its kind.
  public init(cost: CostLaw, fixed: Int = 0, reimbursed: Double = 1, maximum: Int) {
    precondition(cost.isValid, "a cost has a mean and a spread above 0, or weights")
    precondition(0 <= fixed && fixed <= maximum, "the fixed part is not above the maximum")
    precondition(0...1 ~= reimbursed, "the reimbursed part of a cost is in 0...1")
    self.cost = cost
    self.fixed = fixed
    self.reimbursed = reimbursed
    self.maximum = maximum
  }

  /// What is paid for a cost in fen.
  ///
  /// - Precondition: `cost` is not negative; it may be infinite.
  public func amount(forCost cost: Double) -> Int {
    precondition(cost >= 0, "a cost is not negative")
    // Compared before it is a whole number, so that no cost is too large for one.
    let amount = Double(fixed) + (reimbursed == 0 ? 0 : reimbursed * cost)
    return amount < Double(maximum) ? min(maximum, Int((amount + 0.5).rounded(.down))) : maximum
  }
}

/// The law of the cost of a claim.
public enum CostLaw: Equatable, Sendable {
  /// Lognormal with a mean in fen and a coefficient of variation.
  case lognormal(mean: Double, cv: Double)
  /// Gamma with a mean in fen and a coefficient of variation.
  case gamma(mean: Double, cv: Double)
  /// Amounts as counted somewhere, each with its weight.
  case empirical([CostWeight])

  fileprivate var isValid: Bool {
    switch self {
    case .lognormal(let mean, let cv), .gamma(let mean, let cv):
      mean > 0 && mean.isFinite && cv > 0 && cv.isFinite
    case .empirical(let weights): weights.contains { $0.weight > 0 }
    }
  }
}

/// The weight of an amount in an empirical law of costs.
public struct CostWeight: Equatable, Sendable {
  /// The cost in fen, not negative.
  public let amount: Int
  /// The weight, not negative; the weights need not sum to 1.
  public let weight: Double

  /// A weight of an amount.
  ///
  /// - Precondition: Neither is negative, and the weight is finite.
  public init(amount: Int, weight: Double) {
    precondition(amount >= 0, "a cost is not negative")
    precondition(weight >= 0 && weight.isFinite, "a weight is not negative")
    self.amount = amount
    self.weight = weight
  }
}
