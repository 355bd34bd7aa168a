import Probability

/// The course of a claim through the settlements, from its diagnosis to its decision.
///
/// All of it is known in days, but what a replication keeps is which settlement sees what: by which
/// settlement day the claim was reported, and by which publication day it was decided or lost. The
/// law of that pair is the same for all claims diagnosed on a day, so counts can be split by it.
struct ClaimCourse: Sendable {
  /// What becomes of a claim, in indices of periods; one beyond the last stands for never.
  struct Fate: Hashable, Sendable {
    /// What `ended` tells.
    enum Kind: Int, Sendable {
      /// The settlement that decides the claim.
      case decided
      /// The settlement that counts the claim as lost, because it was filed too late.
      case lost
      /// The day on which the case is ready to be decided, in days from launch; when it is its turn
      /// depends on the others.
      case ready
      /// The day of the diagnosis, in days from launch; the rest is to be drawn claim by claim.
      case diagnosed
    }

    /// The first settlement whose day is on or after the application.
    var reported: Int
    var ended: Int
    var kind: Kind
  }

  /// Whether a capacity limits what some settlement decides.
  ///
  /// Then a claim's place in the queue depends on the day on which it is ready. Pools are split over
  /// the days of diagnosis only, and the course of each claim is drawn: there are too many pairs of
  /// settlement and day for a law of each, and only as many claims as there are.
  let queues: Bool
  /// The number of periods, which is also the index that stands for never.
  let periods: Int
  private let launch: Day
  private let settlements: [Day]
  private let publications: [Day]
  private let shutdown: Shutdown?
  /// From diagnosis to application, by the day of diagnosis.
  private let reporting: DelayCalendar
  /// From application to decision, by the day of application.
  private let processing: DelayCalendar

  init(of scenario: Scenario, periods: [Period]) {
    self.periods = periods.count
    settlements = periods.map(\.settlement)
    publications = periods.map(\.publication)
    launch = scenario.launch
    shutdown = scenario.shutdown
    let claims = scenario.claims
    reporting = DelayCalendar(
      claims.reporting, changes: claims.reportingChanges, from: scenario.launch,
      to: scenario.horizon)
    processing = DelayCalendar(
      claims.processing, changes: claims.processingChanges, from: scenario.launch,
      to: scenario.horizon)
    queues = periods.contains { claims.processingCapacity.cases(on: $0.settlement) != nil }
  }

  /// The probabilities of a claim's fates when it is diagnosed on a day.
  ///
  /// - Complexity: O(*d* · *s*), where *d* is the number of days a report can take and *s* the
  ///   number of settlements that a decision can take.
  func law(diagnosed day: Day) -> [Fate: Double] {
    guard !queues else {
      return [Fate(reported: 0, ended: launch.distance(to: day), kind: .diagnosed): 1]
    }
    var law: [Fate: Double] = [:]
    let reporting = reporting[day]
    for (delay, chance) in reporting.days.enumerated() where chance > 0 {
      let application = day.advanced(by: delay)
      // What is late stays late, and what comes after the last settlement is never seen.
      if isLate(diagnosed: day, applied: application) {
        law[unreported(diagnosed: day), default: 0] += reporting.tails[delay]
        break
      }
      guard delay < reporting.days.count - 1, let last = settlements.last, application <= last
      else {
        law[unreported(diagnosed: day), default: 0] += reporting.tails[delay]
        break
      }
      let reported = Self.firstIndex(in: settlements, onOrAfter: application)
      let totals = processing[application].totals
      var before = 0.0
      var ended = Self.firstIndex(in: publications, onOrAfter: application)
      while ended < periods, before < 1 {
        let known = application.distance(to: publications[ended])
        let total = totals[min(known, totals.count - 2)]
        if total > before {
          law[Fate(reported: reported, ended: ended, kind: .decided), default: 0] +=
            chance * (total - before)
          before = total
        }
        ended += 1
      }
      if before < 1 {
        law[Fate(reported: reported, ended: periods, kind: .decided), default: 0] +=
          chance * (1 - before)
      }
    }
    return law
  }

  /// Draws the course of a claim of which the day of diagnosis is known.
  ///
  /// - Complexity: O(log *n*) for *n* settlements.
  func draw(_ diagnosed: Fate, using draws: inout Stream) -> Fate {
    let day = launch.advanced(by: diagnosed.ended)
    let application = day.advanced(by: reporting[day].sample(using: &draws))
    guard !isLate(diagnosed: day, applied: application), let last = settlements.last,
      application <= last
    else { return unreported(diagnosed: day) }
    let reported = Self.firstIndex(in: settlements, onOrAfter: application)
    let ready = application.advanced(by: processing[application].sample(using: &draws))
    guard let last = publications.last, ready <= last else {
      return Fate(reported: reported, ended: periods, kind: .decided)
    }
    return Fate(reported: reported, ended: launch.distance(to: ready), kind: .ready)
  }

  /// Draws the course of claims one by one, where only the day of diagnosis is known of it.
  ///
  /// It belongs to no replication, so that what `body` changes there is not copied.
  @inline(__always)
  func follow(
    _ fate: Fate, of count: Int, using draws: inout Stream,
    each body: (_ fate: Fate, _ count: Int) -> Void
  ) {
    guard fate.kind == .diagnosed else { return body(fate, count) }
    for _ in 0..<count { body(draw(fate, using: &draws), 1) }
  }

  /// Whether an application comes after the filing limit.
  ///
  /// The limit binds applications after the announcement, and its last day counts.
  private func isLate(diagnosed: Day, applied: Day) -> Bool {
    guard let shutdown, let limit = shutdown.filing, applied > shutdown.announced else {
      return false
    }
    return applied > shutdown.deadline(limit, diagnosed: diagnosed)
  }

  /// The fate of a claim that is never filed in time: lost once its deadline has passed, if there is
  /// one.
  ///
  /// A claim whose deadline had passed when the end was announced is lost on the announcement.
  private func unreported(diagnosed: Day) -> Fate {
    guard let shutdown, let limit = shutdown.filing else {
      return Fate(reported: periods, ended: periods, kind: .decided)
    }
    let passed = max(shutdown.deadline(limit, diagnosed: diagnosed), shutdown.announced)
    let ended = Self.firstIndex(in: settlements, onOrAfter: passed.advanced(by: 1))
    return Fate(reported: periods, ended: ended, kind: .lost)
  }

  static func firstIndex(in days: [Day], onOrAfter day: Day) -> Int {
    var low = 0
    var high = days.count
    while low < high {
      let middle = (low + high) / 2
      if days[middle] < day { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

extension Shutdown {
  /// The last day on which a claim diagnosed on a day may be filed.
  func deadline(_ limit: FilingLimit, diagnosed: Day) -> Day {
    switch limit {
    case .daysFromDiagnosis(let days): diagnosed.advanced(by: days)
    case .date(let date): date
    }
  }

  /// The last day on which any claim may be filed.
  var lastDeadline: Day? {
    filing.map { deadline($0, diagnosed: coverEnds.lastCoveredDay) }
  }
}

extension Moment {
  /// The last day of which a part lies before the moment.
  var lastCoveredDay: Day { minute > 0 ? day : day.advanced(by: -1) }
}
