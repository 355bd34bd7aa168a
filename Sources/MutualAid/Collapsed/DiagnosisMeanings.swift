import Probability

/// What diagnoses of one period are to the settlement that decides their claims, by day and age.
struct DiagnosisMeanings {
  /// The different meanings: the chance of a claim of each amount.
  private var laws: [[Double]] = []
  /// The place of the meaning, at `((segment · ages + age) · 2 + waits) · days + day`.
  private var places: [Int] = []
  private let ages: Int
  private let plan: PeriodPlan
  private let cohorts: [Cohort]

  /// The meanings of a period's diagnoses.
  ///
  /// - Parameters:
  ///   - plan: The period.
  ///   - settlement: The one that decides their claims.
  ///   - payable: What members pay for a claim of each line, 0 for a refusal.
  ///   - amounts: The amounts that are told apart.
  ///   - timetable: Where the period comes from.
  init(
    in plan: PeriodPlan, decidedBy settlement: Int, payable: [Int], amounts: [Int],
    _ timetable: Timetable
  ) {
    self.plan = plan
    cohorts = timetable.cohorts
    ages = (timetable.scenario.membership.ages?.upperBound ?? 0) + 2
    let first = timetable.scenario.launch.distance(to: plan.period.first)
    let decided = (0..<plan.period.length).map { day in
      timetable.fates[first + day].map { fates in
        zip(fates.fates, fates.chances).reduce(0) { sum, fate in
          fate.0.kind == .decided && fate.0.ended == settlement ? sum + fate.1 : sum
        }
      } ?? 0
    }
    for segment in timetable.scenario.segments.indices {
      for age in 0..<ages {
        for waits in [false, true] {
          var chances = [Double](repeating: 0, count: amounts.count)
          for (line, share) in timetable.terms[segment, age].probabilities(waiting: waits) {
            guard let place = amounts.firstIndex(of: payable[line]) else { continue }
            chances[place] += share
          }
          for day in decided { places.append(place(of: chances.map { $0 * day })) }
        }
      }
    }
  }

  private mutating func place(of law: [Double]) -> Int {
    if let place = laws.firstIndex(of: law) { return place }
    laws.append(law)
    return laws.count - 1
  }

  /// A source of claims as it goes by a factor on all hazards.
  func source(_ source: ClaimSource) -> FactoredSource {
    let cover = plan.slots[source.group.slot].cover
    let segment = cohorts[cover.cohorts[source.group.place]].segment
    return FactoredSource(
      members: source.members, law: cover.laws[source.group.place], laws: laws
    ) { day, age in
      let waits = day < cover.waitingDays ? 1 : 0
      return places[((segment * ages + min(age, ages - 1)) * 2 + waits) * plan.period.length + day]
    }
  }
}
