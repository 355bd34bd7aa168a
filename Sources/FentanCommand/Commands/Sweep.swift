import ArgumentParser
import MutualAid
import Reports
import ScenarioFiles

/// `fentan sweep FILE --over KEY=a,b,c`: one or two settings over a grid, in the same futures.
struct Sweep: ReportingCommand {
  static let configuration = CommandConfiguration(
    abstract: "Vary one or two settings of a scenario over a grid.",
    discussion: """
      Every point of the grid is simulated with common random numbers, so that a difference between \
      points is known far better than either figure. With --out also writes a picture, sweep.svg.

        fentan sweep pool.yaml --over apportionment.fee=0.04,0.06,0.08
        fentan sweep pool.yaml --over members.path=1000..1000000:7:log
      """)

  /// The most points of a grid.
  static let mostPoints = 400

  @OptionGroup var input: ScenarioOptions

  @Option(
    parsing: .singleValue,
    help: ArgumentHelp(
      "A setting and its values: a list a,b,c, or a range a..b:count or a..b:count:log. Once or twice.",
      valueName: "key.path=values"))
  var over: [GridAxis]

  @Option(
    name: [.customShort("n"), .long],
    help: ArgumentHelp("How many futures to simulate of each point.", valueName: "count"))
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
    help: ArgumentHelp("Also write the result and a picture into this folder.", valueName: "folder")
  )
  var out: String?

  @Option(help: "What of a year's cost the picture shows.")
  var plot: SweptFigure = .mean

  @Option(help: ArgumentHelp("The quantiles to report, in per cent.", valueName: "list"))
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
    guard 1...2 ~= over.count, Set(over.map(\.keyPath)).count == over.count else {
      throw ValidationError("sweep varies one setting, or two different ones.")
    }
    guard points.count <= Self.mostPoints else {
      throw ValidationError("A grid has at most \(Self.mostPoints) points, not \(points.count).")
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
    guard out != "" else { throw ValidationError("--out takes the name of a folder.") }
  }

  /// The points of the grid, the last setting moving fastest.
  private var points: [[String]] {
    over.reduce([[]]) { points, axis in
      points.flatMap { point in axis.values.map { point + [$0] } }
    }
  }

  func execute() async throws(Failure) {
    let documents = try read()
    let folder: OutputFolder? =
      if let out { try OutputFolder(ofResult: out) } else { nil }
    let (outcome, duration) = try await PairedRun(
      simulation: PairedSimulation(of: documents.map(\.scenario), seed: seed),
      scenarios: documents.count, replications: replications, threads: threads ?? Machine.cores,
      progress: progress, isQuiet: quiet, console: messages.console
    ).outcome()
    let pools = SweptPools(over: over.map(\.keyPath), points: points, outcome: outcome)
    let options = ReportOptions(quantiles: quantiles.fractions, confidence: confidence.fraction)
    try folder?.write(
      ResultFolder.files(
        pools, plot: plot, manifest: manifest(of: documents, duration: duration),
        options: options))
    if let folder, !quiet { messages.console.say("The result is in \(folder.path).") }
    var report = ""
    render(pools, as: format, options: options, to: &report)
    try messages.console.printResult(report)
  }

  /// Reads the scenario at every point.
  ///
  /// - Throws: `Failure`, with status 65 where a point is no scenario or has another currency.
  private func read() throws(Failure) -> [ScenarioDocument] {
    var documents: [ScenarioDocument] = []
    for point in points {
      let settings = zip(over, point).compactMap { Setting(argument: "\($0.keyPath)=\($1)") }
      let input = ScenarioInput(path: input.file, settings: input.settings + settings)
      documents.append(try input.read(console: messages.console))
    }
    let currency = documents[0].scenario.currency
    guard documents.allSatisfy({ $0.scenario.currency == currency }) else {
      throw Failure(.data, "The points of a grid count in one currency.")
    }
    return documents
  }

  private func manifest(of documents: [ScenarioDocument], duration: Duration) -> Manifest {
    Manifest(
      programVersion: Fentan.version, scenarioText: documents[0].text,
      scenarioHash: Fingerprint.of(documents[0].text), seed: seed, replications: replications,
      threads: threads ?? Machine.cores, machine: Machine.description,
      wallSeconds: duration / .seconds(1), peakMemoryBytes: Machine.peakMemory,
      commandLine: ["fentan"] + CommandLine.arguments.dropFirst())
  }
}
