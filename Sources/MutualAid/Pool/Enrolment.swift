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
    /// When they were born.
    public let birth: Birth
    /// How many they are.
    public let members: Int

    /// Members who differ in nothing.
    ///
    /// - Precondition: `members` is above 0; who leaves does so after joining.
    public init(
      joins: Day, leaves: Day? = nil, segment: Int = 0, sex: Sex? = nil, riskClass: Int = 0,
      birth: Birth = .unknown, members: Int
    ) {
      precondition(members > 0, "a group has members")
      precondition(leaves.map { joins < $0 } ?? true, "members leave after they joined")
      self.joins = joins
      self.leaves = leaves
      self.segment = segment
      self.sex = sex
      self.riskClass = riskClass
      self.birth = birth
      self.members = members
    }
  }

  /// The groups, ascending by joining, segment, sex, class of risk, birth and leaving.
  public let groups: [Group]
  /// How many rows of a roster they were counted from.
  public let rows: Int

  /// The members of some groups.
  ///
  /// - Parameters:
  ///   - groups: The groups in any order; equal ones are added.
  ///   - rows: How many rows of a roster they were counted from, or `nil` for a row a member.
  /// - Complexity: O(*n* log *n*) in the number of groups.
  public init(groups: [Group], rows: Int? = nil) {
    var members: [GroupKey: Int] = [:]
    for group in groups { members[GroupKey(group), default: 0] += group.members }
    self.groups = members.sorted { $0.key < $1.key }.map { $0.key.group(of: $0.value) }
    self.rows = rows ?? groups.reduce(0) { $0 + $1.members }
  }

  /// How many ever join.
  public var members: Int { groups.reduce(0) { $0 + $1.members } }
}

/// A group without its number of members, in the order of groups.
private struct GroupKey: Hashable, Comparable {
  let joins: Day
  let leaves: Day?
  let segment: Int
  let sex: Sex?
  let riskClass: Int
  let birth: Enrolment.Birth

  init(_ group: Enrolment.Group) {
    joins = group.joins
    leaves = group.leaves
    segment = group.segment
    sex = group.sex
    riskClass = group.riskClass
    birth = group.birth
  }

  func group(of members: Int) -> Enrolment.Group {
    Enrolment.Group(
      joins: joins, leaves: leaves, segment: segment, sex: sex, riskClass: riskClass, birth: birth,
      members: members)
  }

  private var order: (Int, Int, Int, Int, (Int, Int), Int) {
    (
      joins.number, segment, sex.map { $0.rawValue + 1 } ?? 0, riskClass, birth.order,
      leaves?.number ?? Int.max
    )
  }

  static func < (left: GroupKey, right: GroupKey) -> Bool {
    let (a, b) = (left.order, right.order)
    if (a.0, a.1, a.2, a.3) != (b.0, b.1, b.2, b.3) {
      return (a.0, a.1, a.2, a.3) < (b.0, b.1, b.2, b.3)
    }
    return a.4 != b.4 ? a.4 < b.4 : a.5 < b.5
  }
}

extension Enrolment.Birth {
  fileprivate var order: (Int, Int) {
    switch self {
    case .unknown: (0, 0)
    case .age(let age): (1, age)
    case .year(let year): (2, year)
    case .date(let day): (3, day.number)
    }
  }
}
