import Testing

@testable import ScenarioFiles

/// A scenario that is wrong in a way, and the exact messages it gets.
struct BrokenScenario: Sendable, CustomTestStringConvertible {
  let name: String
  let old: String
  let new: String
  let files: [String: String]
  let messages: [String]

  /// The small pool with some of its text changed.
  init(
    _ name: String, _ old: String, to new: String, files: [String: String] = [:],
    _ messages: [String]
  ) {
    self.name = name
    self.old = old
    self.new = new
    self.files = files
    self.messages = messages
  }

  var testDescription: String { name }
  var text: String { smallPool.replacing(old, with: new, maxReplacements: 1) }

  static let all = keys + numbers + meaning + files
}

struct BrokenScenarioTests {
  @Test(arguments: BrokenScenario.all)
  func `a broken scenario is refused with these words`(_ broken: BrokenScenario) {
    #expect(broken.text != smallPool, "the change does not apply")
    #expect(problems(broken.text, files: broken.files) == broken.messages)
  }

  /// With nothing refused, so that the messages stand when the engine simulates the settings.
  @Test(arguments: BrokenScenario.membership + BrokenScenario.course)
  func `a broken scenario of a setting that is not simulated yet is refused with these words`(
    _ broken: BrokenScenario
  ) {
    #expect(broken.text != smallPool, "the change does not apply")
    #expect(problems(broken.text, files: broken.files, notSimulated: .nothing) == broken.messages)
  }

  @Test func `the small pool itself is right`() {
    #expect(problems(smallPool) == [])
  }
}
