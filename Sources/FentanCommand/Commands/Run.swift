import ArgumentParser
import Foundation
import MutualAid
import Reports
import ScenarioFiles

/// `fentan run FILE`: simulates and reports.
struct Run: ReportingCommand {
  static let configuration = CommandConfiguration(
    abstract: "Simulate a scenario.",
    discussion: """
      Prints a short report, and with --out writes all figures into a folder. \
      The same scenario, seed and replications give the same figures, whatever \
      the number of threads.
      """)

  @OptionGroup var input: ScenarioOptions

  @Option(
    help: """
      How figures are found: by simulation; collapsed, which draws shares alone and is fast, where \
      settlements are independent; cohorts, which draws claims by group as well; individuals, which \
      takes the members of a roster one by one; or exactly, where they have an exact law.
      """)
  var method: RunMethod = .monteCarlo

  @Option(
    name: [.customShort("n"), .long],
    help: ArgumentHelp("How many futures to simulate.", valueName: "count"))
  var replications = 10_000

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("The number that every draw follows from.", valueName: "number"))
  var seed: UInt64 = 1

  @Option(
    name: [.customShort("j"), .long],
    help: ArgumentHelp(
      "How many threads to use. (default: one for each core)", valueName: "count"))
  var threads: Int?

  @Option(name: .shortAndLong, help: "The form of the report.")
  var format: ReportForm = .table

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Also write the result into this folder.", valueName: "folder"))
  var out: String?

  @Option(help: ArgumentHelp("The quantiles to report, in per cent.", valueName: "list"))
  var quantiles = Percentages(fractions: ReportOptions.usualQuantiles)

  @Option(
    help: ArgumentHelp(
      "Also tell how likely a year is to cost more than these amounts of money, as in 100,188.5.",
      valueName: "list"))
  var above: MoneyAmounts?

  @Option(
    help: ArgumentHelp("The confidence of the estimates, in per cent.", valueName: "percentage"))
  var confidence = Percentage(fraction: 0.95)

  @Flag(
    help: "Also tell what members paid over their whole membership, by segment and year of joining."
  )
  var members = false

  @Option(
    name: .customLong("fail-if"), parsing: .singleValue,
    help: ArgumentHelp(
      "Exit with status 99 if this holds, as in 'mean(year_cost, 2020) > 188'. May be repeated.",
      valueName: "condition"),
    transform: { try Condition($0) })
  var conditions: [Condition] = []

  @Option(help: "How progress is shown.")
  var progress: ProgressDisplay.Style = .auto

  @Flag(name: .shortAndLong, help: "Say nothing but what went wrong.")
  var quiet = false

  @Flag(name: .shortAndLong, help: "Say more about the run.")
  var verbose = false

  @OptionGroup var messages: MessageOptions

  func validate() throws {
    guard 1...100_000_000 ~= replications else {
      throw ValidationError("--replications takes a number from 1 to 100,000,000.")
    }
    guard 1...1024 ~= threads ?? 1 else {
      throw ValidationError("--threads takes a number from 1 to 1024.")
    }
    guard 0 < confidence.fraction, confidence.fraction < 1 else {
      throw ValidationError("--confidence takes a percentage above 0 and below 100.")
    }
    guard !(quiet && verbose) else {
      throw ValidationError("--quiet and --verbose contradict each other.")
    }
    guard out != "" else { throw ValidationError("--out takes the name of a folder.") }
    guard !members || method == .monteCarlo else {
      throw ValidationError("--members needs --method monte-carlo, not \(method.rawValue).")
    }
    try validateMethod()
  }

  func execute() async throws(Failure) {
    let document = try input.read(
      console: messages.console, needsGroups: method != .individuals)
    if method == .exact { return try printExactFigures(of: document.scenario) }
    let options = try options(for: document.scenario)
    let folder: OutputFolder? =
      if let out { try OutputFolder(ofResult: out) } else { nil }
    let simulation = try simulation(of: document.scenario)
    try await checkConditions(simulation)
    let (outcome, duration, costs) = try await simulate(simulation, of: document.scenario)

    try folder?.write(
      ResultFolder.files(
        outcome, manifest: manifest(of: document, outcome: outcome, duration: duration),
        options: options, members: costs))
    if let folder, !quiet { messages.console.say("The result is in \(folder.path).") }
    var report = ""
    render(outcome, as: format, options: options, members: costs, to: &report)
    try messages.console.printResult(report)
    try judge(outcome)
  }

  private func options(for scenario: Scenario) throws(Failure) -> ReportOptions {
    ReportOptions(
      quantiles: quantiles.fractions, confidence: confidence.fraction,
      amounts: try above?.inMinorUnits(of: scenario.currency) ?? [])
  }

  var threadCount: Int { threads ?? Machine.cores }

  private func simulate(_ simulation: any Simulating, of scenario: Scenario) async throws(Failure)
    -> (Outcome, Duration, MembershipCosts?)
  {
    let run = SimulationRun(
      simulation: simulation, name: scenario.name, replications: replications, seed: seed,
      threads: threadCount, progress: progress, isQuiet: quiet, isVerbose: verbose,
      console: messages.console)
    if members {
      let (costs, duration) = try await run.memberCosts(of: scenario)
      return (costs.outcome, duration, costs)
    }
    let (outcome, duration) = try await run.outcome()
    return (outcome, duration, nil)
  }

  private func manifest(of document: ScenarioDocument, outcome: Outcome, duration: Duration)
    -> Manifest
  {
    Manifest(
      programVersion: Fentan.version, scenarioText: document.text,
      scenarioHash: Fingerprint.of(document.text), seed: seed,
      replications: outcome.replications, threads: threadCount, machine: Machine.description,
      wallSeconds: duration / .seconds(1), peakMemoryBytes: Machine.peakMemory,
      commandLine: ["fentan"] + CommandLine.arguments.dropFirst())
  }
}
