import Testing

@testable import ScenarioFiles

struct CSVTests {
  @Test func `quotes, commas and line breaks are read as RFC 4180 says`() throws {
    let csv = try CSV("a,\"b,\"\"c\"\"\"\n\"two\nlines\",  d \n\n,\n")
    #expect(csv.rows.map { $0.map(\.text) } == [["a", "b,\"c\""], ["two\nlines", "d"]])
  }

  @Test func `every cell knows its place, counted in characters`() throws {
    let csv = try CSV("相互宝,x\n\"1\n2\",y\nz,w")
    let places = csv.rows.flatMap { $0.map { "\($0.text.last ?? " ")\($0.line):\($0.column)" } }
    #expect(places == ["宝1:1", "x1:5", "22:1", "y3:4", "z4:1", "w4:3"])
  }

  @Test(
    arguments: [
      ("a\n\"b", "2:1 expected a closing quote, but found the end of the file"),
      (
        "\"a\"b,c",
        "1:4 expected a comma or the end of the line after the closing quote"
      ),
    ])
  func `a broken quote is told with its place`(text: String, message: String) {
    #expect {
      try CSV(text)
    } throws: { error in
      (error as? CSV.Fault).map { "\($0.line):\($0.column) \($0.sentence)" } == message
    }
  }

  @Test func `an empty text has no rows`() throws {
    #expect(try CSV("").rows.isEmpty)
    #expect(try CSV("\n \n,,\n").rows.isEmpty)
  }
}
