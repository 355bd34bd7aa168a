/// Everybody who ever joins, as a roster names them, grouped: members who are exchangeable count
/// together.
///
/// Who joins within a period enters on its first day, and who leaves within one leaves on its first
/// day; so joining and leaving are rounded alike. Who leaves in the period of joining, or joins after
/// the last settlement, is never a member. A member with an open claim leaves once the claim is
/// decided.
///
/// Groups are kept in one order whatever the order they come in, and equal ones are one, so that the
/// same members make the same enrolment.
public struct Enrolment: Equatable, Sendable {
  /// What is known of when a member was born.
  public enum Birth: Hashable, Sendable {
    /// Nothing: the scenario does not model age.
    case unknown
    /// The age last birthday at joining; birthdays are even over the year.
    case age(Int)
    /// The year of birth; birthdays are even over the year.
    case year(Int)
    /// The date of birth, which is used as it is; who is born on 29 February has the birthday of a
    /// common year on 1 March.
    case date(Day)
  }

  /// Members who differ in nothing.
  public struct Group: Hashable, Sendable {
    /// The day of joining; all days of a period are alike.
    public let joins: Day
    /// The first day after the membership, or `nil` for who never leaves by the roster.
    public let leaves: Day?
    /// The segment's place in the scenario's list.
    public let segment: Int
    /// The sex, or `nil` where it is not modelled.
    public let sex: Sex?
    /// The class of risk's place in the scenario.
    public let riskClass: Int
    /// What multiplies their hazard of a diagnosis beside the class of risk.
    public let risk: Double
    /// When they were born.
    public let birth: Birth
    /// How many they are.
    public let members: Int

    /// Members who differ in nothing.
    ///
    /// - Precondition: `members` is above 0; who leaves does so after joining; `risk` is finite and not
    ///   negative.
    public init(
      joins: Day, leaves: Day? = nil, segment: Int = 0, sex: Sex? = nil, riskClass: Int = 0,
      risk: Double = 1, birth: Birth = .unknown, members: Int
    ) {
      precondition(risk >= 0 && risk.isFinite, "a risk is not negative")
      precondition(members > 0, "a group has members")
      precondition(leaves.map { joins < $0 } ?? true, "members leave after they joined")
      self.joins = joins
      self.leaves = leaves
      self.segment = segment
      self.sex = sex
      self.riskClass = riskClass
      self.risk = risk
      self.birth = birth
      self.members = members
    }
  }

  /// The groups, ascending by joining, segment, sex, class of risk, birth, leaving and risk; none where
  /// members are known one by one alone.
  public let groups: [Group]
  /// The members one by one, where each has a risk of its own.
  public let roll: MemberRoll?
  /// How many rows of a roster they were counted from.
  public let rows: Int

  /// The members of some groups.
  ///
  /// - Parameters:
  ///   - groups: The groups in any order; equal ones are added.
  ///   - rows: How many rows of a roster they were counted from, or `nil` for a row a member.
  ///   - roll: The same members one by one; where there are too many groups, there are none.
  /// - Complexity: O(*n* log *n*) in the number of groups.
  public init(groups: [Group], rows: Int? = nil, roll: MemberRoll? = nil) {
    var merged: [Group] = []
    merged.reserveCapacity(groups.count)
    var last: GroupKey?
    for key in groups.indices.map({ GroupKey(groups[$0], place: $0) }).sorted(by: <) {
      let group = groups[key.place]
      if let end = merged.last, let last, !(last < key) {
        merged[merged.count - 1] = end.with(members: end.members + group.members)
      } else {
        merged.append(group)
      }
      last = key
    }
    self.groups = merged
    self.roll = roll
    self.rows = rows ?? groups.reduce(0) { $0 + $1.members }
  }

  /// How many ever join.
  public var members: Int { roll?.count ?? groups.reduce(0) { $0 + $1.members } }

  /// Whether members are known by groups, which all methods but that of individuals need.
  public var isGrouped: Bool { !groups.isEmpty || members == 0 }
}

/// What tells a group from others, in words that sort as groups do: a roster may have millions.
private struct GroupKey {
  /// The day of joining and the segment.
  private let first: UInt64
  /// Sex, class of risk and birth.
  private let second: UInt64
  /// The day of leaving.
  private let third: UInt64
  /// The risk: such numbers are in the order of their bits.
  private let fourth: UInt64
  /// Where the group stands in its list.
  let place: Int

  init(_ group: Enrolment.Group, place: Int) {
    assert(group.riskClass < 1 << 28 && group.segment < 1 << 32, "a number has room in its word")
    let birth = group.birth.order
    first = Self.ascending(group.joins.number) << 32 | UInt64(group.segment)
    second =
      UInt64(group.sex.map { $0.rawValue + 1 } ?? 0) << 62 | UInt64(group.riskClass) << 34
      | UInt64(birth.kind) << 32 | Self.ascending(birth.value)
    third = group.leaves.map { Self.ascending($0.number) } ?? .max
    fourth = group.risk.bitPattern
    self.place = place
  }

  /// A whole number of 32 bits as one that is not negative, in the same order.
  private static func ascending(_ number: Int) -> UInt64 { UInt64(number + (1 << 31)) }

  static func < (left: GroupKey, right: GroupKey) -> Bool {
    if left.first != right.first { return left.first < right.first }
    if left.second != right.second { return left.second < right.second }
    if left.third != right.third { return left.third < right.third }
    return left.fourth < right.fourth
  }
}

extension Enrolment.Group {
  /// The same group with another number of members.
  fileprivate func with(members: Int) -> Self {
    Self(
      joins: joins, leaves: leaves, segment: segment, sex: sex, riskClass: riskClass, risk: risk,
      birth: birth, members: members)
  }
}

extension Enrolment.Birth {
  fileprivate var order: (kind: Int, value: Int) {
    switch self {
    case .unknown: (0, 0)
    case .age(let age): (1, age)
    case .year(let year): (2, year)
    case .date(let day): (3, day.number)
    }
  }
}
