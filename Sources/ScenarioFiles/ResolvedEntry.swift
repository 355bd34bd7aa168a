/// A setting of a scenario with its value and where that comes from.
public struct ResolvedEntry: Equatable, Sendable {
  /// Where a value comes from.
  public enum Origin: Equatable, Sendable {
    /// The scenario's own file.
    case file(String, line: Int)
    /// A file that the scenario is based on.
    case base(String, line: Int)
    /// The command line.
    case override
    /// Not written anywhere: the format's default.
    case standard
  }

  /// The path of the setting, `apportionment.fee`.
  public let keyPath: String
  /// The value as it was written, on one line; a default in words.
  public let value: String
  /// Where the value comes from.
  public let origin: Origin
}

extension ResolvedEntry.Origin: CustomStringConvertible {
  /// The origin as `explain` shows it.
  public var description: String {
    switch self {
    case .file(let name, let line): "\(name):\(line)"
    case .base(let name, let line): "based_on \(name):\(line)"
    case .override: "--set"
    case .standard: "default"
    }
  }
}

extension Place {
  /// The place as the origin of a value.
  var origin: ResolvedEntry.Origin {
    switch source {
    case .scenario(let name), .table(let name): .file(name, line: line)
    case .base(let name): .base(name, line: line)
    case .override: .override
    }
  }
}
