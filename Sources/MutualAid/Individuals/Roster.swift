import RealModule

/// Members one by one, each with an own probability of a claim, joining and leaving: ten in 64 bytes.
///
/// Joining, leaving and class of benefit together are the member's *kind*, of which a roster tells
/// 65,536 apart. A member is in the pool from the period `joins` to before the period `leaves`, or up
/// to the claim, whichever comes first.
///
/// The probability is kept as the hazard −ln(1 − p) in single precision, which is right to 6·10⁻⁸ of
/// itself.
public struct Roster: Sendable {
  /// Members who differ in nothing but their probability.
  struct Kind: Hashable, Sendable {
    /// The first period of membership.
    let joins: Int
    /// The first period after it.
    let leaves: Int
    /// The place of the benefit.
    let benefitClass: Int
  }

  /// The number of periods.
  public let periods: Int
  /// What a claim of each class is worth, in fen.
  public let benefits: [Int]
  /// By member, the hazard per period at a factor of 1, and the number of the kind.
  var rows: MemberRows
  /// By number.
  private(set) var kinds: [Kind] = []
  /// How many members are of each kind.
  private(set) var sizes: [Int] = []
  private var numbers: [Kind: UInt16] = [:]
  /// The kind that was added last; members often come in runs.
  private var last: (kind: Kind, number: UInt16)?

  /// A roster without members.
  ///
  /// - Parameters:
  ///   - periods: The number of periods.
  ///   - benefits: What a claim of each class is worth, in fen, none negative.
  ///   - capacity: How many members there will be, where that is known. Without it the roster may
  ///     take up to twice the memory while it grows.
  public init(periods: Int, benefits: [Int], capacity: Int = 0) {
    precondition(periods > 0, "a roster has periods")
    precondition(benefits.allSatisfy { $0 >= 0 }, "a benefit is not negative")
    self.periods = periods
    self.benefits = benefits
    rows = MemberRows(capacity: capacity)
  }

  /// The number of members.
  public var count: Int { rows.count }

  /// The bytes that members take.
  public var memory: Int { rows.memory }

  /// Adds a member.
  ///
  /// - Parameters:
  ///   - probability: Of a claim in a period, where the factor on the hazards is 1.
  ///   - joins: The first period of membership.
  ///   - leaves: The first period after it.
  ///   - benefitClass: The place of the benefit.
  /// - Throws: `RosterError` if the member does not fit.
  /// - Complexity: O(1) on average.
  public mutating func add(
    probability: Double, joins: Int, leaves: Int, benefitClass: Int = 0
  ) throws(RosterError) {
    guard probability >= 0, probability < 1 else { throw .probability(probability) }
    let number = try number(
      of: Kind(joins: joins, leaves: leaves, benefitClass: benefitClass))
    rows.append(hazard: Float(-Double.log(onePlus: -probability)), kind: number)
    sizes[Int(number)] += 1
  }

  private mutating func number(of kind: Kind) throws(RosterError) -> UInt16 {
    if let last, last.kind == kind { return last.number }
    if let known = numbers[kind] {
      last = (kind, known)
      return known
    }
    guard 0 <= kind.joins, kind.joins < kind.leaves, kind.leaves <= periods else {
      throw .membership(joins: kind.joins, leaves: kind.leaves)
    }
    guard benefits.indices ~= kind.benefitClass else { throw .noClass(kind.benefitClass) }
    guard let number = UInt16(exactly: kinds.count) else { throw .tooManyKinds }
    kinds.append(kind)
    sizes.append(0)
    numbers[kind] = number
    last = (kind, number)
    return number
  }
}
