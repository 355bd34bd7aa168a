import ArgumentParser
import MutualAid
import Reports
import ScenarioFiles

/// `fentan verify FILE`: holds the simulation against exact laws.
struct Verify: ReportingCommand {
  static let configuration = CommandConfiguration(
    abstract: "Hold the simulation of a scenario against its exact laws.",
    discussion: """
      What has an exact law is computed without sampling and compared with the simulation: mean, \
      standard deviation and quantiles of each share, of the cost of each year and of the claims \
      paid. What has none is named, with the reason.

      Exit status: 0 if they agree, 99 if they disagree, 1 if nothing has an exact law.
      """)

  @OptionGroup var input: ScenarioOptions

  @Option(
    name: [.customShort("n"), .long],
    help: ArgumentHelp("How many futures to simulate.", valueName: "count"))
  var replications = 100_000

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

  @Option(help: ArgumentHelp("The quantiles to compare, in per cent.", valueName: "list"))
  var quantiles = Percentages(fractions: ReportOptions.usualQuantiles)

  @Option(
    help: ArgumentHelp(
      "The risk of a false alarm in all comparisons together, in per cent.",
      valueName: "percentage"))
  var risk = Percentage(fraction: 0.001)

  @Option(help: "How progress is shown.")
  var progress: ProgressDisplay.Style = .auto

  @Flag(name: .shortAndLong, help: "Say nothing but what went wrong.")
  var quiet = false

  @OptionGroup var messages: MessageOptions

  func validate() throws {
    guard 1...100_000_000 ~= replications else {
      throw ValidationError("--replications takes a number from 1 to 100,000,000.")
    }
    guard 1...1024 ~= threads ?? 1 else {
      throw ValidationError("--threads takes a number from 1 to 1024.")
    }
    guard quantiles.areInside else {
      throw ValidationError("--quantiles takes percentages above 0 and below 100 here.")
    }
    guard 0 < risk.fraction, risk.fraction < 1 else {
      throw ValidationError("--risk takes a percentage above 0 and below 100.")
    }
  }

  func execute() async throws(Failure) {
    let scenario = try input.read(console: messages.console).scenario
    let forecast = try ExactForecast.found(for: scenario)
    let run = SimulationRun(
      simulation: Simulation(of: scenario, seed: seed), name: scenario.name,
      replications: replications, seed: seed, threads: threads ?? Machine.cores,
      progress: progress, isQuiet: quiet, isVerbose: false, console: messages.console)
    let verification = Verification(
      of: forecast, against: try await run.outcome().0, quantiles: quantiles.fractions,
      risk: risk.fraction)

    let (report, failure) = conclusion(of: verification)
    try messages.console.printResult(report)
    if let failure { throw failure }
  }

  /// The report on a verification, and with what to fail once it is printed, if it disagrees.
  func conclusion(of verification: Verification) -> (report: String, failure: Failure?) {
    var report = ""
    render(
      verification, as: format, options: ReportOptions(quantiles: quantiles.fractions),
      to: &report)
    let failure = Failure(.checkFailed, "The simulation disagrees with the exact laws.")
    return (report, verification.agrees ? nil : failure)
  }
}
