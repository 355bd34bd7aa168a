/// One thing that is wrong with a scenario, and where.
///
/// A problem is data; its sentence is written in one place, `ScenarioProblem.Reason.description`.
public struct ScenarioProblem: Equatable, Sendable {
  /// What is wrong.
  public let reason: Reason
  /// The path of the setting, such as `apportionment.fee`; empty where the file as a whole is meant.
  public let keyPath: String
  /// The file as the user named it, or `--set` for a value from the command line.
  public let file: String
  /// The line, from 1; 0 for a value from the command line.
  public let line: Int
  /// The column, from 1, in Unicode scalars; 0 for a value from the command line.
  public let column: Int
  /// The text of the line, where there is one.
  public let sourceLine: String?

  /// The problem, its line of source and a caret below the place.
  ///
  /// The caret is set for a terminal, where Chinese characters take two columns. A long line is
  /// cut around the place.
  public func rendered() -> String {
    guard let sourceLine else { return description }
    let scalars = Array(sourceLine.unicodeScalars)
    let target = min(max(column - 1, 0), scalars.count)
    let first = max(0, target - 70)
    let shown = scalars[first..<min(scalars.count, target + 50)]
    let padding = scalars[first..<target].reduce(0) { $0 + $1.terminalWidth }
    let text = String(String.UnicodeScalarView(shown.map { $0 == "\t" ? " " : $0 }))
    return "\(self)\n  \(text)\n  \(String(repeating: " ", count: padding))^"
  }
}

extension ScenarioProblem: CustomStringConvertible {
  /// The problem as `file:line:column: key.path: expected ..., but found ...`.
  public var description: String {
    let place = line > 0 ? "\(file):\(line):\(column)" : file
    return keyPath.isEmpty ? "\(place): \(reason)" : "\(place): \(keyPath): \(reason)"
  }
}

extension Unicode.Scalar {
  /// The columns that a terminal gives a scalar: 2 for Chinese, Japanese and Korean, else 1.
  ///
  /// The ranges are the larger ones with East_Asian_Width W or F of Unicode Standard Annex 11.
  fileprivate var terminalWidth: Int {
    switch value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF,
      0xFE30...0xFE4F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x20000...0x3FFFD:
      2
    default: properties.generalCategory == .nonspacingMark ? 0 : 1
    }
  }
}
