/// Who joins, when, and of what age, sex and segment.
public struct Membership: Equatable, Sendable {
  /// The net number of payers by date; where there is a flow, it counts for nothing.
  public var path: MembershipPath
  /// Who joins by period, or `nil` where the path decides.
  public var flow: JoiningFlow?
  /// Who joins and leaves one by one, or `nil` where path or flow decides.
  ///
  /// Where it is there, path, flow and mixes count for nothing.
  public var enrolment: Enrolment?
  /// The mix of those who join, each from its date on; the first also before its date.
  public var mixes: [DatedMix]
  /// The ages that may be members, or `nil` where the scenario does not model age.
  public var ages: ClosedRange<Int>?
  /// From when on a member is covered.
  public var waiting: WaitingPeriod
  /// Yearly probability of death by age and sex, or `nil` where nobody dies.
  public var mortality: RateTable?
  /// What multiplies the hazard of death.
  public var mortalityFactor: Double
  /// What becomes of a member whose claim was paid.
  public var claimants: Claimants
  /// Leaving by choice, or `nil` where nobody does.
  public var lapse: Lapse?
  /// The parts of every cohort that differ in risk, at least one; the shares sum to 1.
  public var riskClasses: [RiskClass]
  /// Charges that fail, or `nil` where none does.
  public var failedDebits: FailedDebits?

  /// The membership of a scenario.
  public init(
    path: MembershipPath, flow: JoiningFlow? = nil, enrolment: Enrolment? = nil,
    mixes: [DatedMix], ages: ClosedRange<Int>? = nil, waiting: WaitingPeriod = WaitingPeriod(),
    mortality: RateTable? = nil, mortalityFactor: Double = 1, claimants: Claimants = .leave,
    lapse: Lapse? = nil, riskClasses: [RiskClass] = [.all], failedDebits: FailedDebits? = nil
  ) {
    self.path = path
    self.flow = flow
    self.enrolment = enrolment
    self.mixes = mixes
    self.ages = ages
    self.waiting = waiting
    self.mortality = mortality
    self.mortalityFactor = mortalityFactor
    self.claimants = claimants
    self.lapse = lapse
    self.riskClasses = riskClasses
    self.failedDebits = failedDebits
  }
}

/// What becomes of a member whose claim was paid.
public enum Claimants: String, Equatable, CaseIterable, Sendable {
  /// The member leaves once paid, as in the real pools.
  case leave
  /// The member stays and may claim again in a later period: counts are Bin(n, p) each period.
  case stay
}

/// The days from joining during which a diagnosis gives no claim.
public struct WaitingPeriod: Equatable, Sendable {
  /// Days from joining that are not covered; with 90, days 0 to 89.
  public var days: Int
  /// Whether accidents are covered from the day of joining.
  public var coversAccidents: Bool
  /// Whether members pay while they wait.
  public var pays: Bool

  /// A waiting period; none unless told otherwise.
  public init(days: Int = 0, coversAccidents: Bool = false, pays: Bool = true) {
    self.days = days
    self.coversAccidents = coversAccidents
    self.pays = pays
  }

  /// Whether there are members who are not asked to pay, because they wait.
  public var sparesSome: Bool { days > 0 && !pays }
}

/// The net number of payers by date: linear by day between points, constant outside them.
public struct MembershipPath: Equatable, Sendable {
  /// The number of payers on a day.
  public struct Point: Equatable, Sendable {
    /// The day.
    public let day: Day
    /// The payers on it.
    public let members: Int

    /// So many payers on a day.
    public init(day: Day, members: Int) {
      self.day = day
      self.members = members
    }
  }

  /// The points, ascending by day.
  public let points: [Point]

  /// A path through points.
  ///
  /// - Precondition: At least one point; days ascend strictly; no count is negative.
  public init(points: [Point]) {
    precondition(!points.isEmpty, "a membership path has at least one point")
    precondition(zip(points, points.dropFirst()).allSatisfy { $0.day < $1.day }, "days ascend")
    precondition(points.allSatisfy { $0.members >= 0 }, "members are not negative")
    self.points = points
  }

  /// The payers on a day, rounded half up.
  ///
  /// - Complexity: O(log *n*), where *n* is the number of points.
  public func members(on day: Day) -> Int {
    var low = 0
    var high = points.count
    while low < high {
      let middle = (low + high) / 2
      if points[middle].day <= day { low = middle + 1 } else { high = middle }
    }
    guard low > 0 else { return points[0].members }
    let left = points[low - 1]
    guard low < points.count else { return left.members }
    let right = points[low]
    let span = left.day.distance(to: right.day)
    let rise = (right.members - left.members) * left.day.distance(to: day)
    // Floor of (2·rise + span) / (2·span) is rise/span rounded half up, for falls as well.
    let doubled = 2 * rise + span
    let quotient = doubled / (2 * span) - (doubled < 0 && doubled % (2 * span) != 0 ? 1 : 0)
    return left.members + quotient
  }
}

/// The make-up of those who join from a date on.
public struct DatedMix: Equatable, Sendable {
  /// A part of those who join.
  public struct Part: Equatable, Sendable {
    /// The segment's place in the scenario's list.
    public let segment: Int
    /// Age last birthday at joining; `nil` where age is not modelled.
    public let age: Int?
    /// The sex; `nil` where it is not modelled.
    public let sex: Sex?
    /// The part of all joiners, as a weight; the weights of a mix need not sum to 1.
    public let share: Double

    /// So large a part of the joiners.
    public init(segment: Int, age: Int? = nil, sex: Sex? = nil, share: Double) {
      self.segment = segment
      self.age = age
      self.sex = sex
      self.share = share
    }
  }

  /// The first day on which the mix holds.
  public let from: Day
  /// The parts.
  public let parts: [Part]

  /// A mix from a day on.
  ///
  /// - Precondition: At least one part; shares are finite, not negative, and not all 0.
  public init(from: Day, parts: [Part]) {
    precondition(parts.contains { $0.share > 0 }, "somebody joins")
    precondition(parts.allSatisfy { $0.share >= 0 && $0.share.isFinite }, "shares are weights")
    self.from = from
    self.parts = parts
  }
}
