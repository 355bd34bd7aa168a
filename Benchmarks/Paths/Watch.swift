import Foundation

/// Times the parts of a work, and tells them with memory and figures.
struct Watch {
  private var start = ContinuousClock.now
  private var laps: [(name: String, seconds: Double)] = []

  /// Ends a part.
  mutating func lap(_ name: String) {
    let now = ContinuousClock.now
    laps.append((name, (now - start) / .seconds(1)))
    start = now
  }

  /// Prints all as one line of JSON.
  func print(_ figures: [(String, Double)]) {
    let parts =
      laps.map { ("\($0.name)_seconds", $0.seconds) } + [("peak_mib", Self.peakMemory)] + figures
    Swift.print("{" + parts.map { "\"\($0.0)\": \($0.1)" }.joined(separator: ", ") + "}")
  }

  /// The most memory that the process had, in MiB.
  private static var peakMemory: Double {
    var usage = rusage()
    #if os(Linux)
      getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
      return Double(usage.ru_maxrss) / 1_024
    #else
      getrusage(RUSAGE_SELF, &usage)
      return Double(usage.ru_maxrss) / 1_048_576
    #endif
  }
}
