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
      Start with `fentan init my-pool.yaml`, then `fentan run my-pool.yaml`.

      Results go to standard output, everything else to standard error. The exit status is
      0 finished, 1 failed, 64 wrong command line, 65 invalid scenario, 66 missing file,
      73 output cannot be written, 130 or 143 interrupted.
      """,
    version: version,
    subcommands: [Init.self, Validate.self, Explain.self, Run.self, Schema.self])

  static func main() async {
    Interruption.watch()
    await main(nil)
  }
}
