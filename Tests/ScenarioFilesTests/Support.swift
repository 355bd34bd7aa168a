import MutualAid

@testable import ScenarioFiles

/// Files that exist only in a test.
struct Folder: FileAccess {
  var files: [String: String] = [:]

  func text(of relativePath: String) throws -> String {
    guard let text = files[relativePath] else { throw FileAccessError.notFound }
    return text
  }
}

/// A scenario that is right, short enough to break in one place.
let smallPool = """
  fentan: 1
  name: Small pool
  launch: 2020-01-01
  horizon: 2022-12-31
  settlement: { every: month }
  members:
    path: 10000
    ages: 20..59
    mix: { 20..39: 0.5, 40..59: 0.5 }
  claims:
    incidence: { table: CI-2020/28-diseases }
    classes:
      severe: { share: 0.9, benefit: 300000 }
      mild: { share: 0.1, benefit: 50000 }
  apportionment: { fee: 0.08 }

  """

/// Reads a scenario named `pool.yaml`.
///
/// With `notSimulated` as `.nothing`, settings are read that the engine does not simulate yet.
func read(
  _ text: String, files: [String: String] = [:], set overrides: [(key: String, value: String)] = [],
  notSimulated: NotSimulated = .settings
) throws -> ScenarioDocument {
  try ScenarioReader(files: Folder(files: files), notSimulated: notSimulated)
    .read(text, name: "pool.yaml", overrides: overrides)
}

/// What is wrong with a scenario, one line a problem; empty where nothing is.
func problems(
  _ text: String, files: [String: String] = [:], set overrides: [(key: String, value: String)] = [],
  notSimulated: NotSimulated = .settings
) -> [String] {
  do {
    _ = try read(text, files: files, set: overrides, notSimulated: notSimulated)
    return []
  } catch let problems as ScenarioProblems {
    return problems.problems.map(\.description)
  } catch {
    return ["another error: \(error)"]
  }
}
