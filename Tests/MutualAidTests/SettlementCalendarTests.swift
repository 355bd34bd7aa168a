import Testing

@testable import MutualAid

struct SettlementCalendarTests {
  @Test func `Xiang Hu Bao settles on the 14th and 28th and counts on the 7th and 21st`() {
    let calendar = SettlementCalendar(
      rule: .daysOfMonth([14, 28]), publication: .daysOfMonth([7, 21]))
    let periods = calendar.periods(from: day(2018, 10, 16), to: day(2018, 12, 20))
    #expect(
      periods.map { "\($0.first) \($0.publication) \($0.settlement)" } == [
        "2018-10-16 2018-10-21 2018-10-28",
        "2018-10-29 2018-11-07 2018-11-14",
        "2018-11-15 2018-11-21 2018-11-28",
        "2018-11-29 2018-12-07 2018-12-14",
      ])
    #expect(periods.map(\.index) == [0, 1, 2, 3])
    #expect(periods[1].length == 17)
  }

  @Test
  func `a day that a month lacks is its last, and a publication before the launch is the launch`() {
    let calendar = SettlementCalendar(rule: .daysOfMonth([31]), publication: .daysBefore(40))
    let periods = calendar.periods(from: day(2023, 12, 31), to: day(2024, 4, 30))
    #expect(
      periods.map(\.settlement.description) == [
        "2023-12-31", "2024-01-31", "2024-02-29", "2024-03-31", "2024-04-30",
      ])
    #expect(periods[0].publication == day(2023, 12, 31))
    #expect(periods[1].publication == day(2024, 1, 1))
  }

  @Test func `a publication day later in the month than its settlement is of the month before`() {
    let calendar = SettlementCalendar(rule: .daysOfMonth([5]), publication: .daysOfMonth([25]))
    let periods = calendar.periods(from: day(2023, 11, 6), to: day(2024, 1, 10))
    #expect(periods.map(\.publication.description) == ["2023-11-25", "2023-12-25"])
  }

  @Test(arguments: [
    (SettlementCalendar.Rule.monthly, ["2024-01-31", "2024-02-29", "2024-03-31"]),
    (.quarterly, ["2024-03-31"]),
    (.yearly, []),
    (.everyDays(30), ["2024-01-30", "2024-02-29", "2024-03-30"]),
  ])
  func `other rhythms end where they should`(
    rule: SettlementCalendar.Rule, expected: [String]
  ) {
    let periods = SettlementCalendar(rule: rule).periods(
      from: day(2024, 1, 1), to: day(2024, 4, 10))
    #expect(periods.map(\.settlement.description) == expected)
  }
}
