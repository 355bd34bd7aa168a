/// What basic health insurance pays of the cost of an illness.
///
///     out of pocket(c) = c − min(ceiling, rate · max(0, eligible · c − deductible))
///
/// It rises with the cost, so that it can be turned round.
public struct SocialInsurance: Hashable, Sendable {
  /// The share of the cost that the insurance knows at all: drugs and treatments on its list.
  public let eligible: Rate
  /// What is paid of the eligible cost above the deductible.
  public let reimbursement: Rate
  /// The eligible cost below which nothing is paid, in fen a year.
  public let deductible: Int
  /// The most that is paid in a year, in fen, or `nil` for no limit.
  public let ceiling: Int?

  /// A reimbursement.
  ///
  /// - Precondition: Both rates are at most 1, and the amounts are not negative.
  public init(
    eligible: Rate = Rate(millionths: 1_000_000), reimbursement: Rate, deductible: Int = 0,
    ceiling: Int? = nil
  ) {
    precondition(
      eligible.fraction <= 1 && reimbursement.fraction <= 1, "an insurance pays more than the cost")
    precondition(deductible >= 0 && ceiling ?? 0 >= 0, "a deductible or ceiling is negative")
    self.eligible = eligible
    self.reimbursement = reimbursement
    self.deductible = deductible
    self.ceiling = ceiling
  }

  /// No insurance: all is paid out of pocket.
  public static let none = SocialInsurance(reimbursement: .zero)

  /// What the household pays of a cost, in fen.
  ///
  /// - Precondition: The cost is not negative.
  public func outOfPocket(_ cost: Double) -> Double {
    precondition(cost >= 0, "a cost of illness should not be negative, but is \(cost)")
    var paid = 0.0
    for piece in pieces where cost > piece.from {
      paid += piece.slope * (min(cost, piece.to) - piece.from)
    }
    return paid
  }

  /// A stretch of costs of which the household pays a constant share.
  struct Piece {
    /// The lowest cost, in fen.
    let from: Double
    /// The highest cost, in fen, perhaps infinite.
    let to: Double
    /// What the household pays of each further fen.
    let slope: Double
  }

  /// All costs from 0, in up to three stretches: below the deductible, above it, at the ceiling.
  var pieces: [Piece] {
    let paid = eligible.fraction * reimbursement.fraction
    guard paid > 0, ceiling != 0 else { return [Piece(from: 0, to: .infinity, slope: 1)] }
    let start = Double(deductible) / eligible.fraction
    let end = ceiling.map { start + Double($0) / paid } ?? .infinity
    // Whole millionths of millionths, so that a reimbursement of all leaves exactly nothing.
    let kept = 1_000_000_000_000 - eligible.millionths * reimbursement.millionths
    var pieces = [
      Piece(from: 0, to: start, slope: 1),
      Piece(from: start, to: end, slope: Double(kept) / 1e12),
    ]
    if end < .infinity { pieces.append(Piece(from: end, to: .infinity, slope: 1)) }
    return pieces.filter { $0.from < $0.to }
  }

  /// The greatest cost of which the household pays no more than an amount, in fen.
  ///
  /// Infinite if the insurance pays all above some cost.
  ///
  /// - Precondition: The amount is not negative.
  public func greatestCost(payingAtMost amount: Double) -> Double {
    precondition(amount >= 0, "an amount should not be negative, but is \(amount)")
    var left = amount
    for piece in pieces {
      let payable = piece.slope == 0 ? 0 : piece.slope * (piece.to - piece.from)
      if payable > left { return piece.from + left / piece.slope }
      left -= payable
    }
    return .infinity
  }
}
