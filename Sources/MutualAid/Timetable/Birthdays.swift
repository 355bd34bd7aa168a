/// The birthdays of a cohort within one period.
///
/// Birthdays are spread evenly over the year, and count as even among those present at the start of
/// each period. A birthday is a point φ of the unit interval: whoever has φ at most `part(d)` has had
/// the birthday by the end of day d, where
///
///     part(d) = day of the year of d / days of that year
///
/// So a period's members fall into a few groups whose ages run alike. The error against true
/// birthdays, which joiners in the middle of a year bring in, is below 0.02% of a period's
/// probability for China's tables.
struct Birthdays {
  /// The days of a period as birthdays count them, the same for all birth years.
  struct Calendar {
    /// The year of each day, and the part of it that has passed when the day ends.
    fileprivate let days: [(year: Int, part: Double)]
    /// The parts of the days and 1, ascending.
    fileprivate let cuts: [Double]

    init(of period: Period) {
      let days = (0..<period.length).map { number in
        let day = period.first.advanced(by: number)
        return (year: day.year, part: Birthdays.part(day))
      }
      self.days = days
      cuts = Set(days.map(\.part) + [1]).sorted()
    }
  }

  /// Members whose ages run alike through the period.
  struct Group: Equatable {
    /// The part of the cohort's members present at the period's start.
    let weight: Double
    /// The age last birthday on each day of the period.
    let ages: [Int]
  }

  /// The groups; their weights sum to 1.
  let groups: [Group]
  /// The part of those present who have reached the upper age by the publication day.
  let reachedByPublication: Double
  /// The part of those present who have reached the upper age by the settlement day.
  let reachedBySettlement: Double

  /// The birthdays of those born in a year, in one period; at the upper age a member leaves.
  init(of birthYear: Int, in period: Period, upperAge: Int) {
    self.init(of: birthYear, in: period, Calendar(of: period), upperAge: upperAge)
  }

  /// The birthdays of those born in a year, in one period whose days are known.
  init(of birthYear: Int, in period: Period, _ calendar: Calendar, upperAge: Int) {
    let leavingYear = birthYear + upperAge
    // In the year of leaving only those are present whose birthday is still to come.
    let present = Birthdays.reached(period.first.advanced(by: -1), in: leavingYear)
    let cuts = calendar.cuts.filter { $0 > present }

    guard present < 1, birthYear <= period.settlement.year else {
      // Nobody is left, or nobody is born.
      groups = []
      reachedByPublication = present
      reachedBySettlement = present
      return
    }
    groups = zip([present] + cuts, cuts).map { low, high in
      Group(
        weight: (high - low) / (1 - present),
        ages: calendar.days.map { max(0, $0.year - birthYear - (high > $0.part ? 1 : 0)) })
    }
    reachedByPublication =
      (Birthdays.reached(period.publication, in: leavingYear) - present) / (1 - present)
    reachedBySettlement =
      (Birthdays.reached(period.settlement, in: leavingYear) - present) / (1 - present)
  }

  /// The birthdays of those born on a day, in one period; at the upper age a member leaves.
  init(born: Day, in period: Period, upperAge: Int) {
    let leaving = born.birthday(in: born.year + upperAge)
    guard period.first <= leaving, born <= period.settlement else {
      // Nobody is left, or nobody is born.
      groups = []
      reachedByPublication = leaving < period.first ? 1 : 0
      reachedBySettlement = reachedByPublication
      return
    }
    let ages = (0..<period.length).map { born.age(on: period.first.advanced(by: $0)) }
    groups = [Group(weight: 1, ages: ages.map { max(0, $0) })]
    reachedByPublication = leaving <= period.publication ? 1 : 0
    reachedBySettlement = leaving <= period.settlement ? 1 : 0
  }

  /// A period of a scenario that does not model age: everybody has age 0 throughout.
  init(notModelledIn period: Period) {
    groups = [Group(weight: 1, ages: [Int](repeating: 0, count: period.length))]
    reachedByPublication = 0
    reachedBySettlement = 0
  }

  private static func part(_ day: Day) -> Double {
    Double(day.dayOfYear) / Double(Day.count(in: day.year))
  }

  /// The part of a birth year that has had its birthday of a year by the end of a day.
  private static func reached(_ day: Day, in year: Int) -> Double {
    day.year < year ? 0 : day.year == year ? part(day) : 1
  }
}

extension Day {
  /// The birthday in a year of those born on this day; 1 March for 29 February where there is none.
  func birthday(in year: Int) -> Day {
    let (_, month, day) = date
    return Day(year: year, month: month, day: day) ?? Day.first(of: year).advanced(by: 59)
  }

  /// The age last birthday on a day of those born on this one; negative before they are born.
  public func age(on day: Day) -> Int {
    day.year - year - (day < birthday(in: day.year) ? 1 : 0)
  }
}
