import ArgumentParser
import MutualAid
import Reports
import ScenarioFiles

/// `fentan compare FILE...`: sharing beside a premium and no cover, or several scenarios against the
/// first, in the same futures.
struct Compare: ReportingCommand {
  static let configuration = CommandConfiguration(
    abstract: "Compare sharing with a premium, or scenarios with the first one.",
    discussion: """
      Of one scenario: what members pay by sharing, beside the insurer's premium and the household \
      without cover that its section compare names; what each way is worth to the cautious; and who \
      pays for whom.

      Of several: all are simulated with common random numbers: what they have in common is drawn \
      alike, so that a difference is known far better than either figure. Prints what a year costs \
      in each, the paired difference with its own error, and in which share of the futures each is \
      cheaper; and for the whole run what is lost, unpaid, and paid by the platform.
      """)

  /// The most scenarios that are compared: the base and those named by the other letters.
  static let mostScenarios = 26

  @Argument(
    help: "The scenario, or several of which the first one is the base.",
    completion: .file(extensions: ["yaml", "yml", "json"]))
  var files: [String]

  @Option(
    name: .customLong("set"), parsing: .singleValue,
    help: ArgumentHelp(
      "Put a value in place of that of every scenario. May be repeated.",
      valueName: "key.path=value"))
  var settings: [Setting] = []

  @Option(help: "How figures of one scenario are found: by simulation, or exactly.")
  var method: Method = .monteCarlo

  @Option(
    name: .customLong("break-even"), parsing: .singleValue,
    help: ArgumentHelp(
      "Find where sharing and the premium cost the same: loading, loss_ratio, or a setting in a range "
        + "such as apportionment.fee=0..1. For one scenario. May be repeated.",
      valueName: "setting"))
  var breakEven: [BreakEvenSetting] = []

  @Option(
    help: ArgumentHelp(
      "By what figure of the share they cost the same: mean, certain, or a quantile such as q95.",
      valueName: "figure"))
  var by: BreakEvenMeasure = .mean

  @Flag(
    help: "Also tell what whole memberships cost under both, by segment and year of joining.")
  var members = false

  @Option(
    name: [.customShort("n"), .long],
    help: ArgumentHelp("How many futures to simulate of each.", valueName: "count"))
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

  @Option(
    help: ArgumentHelp(
      "The quantiles of differences to report in CSV and JSON, in per cent.", valueName: "list"))
  var quantiles = Percentages(fractions: ReportOptions.usualQuantiles)

  @Option(
    help: ArgumentHelp("The confidence of the estimates, in per cent.", valueName: "percentage"))
  var confidence = Percentage(fraction: 0.95)

  @Option(help: "How progress is shown.")
  var progress: ProgressDisplay.Style = .auto

  @Flag(name: .shortAndLong, help: "Say nothing but what went wrong.")
  var quiet = false

  @OptionGroup var messages: MessageOptions

  func validate() throws {
    guard 1...Self.mostScenarios ~= files.count else {
      throw ValidationError("compare takes from 1 to \(Self.mostScenarios) scenarios.")
    }
    guard 1...100_000_000 ~= replications else {
      throw ValidationError("--replications takes a number from 1 to 100,000,000.")
    }
    guard 1...1024 ~= threads ?? 1 else {
      throw ValidationError("--threads takes a number from 1 to 1024.")
    }
    guard 0 < confidence.fraction, confidence.fraction < 1 else {
      throw ValidationError("--confidence takes a percentage above 0 and below 100.")
    }
    guard method == .monteCarlo || files.count == 1 else {
      throw ValidationError("--method exact is for one scenario.")
    }
    guard breakEven.isEmpty || files.count == 1 else {
      throw ValidationError("--break-even is for one scenario.")
    }
    guard !members || files.count == 1 else {
      throw ValidationError("--members is for one scenario.")
    }
    guard !members || method == .monteCarlo else {
      throw ValidationError("--members needs --method monte-carlo, not \(method.rawValue).")
    }
    guard method == .monteCarlo || quantiles.areInside else {
      throw ValidationError("--quantiles takes percentages above 0 and below 100 here.")
    }
    guard out != "" else { throw ValidationError("--out takes the name of a folder.") }
  }

  func execute() async throws(Failure) {
    let documents = try read()
    if documents.count == 1 { return try await compareSharing(documents[0]) }
    let folder: OutputFolder? =
      if let out { try OutputFolder(ofResult: out) } else { nil }
    let (outcome, duration) = try await PairedRun(
      simulation: PairedSimulation(of: documents.map(\.scenario), seed: seed),
      scenarios: documents.count, replications: replications, threads: threads ?? Machine.cores,
      progress: progress, isQuiet: quiet, console: messages.console
    ).outcome()

    try folder?.write(
      ResultFolder.files(
        outcome,
        manifest: manifest(
          of: documents, replications: outcome.replications, duration: duration),
        options: options))
    if let folder, !quiet { messages.console.say("The result is in \(folder.path).") }
    var report = ""
    render(outcome, as: format, options: options, to: &report)
    try messages.console.printResult(report)
  }

  var options: ReportOptions {
    ReportOptions(quantiles: quantiles.fractions, confidence: confidence.fraction)
  }

  /// Reads all scenarios, and says of each what is wrong with it.
  ///
  /// - Throws: `Failure` with status 66 where files are all that is missing, and with 65 where a
  ///   scenario is invalid, or has nothing sensible to be compared with.
  private func read() throws(Failure) -> [ScenarioDocument] {
    var documents: [ScenarioDocument] = []
    var failures: [Failure] = []
    for file in files {
      do throws(Failure) {
        documents.append(
          try ScenarioInput(path: file, settings: settings).read(console: messages.console))
      } catch {
        if !error.message.isEmpty { messages.console.complain(error.message) }
        failures.append(error)
      }
    }
    if let failure = failures.first(where: { $0.status == .data }) ?? failures.first {
      throw Failure(failure.status)
    }
    try checkSense(of: documents.map(\.scenario))
    return documents
  }

  /// Refuses what has no difference, or one that says nothing.
  ///
  /// - Throws: `Failure` with status 65 where a scenario has another currency than the base, ends on
  ///   another day, or has no calendar year in common with it.
  private func checkSense(of scenarios: [Scenario]) throws(Failure) {
    let base = scenarios[0]
    for (file, scenario) in zip(files, scenarios) {
      guard scenario.currency == base.currency else {
        throw Failure(
          .data,
          "\(file) counts in \(scenario.currency.code), and \(files[0]) in "
            + "\(base.currency.code), or with other minor digits.")
      }
      guard scenario.horizon == base.horizon else {
        throw Failure(
          .data,
          "\(file) runs to \(scenario.horizon), and \(files[0]) to \(base.horizon): what a longer "
            + "run adds is no difference of the pools. Give all one horizon, as by "
            + "--set horizon=\(min(base.horizon, scenario.horizon)).")
      }
      guard !Set(scenario.periods.map(\.year)).isDisjoint(with: base.periods.map(\.year)) else {
        throw Failure(
          .data, "\(file) and \(files[0]) have no calendar year with a settlement in common.")
      }
    }
  }

  func manifest(
    of documents: [ScenarioDocument], replications: Int, duration: Duration
  ) -> Manifest {
    Manifest(
      programVersion: Fentan.version, scenarioText: documents[0].text,
      scenarioHash: Fingerprint.of(documents[0].text),
      comparedScenarios: documents.dropFirst().map { .init(text: $0.text) }, seed: seed,
      replications: replications, threads: threads ?? Machine.cores,
      machine: Machine.description, wallSeconds: duration / .seconds(1),
      peakMemoryBytes: Machine.peakMemory,
      commandLine: ["fentan"] + CommandLine.arguments.dropFirst())
  }
}
