import ArgumentParser
import Dispatch
import Foundation
import Synchronization

/// Shows on standard error how far a run is: a bar on a terminal, a line every ten seconds in a
/// log.
final class ProgressDisplay: Sendable {
  /// How progress is shown.
  enum Style: String, CaseIterable, ExpressibleByArgument {
    case auto, bar, lines, none

    /// The style that fits where standard error goes.
    func resolved(isTerminal: Bool, term: String?) -> Style {
      guard self == .auto else { return self }
      return isTerminal && term != "dumb" ? .bar : .lines
    }
  }

  private let style: Style
  private let total: Int
  private let console: Console
  private let start = ContinuousClock.now
  private let finished = Atomic(0)
  private let isShown = Mutex(false)
  // Dispatch guards its sources itself.
  nonisolated(unsafe) private let timer: any DispatchSourceTimer

  init(of total: Int, style: Style, console: Console) {
    self.total = total
    self.console = console
    self.style = style.resolved(
      isTerminal: Console.errorIsTerminal, term: ProcessInfo.processInfo.environment["TERM"])
    timer = DispatchSource.makeTimerSource(queue: .global())
    timer.setEventHandler { [weak self] in self?.show() }
    timer.activate()
  }

  deinit { timer.cancel() }

  /// Starts to show.
  ///
  /// What is shown follows a clock, not the work, so that a slow replication does not look like a
  /// stopped program.
  func begin() {
    guard style != .none else { return }
    let interval = style == .bar ? DispatchTimeInterval.milliseconds(100) : .seconds(10)
    isShown.withLock { $0 = true }
    timer.schedule(deadline: .now() + interval, repeating: interval)
  }

  /// Takes note of how many replications are finished, from any thread.
  func report(_ count: Int) {
    // Reports may overtake one another; the display never goes back.
    finished.max(count, ordering: .relaxed)
  }

  /// Stops to show, and removes the bar.
  func end() {
    timer.cancel()
    isShown.withLock {
      $0 = false
      if style == .bar { console.overwriteLine("") }
    }
  }

  private func show() {
    // A tick that was under way when the display ended comes to nothing.
    isShown.withLock {
      guard $0 else { return }
      let progress = Progress(
        finished: finished.load(ordering: .relaxed), total: total,
        elapsed: ContinuousClock.now - start)
      if style == .bar {
        console.overwriteLine(progress.bar(columns: Self.columns))
      } else {
        console.say(progress.line)
      }
    }
  }

  /// The width of the terminal.
  private static var columns: Int {
    var size = winsize()
    let isKnown = ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
    return isKnown ? Int(size.ws_col) : 80
  }
}
