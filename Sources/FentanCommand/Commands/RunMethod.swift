import ArgumentParser

/// How `fentan run` finds figures.
enum RunMethod: String, CaseIterable, ExpressibleByArgument {
  /// By simulation.
  case monteCarlo = "monte-carlo"
  /// By simulation of shares alone, one draw a settlement, where settlements are independent.
  case collapsed
  /// By simulation of shares and of claims by group, where settlements are independent.
  case cohorts
  /// By simulation of a roster's members one by one, each with a risk of its own.
  case individuals
  /// From their exact laws, where they have one.
  case exact
}
