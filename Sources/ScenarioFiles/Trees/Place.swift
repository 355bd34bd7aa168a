/// Where a value stands.
struct Place: Hashable, Sendable {
  /// The text that a value comes from.
  enum Source: Hashable, Sendable {
    /// The scenario's own file.
    case scenario(String)
    /// A file that the scenario is based on.
    case base(String)
    /// A CSV file.
    case table(String)
    /// A value from the command line, `--set key.path=value`.
    case override
  }

  /// The text.
  let source: Source
  /// The line, from 1.
  let line: Int
  /// The column, from 1, in Unicode scalars.
  let column: Int

  /// The file's name in messages.
  var file: String {
    switch source {
    case .scenario(let name), .base(let name), .table(let name): name
    case .override: "--set"
    }
  }
}

/// A value that was read, with its place for problems that show only beside other values.
struct Placed<Value> {
  let value: Value
  let place: Place
  let path: String
  /// Whether the value is the format's default, not written anywhere.
  var isDefault = false

  /// Another value at the same place.
  func map<Other>(_ transform: (Value) -> Other) -> Placed<Other> {
    Placed<Other>(value: transform(value), place: place, path: path, isDefault: isDefault)
  }
}

extension Placed: Sendable where Value: Sendable {}
