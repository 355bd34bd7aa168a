import ArgumentParser

/// A value that the command line puts in place of the scenario's: `--set apportionment.fee=0.06`.
struct Setting: Equatable, ExpressibleByArgument {
  /// The path of the key.
  let keyPath: String
  /// The value, in the scenario's own words.
  let value: String

  /// A value of a key.
  init(keyPath: String, value: String) {
    self.keyPath = keyPath
    self.value = value
  }

  /// Splits at the first equals sign; what the parts mean is the scenario reader's affair.
  init?(argument: String) {
    guard let sign = argument.firstIndex(of: "="), sign != argument.startIndex else { return nil }
    keyPath = String(argument[..<sign])
    value = String(argument[argument.index(after: sign)...])
  }
}
