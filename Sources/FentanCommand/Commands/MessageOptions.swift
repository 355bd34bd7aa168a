import ArgumentParser

/// What every command lets the user say about its messages.
struct MessageOptions: ParsableArguments {
  @Option(help: "When messages are coloured; auto respects NO_COLOR.")
  var color: Console.Coloring = .auto

  /// Where the command says what it has to say.
  var console: Console { Console(coloring: color) }
}

/// A command that says itself what went wrong, and with which status it ends.
protocol ReportingCommand: AsyncParsableCommand {
  /// What the user said about messages.
  var messages: MessageOptions { get }

  /// Does what the command is for.
  func execute() async throws(Failure)
}

extension ReportingCommand {
  func run() async throws {
    do {
      try await execute()
    } catch {
      Interruption.cleanUp()
      if !error.message.isEmpty { messages.console.complain(error.message) }
      throw ExitCode(error.status.rawValue)
    }
  }
}
