/// Who is asked for the money of a settlement.
enum MoneyPhase: Equatable, Sendable {
  /// The members share.
  case members
  /// The pool is shut: the platform pays the tail.
  case platform
  /// The pool is shut: claims wait for the last apportionment.
  case waiting
  /// The pool is shut: those who were members share once more.
  case lastApportionment
  /// The pool is shut: nobody pays.
  case nobody

  /// Whether the settlement belongs to the tail.
  var isTail: Bool { self != .members }

  /// The phase of every settlement.
  ///
  /// A settlement on the day contributions end asks nothing of members: it belongs to the tail. The
  /// last apportionment is on the first settlement after the last filing deadline; without a
  /// filing limit, after the end of cover.
  static func phases(of scenario: Scenario, periods: [Period]) -> [MoneyPhase] {
    guard let shutdown = scenario.shutdown else { return periods.map { _ in .members } }
    let deadline = shutdown.lastDeadline ?? shutdown.coverEnds.lastCoveredDay
    let last = periods.firstIndex {
      $0.settlement > deadline && $0.settlement >= shutdown.contributionsEnd
    }
    return periods.map { period in
      guard period.settlement >= shutdown.contributionsEnd else { return .members }
      switch shutdown.tail {
      case .platform: return .platform
      case .nobody: return .nobody
      case .members:
        guard let last else { return .waiting }
        return period.index < last ? .waiting : period.index == last ? .lastApportionment : .nobody
      }
    }
  }
}
