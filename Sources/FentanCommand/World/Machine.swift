import Foundation

/// What the manifest says about where a run took place: enough to judge its speed, and nothing by
/// which to find the machine.
enum Machine {
  /// The cores that are switched on.
  static var cores: Int { ProcessInfo.processInfo.activeProcessorCount }

  /// Cores, operating system and architecture: `2 cores, Linux, x86_64`.
  static var description: String {
    "\(cores) \(cores == 1 ? "core" : "cores"), \(system), \(architecture)"
  }

  /// The most memory that the program has held so far, in bytes.
  static var peakMemory: Int {
    var usage = rusage()
    #if canImport(Darwin)
      getrusage(RUSAGE_SELF, &usage)
      return usage.ru_maxrss
    #else
      getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
      return usage.ru_maxrss * 1024
    #endif
  }

  static var system: String {
    #if os(Linux)
      "Linux"
    #elseif os(macOS)
      "macOS"
    #else
      "another system"
    #endif
  }

  static var architecture: String {
    #if arch(x86_64)
      "x86_64"
    #elseif arch(arm64)
      "arm64"
    #else
      "another architecture"
    #endif
  }
}
