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
      Prints a short report, and with --out writes all figures into a folder. The same scenario,
      seed and replications give the same figures, whatever the number of threads.
      """)

  @OptionGroup var input: ScenarioOptions

  @Option(name: .shortAndLong, help: "How many futures to simulate.")
  var replications = 10_000

  @Option(name: .shortAndLong, help: "The number that every draw follows from.")
  var seed: UInt64 = 1

  @Option(
    name: [.customShort("j"), .long],
    help: ArgumentHelp("How many threads to use. (default: one for each core)"))
  var threads: Int?

  @Option(name: .shortAndLong, help: "The form of the report: table, json, csv or markdown.")
  var format: ReportForm = .table

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Also write the result into this folder.", valueName: "folder"))
  var out: String?

  @Option(help: "The quantiles to report, in per cent.")
  var quantiles = Percentages(fractions: ReportOptions.usualQuantiles)

  @Option(help: "The confidence of the errors of the estimates, in per cent.")
  var confidence = Percentage(fraction: 0.95)

  @Option(help: "How progress is shown: auto, bar, lines or none.")
  var progress: ProgressDisplay.Style = .auto

  @Flag(name: .shortAndLong, help: "Say nothing but what went wrong.")
  var quiet = false

  @Flag(name: .shortAndLong, help: "Say more about the run.")
  var verbose = false

  @OptionGroup var messages: MessageOptions

  func validate() throws {
    guard 1...Self.mostReplications ~= replications else {
      throw ValidationError("--replications takes a number from 1 to 1,000,000,000.")
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
  }

  static let mostReplications = 1_000_000_000

  func execute() async throws(Failure) {
    let document = try input.read(console: messages.console)
    let folder: OutputFolder? =
      if let out { try OutputFolder(preparing: out) } else { nil }
    let (outcome, duration) = try await simulate(document.scenario)
    try folder?.write(
      outcome, manifest: manifest(of: document, outcome: outcome, duration: duration),
      options: options)
    if let folder, !quiet { messages.console.say("The result is in \(folder.path).") }
    var report = ""
    render(outcome, as: format, options: options, to: &report)
    try messages.console.printResult(report)
  }

  private var options: ReportOptions {
    ReportOptions(quantiles: quantiles.fractions, confidence: confidence.fraction)
  }

  private var threadCount: Int { threads ?? Machine.cores }

  private func simulate(_ scenario: Scenario) async throws(Failure) -> (Outcome, Duration) {
    let console = messages.console
    if verbose {
      console.say(
        "Simulating \(scenario.name), \(grouped(scenario.periods.count)) periods, "
          + "\(grouped(replications)) replications, seed \(seed), threads \(threadCount).")
    }
    let display = ProgressDisplay(
      of: replications, style: quiet ? .none : progress, console: console)
    display.begin()
    defer { display.end() }
    let start = ContinuousClock.now
    let outcome: Outcome
    do {
      outcome = try await Simulation(of: scenario, seed: seed).run(
        replications: replications, threads: threadCount, progress: display.report)
    } catch {
      throw Failure(.failed, String(describing: error))
    }
    let duration = ContinuousClock.now - start
    display.end()
    if !quiet { console.say(closingWords(duration)) }
    return (outcome, duration)
  }

  private func closingWords(_ duration: Duration) -> String {
    let seconds = duration / .seconds(1)
    let words =
      "Simulated \(grouped(replications)) replications in \(Progress.time(seconds)), "
      + "\(Progress.rate(Double(replications) / seconds)) a second"
    guard verbose else { return words + "." }
    return words + ", with at most \(grouped(Machine.peakMemory >> 20)) MiB of memory."
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

extension ReportForm: @retroactive ExpressibleByArgument {}
