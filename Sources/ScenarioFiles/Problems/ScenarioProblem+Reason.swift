extension ScenarioProblem {
  /// What can be wrong.
  public enum Reason: Equatable, Sendable {
    /// The value is not what the setting takes.
    case expected(String, found: String)
    /// A setting that has no default is not there.
    case missing(expected: String)
    /// The format has no such setting.
    case unknown(nearest: String?, known: [String])
    /// The CSV file has a column that the table does not have.
    case unknownColumn(nearest: String?, known: [String])
    /// The setting stands twice in one mapping.
    case duplicate(firstLine: Int)
    /// The format has the setting, and a later version of the program will simulate it.
    case reserved
    /// The text cannot be read as YAML or CSV.
    case syntax(String)
    /// A file that the scenario names does not exist.
    case missingFile(String)
    /// A file that the scenario names cannot be read.
    case unreadableFile(String, because: String)
    /// So many further problems of the file are left out.
    case more(Int)
  }
}

extension ScenarioProblem.Reason: CustomStringConvertible {
  /// The sentence of a message, without place and path.
  public var description: String {
    switch self {
    case .expected(let expected, let found): "expected \(expected), but found \(found)"
    case .missing(let expected): "is missing; expected \(expected)"
    case .unknown(let nearest?, _): "is not a setting; did you mean '\(nearest)'?"
    case .unknown(nil, let known):
      known.isEmpty
        ? "is not a setting" : "is not a setting; the settings here are \(known.listed())"
    case .unknownColumn(let nearest?, _): "is not a column; did you mean '\(nearest)'?"
    case .unknownColumn(nil, let known): "is not a column; the columns are \(known.listed())"
    case .duplicate(let line): "is set twice; it was set first in line \(line)"
    case .reserved:
      "is part of the format, but this version of fentan does not simulate it yet"
    case .syntax(let sentence): sentence
    case .missingFile(let path): "expected a file, but there is no '\(path)'"
    case .unreadableFile(let path, let cause): "the file '\(path)' cannot be read: \(cause)"
    case .more(let count):
      count == 1
        ? "one more problem in this file is not shown"
        : "\(count) more problems in this file are not shown"
    }
  }
}

extension ScenarioProblem.Reason {
  /// The file has a character that no text file has.
  static func notText(_ scalar: Unicode.Scalar) -> Self {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    let padded = String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    return .expected("a text file in UTF-8", found: "the character U+\(padded)")
  }
}
