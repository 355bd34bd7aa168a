/// A household of some income, and what illness may cost it before it is catastrophic.
///
/// The capacity to pay is the income above subsistence. What is paid out of pocket in a year is
/// catastrophic above 40 % of it; at exactly 40 % it is not. (Xu and others count that case too.)
///
/// > K. Xu, D. B. Evans, K. Kawabata, R. Zeramdini, J. Klavus, C. J. L. Murray. "Household
/// > catastrophic health expenditure: a multicountry analysis." *Lancet* 362 (2003), 111–117.
/// > doi:[10.1016/S0140-6736(03)13861-5](https://doi.org/10.1016/S0140-6736(03)13861-5)
public struct Household: Hashable, Sendable {
  /// The number of people.
  public var size: Int
  /// The disposable income of one of them, in fen a year.
  public var incomePerHead: Int
  /// What one of them needs to live, in fen a year, such as the food of a household in the middle.
  public var subsistencePerHead: Int

  /// A household.
  ///
  /// - Precondition: The size is positive, and the amounts are not negative.
  public init(size: Int, incomePerHead: Int, subsistencePerHead: Int) {
    precondition(size > 0, "a household should have people, but has \(size)")
    precondition(incomePerHead >= 0 && subsistencePerHead >= 0, "an income or need is negative")
    self.size = size
    self.incomePerHead = incomePerHead
    self.subsistencePerHead = subsistencePerHead
  }

  /// The share of the capacity to pay above which an expense is catastrophic, 40 %.
  public static let catastrophicShare = Rate(millionths: 400_000)

  /// What the household can pay in a year beyond subsistence, in fen, at least 0.
  public var capacityToPay: Int { size * max(0, incomePerHead - subsistencePerHead) }

  /// Whether paying an amount out of pocket within a year is catastrophic, exact to the fen.
  ///
  /// - Parameters:
  ///   - amount: What is paid, in fen.
  ///   - threshold: The share of the capacity to pay that is still borne.
  /// - Returns: Whether the amount is above that share of the capacity.
  public func isCatastrophic(
    _ amount: Int, threshold: Rate = Household.catastrophicShare
  ) -> Bool {
    Int128(amount) * 1_000_000 > Int128(capacityToPay) * Int128(threshold.millionths)
  }
}

/// Households of one kind among all.
public struct HouseholdClass: Hashable, Sendable {
  /// What the kind is called, such as "low income".
  public var name: String
  /// Their share of all households.
  public var share: Double
  /// What they are like.
  public var household: Household
  /// The probability that somebody in such a household is diagnosed within the year.
  public var diagnosis: Double

  /// Households of one kind.
  ///
  /// - Precondition: Share and probability are from 0 to 1.
  public init(name: String, share: Double, household: Household, diagnosis: Double) {
    precondition(0...1 ~= share, "a share should be from 0 to 1, but is \(share)")
    precondition(0...1 ~= diagnosis, "a probability should be from 0 to 1, but is \(diagnosis)")
    self.name = name
    self.share = share
    self.household = household
    self.diagnosis = diagnosis
  }
}
