import MutualAid
import ScenarioFiles
import Testing

struct StackTests {
  private func origin(_ path: String, _ document: ScenarioDocument) -> String? {
    document.entries.first { $0.keyPath == path }.map { "\($0.value) (\($0.origin))" }
  }

  @Test func `a later scenario wins, and every value knows its origin`() throws {
    let over = """
      fentan: 1
      based_on: small.yaml
      name: Higher fee
      apportionment: { fee: 0.1, minimum: 0.01 }
      claims: { classes: { severe: { benefit: 200000 } } }
      """
    let document = try read(over, files: ["small.yaml": smallPool])
    #expect(document.scenario.name == "Higher fee")
    #expect(document.scenario.apportionment.fee == Rate(millionths: 100_000))
    #expect(document.scenario.claims.classes.map { $0.benefits[0][30] } == [20_000_000, 5_000_000])
    #expect(origin("apportionment.fee", document) == "0.1 (pool.yaml:4)")
    #expect(origin("launch", document) == "2020-01-01 (based_on small.yaml:3)")
    #expect(origin("claims.classes.severe.benefit", document) == "200000 (pool.yaml:5)")
    #expect(origin("claims.classes.severe.share", document) == "0.9 (based_on small.yaml:13)")
    #expect(origin("based_on", document) == "small.yaml (pool.yaml:2)")
    #expect(origin("apportionment.share", document) == "equal (default)")
  }

  @Test func `another form replaces the whole setting, the same form is merged`() throws {
    let base = smallPool.replacing("28-diseases }", with: "28-diseases, factor: 0.4 }")
    let rate = "fentan: 1\nbased_on: a.yaml\nclaims: { incidence: { per_year: 0.001 } }"
    let flat = try read(rate, files: ["a.yaml": base]).scenario.segments[0]
    #expect(flat.incidence.isFlat && flat.incidenceFactor == 1)
    let factor = "fentan: 1\nbased_on: a.yaml\nclaims: { incidence: { factor: 0.5 } }"
    let table = try read(factor, files: ["a.yaml": base]).scenario.segments[0]
    #expect(!table.incidence.isFlat && table.incidenceFactor == 0.5)
  }

  @Test func `data by age are replaced as a whole`() throws {
    let over = "fentan: 1\nbased_on: a.yaml\nmembers: { mix: { 20..59: 1 } }"
    let parts = try read(over, files: ["a.yaml": smallPool]).scenario.membership.mixes[0].parts
    #expect(parts.count == 80)
    #expect(parts.allSatisfy { abs($0.share - 1 / 80) < 1e-15 })
  }

  @Test func `null takes a setting away`() throws {
    let base = GoodScenarioTests.whole
    let over = "fentan: 1\nbased_on: a.yaml\nshutdown: null\nobserved: null"
    let files = GoodScenarioTests.files.merging(["a.yaml": base]) { $1 }
    let scenario = try read(over, files: files).scenario
    #expect(scenario.shutdown == nil)
    #expect(scenario.observations.isEmpty)
    #expect(
      problems(smallPool + "shutdown: null\n") == [
        "pool.yaml:16:11: shutdown: expected a mapping such as "
          + "{ announced: ..., cover_ends: ..., tail: platform }, but found null"
      ])
  }

  @Test func `of several scenarios below, the last wins`() throws {
    let files = [
      "small.yaml": smallPool, "a.yaml": "fentan: 1\napportionment: { fee: 0.1, minimum: 1 }",
      "b.yaml": "fentan: 1\napportionment: { fee: 0.2 }",
    ]
    let over = "fentan: 1\nbased_on: [small.yaml, a.yaml, b.yaml]"
    let rule = try read(over, files: files).scenario.apportionment
    #expect(rule.fee == Rate(millionths: 200_000))
    #expect(rule.minimumShare == 100)
  }

  @Test func `a file is looked for beside the scenario that names it`() throws {
    let base = smallPool.replacing("path: 10000", with: "path: { file: members.csv }")
    let files = ["x/a.yaml": base, "x/members.csv": "date,members\n2020-01-01,77\n"]
    let document = try read("fentan: 1\nbased_on: x/a.yaml", files: files)
    #expect(document.scenario.membership.path.points.map(\.members) == [77])
    #expect(
      problems("fentan: 1\nbased_on: x/a.yaml", files: ["x/a.yaml": base]) == [
        "x/a.yaml:7:17: members.path.file: expected a file, but there is no 'x/members.csv'"
      ])
  }

  @Test func `a scenario may lie over one above its folder, and what that names lies beside it`()
    throws
  {
    let base = smallPool.replacing("path: 10000", with: "path: { file: pool/members.csv }")
    let files = [
      "../a.yaml": base, "../pool/members.csv": "date,members\n2020-01-01,77\n",
      "../x/b.yaml": "fentan: 1\nbased_on: ../a.yaml",
    ]
    #expect(problems("fentan: 1\nbased_on: ../a.yaml", files: files) == [])
    let document = try read("fentan: 1\nbased_on: ../x/b.yaml", files: files)
    #expect(document.scenario.membership.path.points.map(\.members) == [77])
    #expect(origin("launch", document) == "2020-01-01 (based_on ../a.yaml:3)")
    #expect(
      problems("fentan: 1\nbased_on: ../a.yaml", files: ["../a.yaml": base]) == [
        "../a.yaml:7:17: members.path.file: expected a file, but there is no '../pool/members.csv'"
      ])
  }

  @Test(arguments: [
    "a/../b.yaml", "./../a.yaml", "../../a/../b.yaml", "/a.yaml", "..", "../", "../..", "~/a",
  ])
  func `other ways out of a folder are refused by their form`(path: String) {
    #expect(
      problems("fentan: 1\nbased_on: \(path)", files: [:]) == [
        "pool.yaml:2:11: based_on: expected the path of a scenario, but found \(path)"
      ])
  }

  @Test func `a circle through a folder above is found`() {
    let files = [
      "../a.yaml": "fentan: 1\nbased_on: x/b.yaml", "../x/b.yaml": "fentan: 1\nbased_on: ../a.yaml",
    ]
    #expect(
      problems("fentan: 1\nbased_on: ../a.yaml", files: files) == [
        "../x/b.yaml:2:11: based_on: expected a scenario that is not based on this one, "
          + "but found ../a.yaml on ../x/b.yaml on ../a.yaml"
      ])
  }

  @Test func `a stack has a limit`() {
    var files: [String: String] = [:]
    for level in 1...20 { files["\(level).yaml"] = "fentan: 1\nbased_on: \(level + 1).yaml" }
    files["21.yaml"] = smallPool
    #expect(
      problems("fentan: 1\nbased_on: 1.yaml", files: files) == [
        "8.yaml:2:11: based_on: expected at most 8 scenarios on one another and 32 in all, "
          + "but found a deeper stack"
      ])
    let many = (0..<40).map { "s\($0).yaml" }
    let wide = Dictionary(uniqueKeysWithValues: many.map { ($0, smallPool) })
    let list = "fentan: 1\nbased_on: [\(many.joined(separator: ", "))]"
    #expect(problems(list, files: wide).count == 9)
  }

  @Test func `every scenario of a stack tells its version`() {
    let over = "fentan: 1\nbased_on: a.yaml"
    #expect(
      problems("based_on: a.yaml", files: ["a.yaml": smallPool]) == [
        "pool.yaml:1:1: fentan: is missing; expected fentan: 1 as the first key"
      ])
    #expect(
      problems(over, files: ["a.yaml": smallPool.replacing("fentan: 1\n", with: "")]) == [
        "a.yaml:1:1: fentan: is missing; expected fentan: 1 as the first key"
      ])
    #expect(
      problems(over, files: ["a.yaml": smallPool.replacing("fentan: 1", with: "fentan: 2")]) == [
        "a.yaml:1:9: fentan: expected 1, the version of the format that this program reads, "
          + "but found 2"
      ])
  }

  @Test func `the command line has the last word`() throws {
    let document = try read(
      smallPool,
      set: [
        ("apportionment.fee", "0.05"), ("claims.classes.mild.benefit", "{ 20..39: 1, 40..59: 2 }"),
        ("settlement.days", "[1, 15]"), ("members.waiting.days", "30"),
      ])
    let scenario = document.scenario
    #expect(scenario.apportionment.fee == Rate(millionths: 50_000))
    #expect([20, 40].map { scenario.claims.classes[1].benefits[0][$0] } == [100, 200])
    #expect(scenario.calendar.rule == .daysOfMonth([1, 15]))
    #expect(scenario.membership.waiting.days == 30)
    #expect(origin("apportionment.fee", document) == "0.05 (--set)")
    #expect(origin("members.path", document) == "10000 (pool.yaml:7)")
  }

  @Test func `the command line can change one entry of data, or take a section away`() throws {
    let scenario = try read(
      GoodScenarioTests.whole, files: GoodScenarioTests.files,
      set: [("apportionment.cap_per_year.2021", "99"), ("shutdown", "null")]
    ).scenario
    #expect(scenario.apportionment.capPerYear == [2019: 18_800, 2020: 18_850, 2021: 9_900])
    #expect(scenario.shutdown == nil)
    let mix = try read(
      smallPool, set: [("members.mix.20..39", "0.4"), ("members.mix.40..59", "0.6")])
    #expect(mix.scenario.membership.mixes[0].parts.last?.share == 0.6 / 40)
  }

  @Test(
    arguments: [
      (
        "apportionment.fee", "lots",
        "--set: apportionment.fee: expected a fraction from 0 to 1 with at most 6 decimals, "
          + "but found lots"
      ),
      (
        "apportionment.fees", "0.1",
        "--set: apportionment.fees: is not a setting; did you mean 'fee'?"
      ),
      (
        "apportionment..fee", "0.1",
        "--set: apportionment..fee: is not a setting; did you mean 'apportionment'?"
      ),
      ("", "0.1", "--set: expected a key path such as apportionment.fee, but found "),
      (
        "apportionment.fee", "",
        "--set: apportionment.fee: expected a fraction from 0 to 1 with at most 6 decimals, but found nothing"
      ),
      (
        "apportionment.fee", "{",
        "--set: apportionment.fee: this is not YAML: did not find expected node content"
      ),
      ("fentan", "2", "--set: expected a key path such as apportionment.fee, but found fentan"),
      (
        "members.path.file", "../x.csv",
        "--set: members.path.file: expected the path of a file below the scenario's folder, but found ../x.csv"
      ),
    ])
  func `a wrong override is refused`(key: String, value: String, message: String) {
    #expect(problems(smallPool, set: [(key, value)]).contains(message))
  }
}
