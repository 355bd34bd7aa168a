import MutualAid
import ScenarioFiles
import Testing

struct HostileTextTests {
  /// A text, and the one message that it gets.
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let text: String
    let message: String

    init(_ name: String, _ text: String, _ message: String) {
      self.name = name
      self.text = text
      self.message = message
    }

    var testDescription: String { name }
  }

  @Test(
    arguments: [
      Case(
        "an empty file", "",
        "pool.yaml:1:1: expected a scenario, beginning with fentan: 1, but found an empty file"),
      Case(
        "comments alone", "# fentan\n\n",
        "pool.yaml:1:1: expected a scenario, beginning with fentan: 1, but found an empty file"),
      Case(
        "a list", "- fentan\n",
        "pool.yaml:1:1: expected a scenario, beginning with fentan: 1, but found a list"),
      Case(
        "a word", "fentan\n",
        "pool.yaml:1:1: expected a scenario, beginning with fentan: 1, but found fentan"),
      Case(
        "a binary file", "fentan: 1\nname: \0\u{1}\u{2}",
        "pool.yaml:2:7: expected a text file in UTF-8, but found the character U+0000"),
      Case(
        "an escape character", "fentan: 1\nname: \u{1B}[31m",
        "pool.yaml:2:7: expected a text file in UTF-8, but found the character U+001B"),
      Case(
        "brackets ten thousand deep", String(repeating: "[", count: 10_000),
        "pool.yaml:1:32: expected at most 32 levels of nesting, but found more"),
      Case(
        "braces ten thousand deep", "fentan: " + String(repeating: "{a: ", count: 10_000),
        "pool.yaml:1:133: expected at most 32 levels of nesting, but found more"),
      Case(
        "dashes ten thousand deep", String(repeating: "- ", count: 10_000),
        "pool.yaml:1:65: expected at most 32 levels of nesting, but found more"),
      Case(
        "steps a thousand deep",
        (0..<1000).map { String(repeating: " ", count: $0) + "a:\n" }.joined(),
        "pool.yaml:33:33: expected at most 32 levels of nesting, but found more"),
      Case(
        "an alias bomb", "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n",
        "pool.yaml:2:8: expected a value, but found the alias *a (aliases are not read; use based_on)"
      ),
      Case(
        "a bomb of keys", "a: &a {x: x}\n? *a\n: 1\n",
        "pool.yaml:2:3: expected a value, but found the alias *a (aliases are not read; use based_on)"
      ),
      Case(
        "an alias without anchor", "fentan: *a\n",
        "pool.yaml:1:9: expected a value, but found the alias * (aliases are not read; use based_on)"
      ),
      Case(
        "a file beyond all need", String(repeating: "#", count: 1 << 21),
        "pool.yaml:1:1: expected a file of at most 1 MiB, but found 2097152 bytes"),
      Case(
        "a mapping as key", "fentan: 1\n? {a: b}\n: c\n",
        "pool.yaml:2:3: expected a name as key, but found a mapping or list"),
    ])
  func `a hostile text is refused in place`(_ hostile: Case) {
    #expect(problems(hostile.text) == [hostile.message])
  }

  @Test func `bytes that are not UTF-8 are told with their place`() throws {
    #expect(try ScenarioReader.text(from: Array("相互宝\n".utf8), name: "a") == "相互宝\n")
    #expect {
      try ScenarioReader.text(from: Array("a: 1\nb: 相".utf8) + [0xFF, 0x20], name: "pool.yaml")
    } throws: { error in
      (error as? ScenarioProblems)?.description
        == "pool.yaml:2:5: expected a text file in UTF-8, but found the byte 0xFF"
    }
  }

  @Test func `all problems come in one go, in the order of the file`() {
    let text =
      smallPool
      .replacing("launch: 2020-01-01", with: "launch: 2020-1-1")
      .replacing("every: month", with: "every: fortnight")
      .replacing("path: 10000", with: "path: -5")
      .replacing("40..59: 0.5", with: "40..59: 0.6")
      .replacing("share: 0.1", with: "shrae: 0.1")
      .replacing("fee: 0.08", with: "fee: 8%")
    #expect(
      problems(text) == [
        "pool.yaml:3:9: launch: expected a date such as 2018-10-16, but found 2020-1-1",
        "pool.yaml:5:22: settlement.every: expected month, quarter, year, or a number of days "
          + "such as 15 days, but found fortnight",
        "pool.yaml:7:9: members.path: expected a whole number of members up to 1099511627776, "
          + "but found -5",
        "pool.yaml:9:8: members.mix: expected shares that sum to 1, but found 1.1",
        "pool.yaml:14:13: claims.classes.mild.shrae: is not a setting; did you mean 'share'?",
        "pool.yaml:15:23: apportionment.fee: expected a fraction from 0 to 1 with at most 6 "
          + "decimals, but found 8% (write 0.08)",
      ])
  }

  @Test func `a doubled key is found in JSON, on one line or several`() {
    let json = "{\"fentan\": 1, \"name\": {\"name\": [1, 2]}, \"name\": \"b\"}"
    #expect(
      problems(json).contains("pool.yaml:1:41: name: is set twice; it was set first in line 1"))
    let lines = "{\n  \"fentan\": 1,\n  \"name\": \"a\", \"launch\": 1,\n     \"name\": 2\n}"
    #expect(
      problems(lines).contains("pool.yaml:4:6: name: is set twice; it was set first in line 3"))
  }

  @Test func `a hundred problems of a file are shown, the rest are counted`() {
    let rows = (0..<250).map { "2020-01-01,x\($0)\n" }.joined()
    let text = smallPool.replacing("path: 10000", with: "path: { file: m.csv }")
    let found = problems(text, files: ["m.csv": "date,members\n" + rows])
    #expect(found.count == 101)
    #expect(found.first?.hasPrefix("m.csv:2:12: members: expected a whole number") == true)
    #expect(found.last == "m.csv: 150 more problems in this file are not shown")
  }

  @Test func `a caret stands below the place, also behind Chinese characters`() throws {
    let text = smallPool.replacing("name: Small pool", with: "{ name: 相互宝, x: 1 }")
    #expect {
      try read("fentan: 1\nname: 相互宝\nmembers: { 路径: 5, ages: x }\n")
    } throws: { error in
      let problems = (error as? ScenarioProblems)?.problems ?? []
      return problems.map { $0.rendered() }.contains(
        """
        pool.yaml:3:25: members.ages: expected ages such as 0..59, at most 120, but found x
          members: { 路径: 5, ages: x }
                                    ^
        """)
    }
    #expect(!problems(text).isEmpty)
  }

  /// A small generator of its own: the same mutations on every platform.
  private struct Mutations {
    var state: UInt64

    mutating func next(below bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(bound))
    }

    mutating func mutated(_ text: String) -> String {
      var scalars = Array(text.unicodeScalars)
      let pieces = [
        ":", " ", "\n", "\t", "[", "]", "{", "}", "\"", "'", "&a", "*a", "!", "|", ">", "-", "- ",
        "#", "0", "9", "-1", "1e999", "null", "~", ",", "..", "%", "@", "`", "\0", "\u{FEFF}", "？",
        "\r", "yes", "2020-02-30", "fentan", "<<: ", "? ", "---\n", "\u{E000}", "\u{2028}",
      ]
      for _ in 0...next(below: 4) {
        let index = next(below: scalars.count)
        switch next(below: 4) {
        case 0: scalars.remove(at: index)
        case 1:
          scalars.insert(contentsOf: pieces[next(below: pieces.count)].unicodeScalars, at: index)
        case 2:
          let end = min(scalars.count, index + next(below: 40))
          scalars.insert(contentsOf: scalars[index..<end], at: next(below: scalars.count))
        default:
          let end = min(scalars.count - 1, index + next(below: 40))
          if index < end { scalars.removeSubrange(index..<end) }
        }
      }
      return String(String.UnicodeScalarView(scalars))
    }
  }

  @Test func `two thousand damaged templates end in a scenario or in problems`() {
    let template = ScenarioTemplate.yaml(name: "Damaged")
    var mutations = Mutations(state: 2018)
    var refused = 0
    for _ in 0..<2_000 {
      let messages = problems(mutations.mutated(template))
      #expect(messages.allSatisfy { !$0.isEmpty && !$0.hasPrefix("another error") })
      if !messages.isEmpty { refused += 1 }
    }
    // Many changes fall into comments; a good part must be noticed all the same.
    #expect(1_000...1_990 ~= refused)
  }

  @Test func `five hundred damaged tables end in a scenario or in problems`() throws {
    var mutations = Mutations(state: 1016)
    let members = try #require(GoodScenarioTests.files["members.csv"])
    let mix = try #require(GoodScenarioTests.files["mix.csv"])
    for _ in 0..<500 {
      var files = GoodScenarioTests.files
      files["members.csv"] = mutations.mutated(members)
      files["mix.csv"] = mutations.mutated(mix)
      let messages = problems(GoodScenarioTests.whole, files: files)
      #expect(messages.allSatisfy { !$0.isEmpty && !$0.hasPrefix("another error") })
    }
  }
}
