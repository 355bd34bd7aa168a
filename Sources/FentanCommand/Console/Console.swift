import ArgumentParser
import Foundation
import Reports
import Synchronization

/// The two streams: results go to standard output, all else to standard error.
struct Console: Sendable {
  /// When messages are coloured.
  enum Coloring: String, CaseIterable, ExpressibleByArgument {
    case auto, always, never
  }

  /// A colour of a message.
  enum Color: String {
    case red = "\u{1B}[1;31m"
  }

  /// Whether messages are coloured.
  let isColored: Bool

  /// A console that colours as told; `auto` colours on a terminal unless `NO_COLOR` is set.
  ///
  /// `NO_COLOR` is the convention of no-color.org: any value but an empty one.
  init(
    coloring: Coloring = .auto, environment: [String: String] = ProcessInfo.processInfo.environment
  ) {
    isColored =
      switch coloring {
      case .always: true
      case .never: false
      case .auto:
        Console.errorIsTerminal && (environment["NO_COLOR"] ?? "").isEmpty
          && environment["TERM"] != "dumb"
      }
  }

  /// Whether standard error is a terminal.
  static var errorIsTerminal: Bool { isatty(STDERR_FILENO) != 0 }

  /// Whether an unfinished line, such as a progress bar, stands on the terminal.
  private static let lineIsOpen = Mutex(false)

  /// A text in a colour, where colours are on.
  func paint(_ text: String, _ color: Color) -> String {
    isColored ? "\(color.rawValue)\(text)\u{1B}[0m" : text
  }

  /// Says something on standard error, on a line of its own.
  ///
  /// That standard error is closed is no reason to stop.
  func say(_ message: String) {
    Console.lineIsOpen.withLock { isOpen in
      let start = isOpen ? "\r\u{1B}[K" : ""
      isOpen = false
      _ = Descriptor.writeAll("\(start)\(message)\n", to: STDERR_FILENO)
    }
  }

  /// Says what went wrong.
  func complain(_ message: String) {
    say("\(paint("Error:", .red)) \(PlainWords.visible(message))")
  }

  /// Replaces the unfinished line on the terminal; with an empty text, removes it.
  func overwriteLine(_ text: String) {
    Console.lineIsOpen.withLock { isOpen in
      guard isOpen || !text.isEmpty else { return }
      isOpen = !text.isEmpty
      _ = Descriptor.writeAll("\r\(text)\u{1B}[K", to: STDERR_FILENO)
    }
  }

  /// Ends the unfinished line, if there is one, so that the shell's prompt starts on a new one.
  static func finishLine() {
    // Whoever holds the lock may be waiting for the terminal; then the line is left as it is.
    _ = lineIsOpen.withLockIfAvailable { isOpen in
      if isOpen { _ = Descriptor.writeAll("\n", to: STDERR_FILENO) }
    }
  }

  /// Prints a result to standard output.
  ///
  /// A reader that leaves early, as `head` does, has what it wanted: nothing is said about it.
  ///
  /// - Throws: `Failure` if the result cannot be written, for instance because a disk is full.
  func printResult(_ text: String) throws(Failure) {
    if Descriptor.writeAll(text, to: STDOUT_FILENO) || errno == EPIPE { return }
    throw Failure(
      .cannotCreate, "Cannot write to standard output: \(Failure.reasonOfTheSystem).")
  }
}
