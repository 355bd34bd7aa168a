/// The members of a roster one by one, each with a risk of its own, in eight bytes.
///
/// A member is a word: the upper half is what multiplies the hazard of a diagnosis, in single precision;
/// the lower half has the numbers of the *person*, which is all that members may have in common beside,
/// and of the *stay*, which is when they join and leave.
///
/// Members keep the order in which they came. Draws follow it, so that another order gives other draws of
/// the same law.
public struct MemberRoll: Equatable, Sendable {
  /// What members may have in common but for when they are members.
  public struct Person: Hashable, Sendable {
    /// The segment's place in the scenario's list.
    public let segment: Int
    /// The sex, or `nil` where it is not modelled.
    public let sex: Sex?
    /// The class of risk's place in the scenario.
    public let riskClass: Int
    /// When they were born; not by age, because birth years are dealt to members who are alike.
    public let birth: Enrolment.Birth

    /// A person.
    public init(segment: Int, sex: Sex?, riskClass: Int, birth: Enrolment.Birth) {
      self.segment = segment
      self.sex = sex
      self.riskClass = riskClass
      self.birth = birth
    }
  }

  /// When a member joins and leaves.
  public struct Stay: Hashable, Sendable {
    /// The day of joining; all days of a period are alike.
    public let joins: Day
    /// The first day after the membership, or `nil` for who never leaves by the roster.
    public let leaves: Day?

    /// A stay.
    public init(joins: Day, leaves: Day?) {
      self.joins = joins
      self.leaves = leaves
    }
  }

  /// The bits of the number of a person; those of a stay are what is left of 32.
  static let personBits = 20
  /// The most persons that are told apart.
  public static let mostPersons = 1 << personBits
  /// The most stays that are told apart.
  public static let mostStays = 1 << (32 - personBits)
  /// The most members.
  public static let mostMembers = 200_000_000
  /// Members of a section, which has a stream of its own.
  static let sectionSize = 1 << 20

  /// By number.
  public private(set) var persons: [Person] = []
  /// By number.
  public private(set) var stays: [Stay] = []
  /// The members, in sections of one length but for the last.
  private(set) var sections: [[UInt64]] = []

  /// A roll without members.
  public init() {}

  /// The number of members.
  public var count: Int {
    sections.isEmpty
      ? 0 : (sections.count - 1) * Self.sectionSize + (sections.last?.count ?? 0)
  }

  /// Numbers a person.
  ///
  /// - Returns: The number, or `nil` where there are too many.
  public mutating func add(_ person: Person) -> Int? {
    guard persons.count < Self.mostPersons else { return nil }
    persons.append(person)
    return persons.count - 1
  }

  /// Numbers a stay.
  ///
  /// - Returns: The number, or `nil` where there are too many.
  public mutating func add(_ stay: Stay) -> Int? {
    guard stays.count < Self.mostStays else { return nil }
    stays.append(stay)
    return stays.count - 1
  }

  /// Adds members who are alike.
  ///
  /// - Parameters:
  ///   - members: How many.
  ///   - risk: What multiplies the hazard of each.
  ///   - person: The number of the person.
  ///   - stay: The number of the stay.
  /// - Complexity: O(*members*).
  @inline(__always)
  public mutating func add(members: Int = 1, risk: Float, person: Int, stay: Int) {
    let word = Self.word(risk: risk, person: person, stay: stay)
    for _ in 0..<members {
      if sections.isEmpty || sections[sections.count - 1].count == Self.sectionSize {
        var section: [UInt64] = []
        // The first one grows, because most rolls are small.
        if !sections.isEmpty { section.reserveCapacity(Self.sectionSize) }
        sections.append(section)
      }
      sections[sections.count - 1].append(word)
    }
  }

  @inline(__always)
  static func word(risk: Float, person: Int, stay: Int) -> UInt64 {
    UInt64(risk.bitPattern) << 32 | UInt64(stay) << personBits | UInt64(person)
  }

  /// What multiplies a member's hazard.
  @inline(__always)
  static func risk(of word: UInt64) -> Double {
    Double(Float(bitPattern: UInt32(truncatingIfNeeded: word >> 32)))
  }

  /// The number of a member's person.
  @inline(__always)
  static func person(of word: UInt64) -> Int { Int(word & UInt64(mostPersons - 1)) }

  /// The number of a member's stay.
  @inline(__always)
  static func stay(of word: UInt64) -> Int { Int(word >> personBits & UInt64(mostStays - 1)) }

  /// Goes through the words of all members.
  public func forEachWord(_ body: (UInt64) -> Void) {
    for section in sections {
      for word in section { body(word) }
    }
  }
}
