import Testing

@testable import FentanCommand

struct ProgressTests {
  private let progress = Progress(finished: 3_200, total: 10_000, elapsed: .seconds(10))

  @Test func `a line tells count, part, time, rate and time left`() {
    #expect(
      progress.line == "3,200 of 10,000 replications (32%), 0:10 elapsed, 320/s, 0:21 left")
  }

  @Test func `before the first replication there is no rate`() {
    let start = Progress(finished: 0, total: 10_000, elapsed: .seconds(10))
    #expect(start.line == "0 of 10,000 replications (0%), 0:10 elapsed")
  }

  @Test func `slow runs show tenths and hours`() {
    let slow = Progress(finished: 5_000, total: 10_000, elapsed: .seconds(4_000))
    #expect(
      slow.line
        == "5,000 of 10,000 replications (50%), 1:06:40 elapsed, 1.3/s, 1:06:40 left")
  }

  @Test(arguments: [20, 40, 60, 80, 200])
  func `a bar never fills the terminal's line`(columns: Int) {
    for finished in [0, 1, 5_000, 9_999, 10_000] {
      let bar = Progress(finished: finished, total: 10_000, elapsed: .seconds(75))
        .bar(columns: columns)
      #expect(bar.count < columns)
    }
  }

  @Test func `the bar fills in proportion`() {
    let half = Progress(finished: 50, total: 100, elapsed: .seconds(5)).bar(columns: 120)
    #expect(
      half.prefix(30) == String(repeating: "█", count: 15) + String(repeating: "░", count: 15))
    #expect(half.hasSuffix(" 50/100 50% · 0:05 elapsed, 10.0/s, 0:05 left"))
  }

  @Test(arguments: [
    (0, "0"), (999, "999"), (1_000, "1,000"), (1_234_567, "1,234,567"), (-1_000, "-1,000"),
    (Int.min, "-9,223,372,036,854,775,808"),
  ])
  func `whole numbers are grouped in thousands`(value: Int, text: String) {
    #expect(grouped(value) == text)
  }

  @Test func `a display chooses by where standard error goes`() {
    let auto = ProgressDisplay.Style.auto
    #expect(auto.resolved(isTerminal: true, term: "xterm") == .bar)
    #expect(auto.resolved(isTerminal: true, term: "dumb") == .lines)
    #expect(auto.resolved(isTerminal: false, term: "xterm") == .lines)
    #expect(ProgressDisplay.Style.none.resolved(isTerminal: true, term: nil) == .none)
  }
}
