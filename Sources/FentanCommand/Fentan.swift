import ArgumentParser

/// The program `fentan`.
@main
struct Fentan: AsyncParsableCommand {
  /// The version, stated here alone.
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "fentan",
    abstract: "Simulates mutual-aid pools: when some fall ill, all share the bill.",
    discussion: """
      Start with 'fentan init my-pool.yaml', then 'fentan run my-pool.yaml'.

      Results go to standard output, all else to standard error. Exit status:
        0   finished
        1   failed for another reason
        64  wrong command line
        65  the scenario, or a table that it names, is invalid
        66  an input file is missing
        73  the output cannot be written
        99  the result is written, but --fail-if holds or verify disagrees
        130 interrupted (143 when terminated)
      """,
    version: version,
    subcommands: [
      Init.self, Validate.self, Explain.self, Run.self, Compare.self, Sweep.self, Verify.self,
      Schema.self,
    ])

  static func main() async {
    Interruption.watch()
    await main(nil)
  }
}
