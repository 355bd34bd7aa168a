import Testing

@testable import MutualAid

struct DayTests {
  @Test func `known days have their known distance from 1970`() {
    #expect(day(1970, 1, 1).number == 0)
    #expect(day(2000, 3, 1).number == 11_017)
    #expect(day(2018, 10, 16).number == 17_820)
    #expect(day(1969, 12, 31).number == -1)
  }

  @Test func `every day from 1600 to 2400 reads back as its own date, one after another`() {
    var next = day(1600, 1, 1)
    for number in 0..<292_194 {
      let (year, month, dayOfMonth) = next.date
      #expect(Day(year: year, month: month, day: dayOfMonth) == next)
      if number.isMultiple(of: 997) { #expect(next.dayOfYear <= Day.count(in: year)) }
      next = next.advanced(by: 1)
    }
    #expect(next == day(2400, 1, 1))
  }

  @Test func `dates that the calendar lacks are refused`() {
    #expect(Day(year: 2021, month: 2, day: 29) == nil)
    #expect(Day(year: 1900, month: 2, day: 29) == nil)
    #expect(Day(year: 2000, month: 2, day: 29) != nil)
    #expect(Day(year: 2021, month: 4, day: 31) == nil)
    #expect(Day(year: 2021, month: 13, day: 1) == nil)
    #expect(Day(year: 2021, month: 1, day: 0) == nil)
  }

  @Test func `dates and moments are written as ISO 8601 writes them`() {
    #expect(day(2021, 3, 5).description == "2021-03-05")
    #expect(Moment(day: day(2021, 3, 31), minute: 1080).description == "2021-03-31T18:00")
    #expect(Moment.end(of: day(2021, 3, 31)).description == "2021-03-31T24:00")
  }

  @Test func `cover that ends at 18 hours covers three quarters of the day`() {
    let end = Moment(day: day(2021, 3, 31), minute: 1080)
    #expect(end.part(of: day(2021, 3, 30)) == 1)
    #expect(end.part(of: day(2021, 3, 31)) == 0.75)
    #expect(end.part(of: day(2021, 4, 1)) == 0)
  }
}
