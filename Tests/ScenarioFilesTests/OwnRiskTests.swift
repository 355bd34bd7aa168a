import MutualAid
import Testing

@testable import ScenarioFiles

/// A scenario whose roster may tell each member's own risk.
private let riskPool = """
  fentan: 1
  name: Own risks
  launch: 2020-01-01
  horizon: 2020-12-31
  settlement: { every: month }
  members:
    roster: { file: roster.csv }
    ages: 20..59
  claims:
    incidence: { per_year: 0.01 }
    classes:
      severe: { share: 1, benefit: 300000 }
  apportionment: { fee: 0.08 }

  """

/// The column of own risks in a roster.
struct OwnRiskTests {
  private func enrolment(_ roster: String) throws -> Enrolment {
    try #require(
      try read(riskPool, files: ["roster.csv": roster]).scenario.membership.enrolment)
  }

  @Test func `members are kept one by one, and counted in groups`() throws {
    let found = try enrolment("birth_year,risk,count\n1980,0.25,3\n1990,1.5,1\n1980,0.25,2\n")
    #expect(found.groups.map(\.risk) == [0.25, 1.5])
    #expect(found.groups.map(\.members) == [5, 1])
    #expect(found.roll?.count == 6 && found.members == 6 && found.rows == 3 && found.isGrouped)
    let plain = try enrolment("birth_year,count\n1980,3\n")
    #expect(plain.roll == nil && plain.groups.map(\.risk) == [1])
  }

  @Test func `members with other risks are another roster`() throws {
    let texts = try ["0.25", "0.26"].map {
      try read(riskPool, files: ["roster.csv": "birth_year,risk\n1980,\($0)\n"]).text
    }
    #expect(texts[0] != texts[1])
    // A risk of 1 is what every member has.
    #expect(
      try enrolment("birth_year,risk\n1980,1\n").groups == enrolment("birth_year\n1980\n").groups)
  }

  @Test(arguments: ["0", "1", "1.25", "0.0001", "1000", "999.999999999999"])
  func `a factor is read as it is written`(text: String) throws {
    let risk = try #require(Float(text))
    #expect(try enrolment("birth_year,risk\n1980,\(text)\n").groups.map(\.risk) == [Double(risk)])
  }

  @Test(arguments: [
    "-1", "1001", "1e3", "nan", "01", ".5", "5.", "1.2.3", "1,5", "0.12345678901234567",
  ])
  func `a factor of another kind is refused`(text: String) {
    let found = problems(
      riskPool, files: ["roster.csv": "birth_year,risk\n1980,\"\(text)\"\n"])
    #expect(
      found == [
        "roster.csv:2:7: risk: expected a factor from 0 to 1000 such as 1.25, but found \(text)"
      ])
  }

  @Test func `an empty factor is refused, and an age beside factors`() {
    #expect(
      problems(riskPool, files: ["roster.csv": "birth_year,risk\n1980,\n"]) == [
        "roster.csv:2:6: risk: expected a factor from 0 to 1000 such as 1.25, but found nothing"
      ])
    #expect(
      problems(riskPool, files: ["roster.csv": "age,risk\n30,1\n"]) == [
        "roster.csv:1:1: age: expected birth_date or birth_year beside risk, but found an age"
      ])
  }

  @Test func `where there are too many groups, members remain one by one`() throws {
    let scenario = try read(riskPool, files: ["roster.csv": "birth_year,risk\n1980,1\n"]).scenario
    var reader = RosterReader(
      RosterRules(
        launch: scenario.launch, horizon: scenario.horizon, periods: scenario.periods,
        ages: 20...59, segments: ["all"], riskClasses: [], needsSex: false, mostGroups: 5))
    var text = "birth_year,risk\n" + (0..<9).map { "1980,0.\($0)\n" }.joined()
    text.withUTF8 { reader.take(UnsafeRawBufferPointer($0)) }
    let finished = reader.finish()
    let found = try #require(finished)
    #expect(!found.isGrouped && found.groups.isEmpty && found.members == 9 && found.rows == 9)
  }

  @Test func `too many members beside risk are refused`() {
    #expect(
      problems(riskPool, files: ["roster.csv": "birth_year,risk,count\n1980,1,200000001\n"]) == [
        "roster.csv:2:1: expected at most 200000000 members beside risk, but found more"
      ])
  }
}
