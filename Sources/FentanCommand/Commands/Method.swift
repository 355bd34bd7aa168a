import ArgumentParser

/// How figures are found.
enum Method: String, CaseIterable, ExpressibleByArgument {
  /// By simulation.
  case monteCarlo = "monte-carlo"
  /// From their exact laws, where they have one.
  case exact
}
