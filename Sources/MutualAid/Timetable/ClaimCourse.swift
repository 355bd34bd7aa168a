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
      /// The day of the application, in days from launch; when the case is ready is drawn once it is
      /// reported, and when it is its turn depends on the others.
      case applied
      /// The day of the diagnosis, in days from launch; the rest is to be drawn claim by claim.
      case diagnosed
    }

    /// The first settlement whose day is on or after the application.
    var reported: Int
    var ended: Int
    var kind: Kind
  }

  /// The days of a claim, from launch.
  struct Days: Equatable, Sendable {
    let diagnosed: Int
    let applied: Int
    /// When the case is ready to be decided, where that is drawn with the others.
    let ready: Int
  }

  /// Whether a capacity limits what some settlement decides.
  ///
  /// Then a claim's place in the queue depends on the day on which it is ready. Pools are split over
  /// the days of diagnosis or application, and when each case is ready is drawn once it is reported: there
  /// are too many pairs of settlement and day for a law of each, and only as many claims as there are.
  let queues: Bool
  /// Whether a trigger may put a filing limit on claims of which only the settlement would be known.
  ///
  /// Then the days of each claim are drawn too, and kept until it is reported.
  let mayRefile: Bool
  /// The number of periods, which is also the index that stands for never.
  let periods: Int
  private let launch: Day
  private let settlements: [Day]
  private let publications: [Day]
  private var shutdown: Shutdown?
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
    mayRefile =
      scenario.triggers != nil
      && (scenario.triggers?.terms.filing != nil || scenario.shutdown?.filing != nil)
    queues = periods.contains { claims.processingCapacity.cases(on: $0.settlement) != nil }
  }

  /// What can become of a claim that is applied for on a day, filed in time, with probabilities.
  ///
  /// - Complexity: O(*s*), where *s* is the number of settlements that a decision can take.
  func fates(applied application: Day) -> [(fate: Fate, chance: Double)] {
    let reported = Self.firstIndex(in: settlements, onOrAfter: application)
    let totals = processing[application].totals
    var found: [(fate: Fate, chance: Double)] = []
    var before = 0.0
    var ended = Self.firstIndex(in: publications, onOrAfter: application)
    while ended < periods, before < 1 {
      let known = application.distance(to: publications[ended])
      let total = totals[min(known, totals.count - 2)]
      if total > before {
        found.append((Fate(reported: reported, ended: ended, kind: .decided), total - before))
        before = total
      }
      ended += 1
    }
    if before < 1 {
      found.append((Fate(reported: reported, ended: periods, kind: .decided), 1 - before))
    }
    return found
  }

  /// Tells when a claim that is diagnosed on a day is applied for.
  ///
  /// - Parameters:
  ///   - day: The day of the diagnosis.
  ///   - applied: Told days after it with their probabilities.
  ///   - unfiled: Told the fate of a claim of which no settlement hears in time, and how likely it is.
  /// - Complexity: O(*d*), where *d* is the number of days a report can take.
  func applications(
    diagnosed day: Day, applied: (_ delay: Int, _ chance: Double) -> Void,
    unfiled: (_ fate: Fate, _ chance: Double) -> Void
  ) {
    let reporting = reporting[day]
    for (delay, chance) in reporting.days.enumerated() where chance > 0 {
      let application = day.advanced(by: delay)
      // What is late stays late, and what comes after the last settlement is never seen.
      guard !isLate(diagnosed: day, applied: application), delay < reporting.days.count - 1,
        let last = settlements.last, application <= last
      else { return unfiled(unreported(diagnosed: day), reporting.tails[delay]) }
      applied(delay, chance)
    }
  }

  /// What is known of a claim on the day of its diagnosis, where its days are drawn one by one.
  func diagnosed(_ day: Day) -> Fate {
    Fate(reported: 0, ended: launch.distance(to: day), kind: .diagnosed)
  }

  /// Whether the days of each claim are drawn one by one.
  var followsClaims: Bool { queues || mayRefile }

  /// The same course in a pool that a trigger shuts.
  func shut(by shutdown: Shutdown) -> ClaimCourse {
    var course = self
    course.shutdown = shutdown
    return course
  }

  /// Draws the days of a claim of which the day of diagnosis is known.
  ///
  /// How long the decision takes is drawn where it can matter already.
  ///
  /// - Complexity: O(1).
  func draw(_ diagnosed: Fate, using draws: inout Stream) -> Days {
    let day = launch.advanced(by: diagnosed.ended)
    let application = day.advanced(by: reporting[day].sample(using: &draws))
    let applied = launch.distance(to: application)
    guard !queues, let last = settlements.last, application <= last else {
      return Days(diagnosed: diagnosed.ended, applied: applied, ready: .max)
    }
    return Days(
      diagnosed: diagnosed.ended, applied: applied,
      ready: applied + processing[application].sample(using: &draws))
  }

  /// What becomes of a claim, by its days.
  ///
  /// - Complexity: O(log *n*) for *n* settlements.
  func fate(of days: Days) -> Fate {
    let diagnosed = launch.advanced(by: days.diagnosed)
    let application = launch.advanced(by: days.applied)
    guard !isLate(diagnosed: diagnosed, applied: application), let last = settlements.last,
      application <= last
    else { return unreported(diagnosed: diagnosed) }
    guard !queues else { return fate(applied: application) }
    let reported = Self.firstIndex(in: settlements, onOrAfter: application)
    guard let last = publications.last, days.ready <= launch.distance(to: last) else {
      return Fate(reported: reported, ended: periods, kind: .decided)
    }
    let ready = launch.advanced(by: days.ready)
    return Fate(
      reported: reported, ended: Self.firstIndex(in: publications, onOrAfter: ready),
      kind: .decided)
  }

  /// Draws the course of claims one by one, where only the day of diagnosis is known of it.
  ///
  /// It belongs to no replication, so that what `body` changes there is not copied.
  @inline(__always)
  func follow(
    _ fate: Fate, of count: Int, using draws: inout Stream,
    each body: (_ fate: Fate, _ days: Days?, _ count: Int) -> Void
  ) {
    guard fate.kind == .diagnosed else { return body(fate, nil, count) }
    for _ in 0..<count {
      let days = draw(fate, using: &draws)
      body(self.fate(of: days), days, 1)
    }
  }

  /// The same fates as far as they are known on the day of the application, where it is the days of diagnosis
  /// that are known; `nil` where the days of each claim are needed.
  ///
  /// - Complexity: O(*days* · *d*) for *d* days that a report can take.
  func applied(_ diagnosed: FateLaw) -> FateLaw? {
    guard queues, !mayRefile else { return nil }
    var sums: [Fate: Double] = [:]
    for (known, weight) in zip(diagnosed.fates, diagnosed.chances) {
      let day = launch.advanced(by: known.ended)
      applications(
        diagnosed: day,
        applied: { delay, chance in
          sums[fate(applied: day.advanced(by: delay)), default: 0] += weight * chance
        },
        unfiled: { fate, chance in sums[fate, default: 0] += weight * chance })
    }
    let fates = sums.keys.sorted()
    return FateLaw(
      fates.enumerated().compactMap { number, fate in
        sums[fate].flatMap { $0 > 0 ? (number, $0) : nil }
      }, of: fates)
  }

  /// What is known of a claim on the day of its application, where cases queue.
  private func fate(applied day: Day) -> Fate {
    Fate(
      reported: Self.firstIndex(in: settlements, onOrAfter: day), ended: launch.distance(to: day),
      kind: .applied)
  }

  /// The days from launch on which claims were applied for that a settlement is the first to see reported,
  /// each with the law of how long it takes until the case is ready.
  func processing(reportedBy settlement: Int) -> [(day: Int, delay: DelayCalendar.Law)] {
    let first = settlement == 0 ? launch : settlements[settlement - 1].advanced(by: 1)
    return (0...first.distance(to: settlements[settlement])).map {
      let day = first.advanced(by: $0)
      return (launch.distance(to: day), processing[day])
    }
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
