/// Paths of files that a scenario names.
enum RelativePath {
  /// Whether a path stays below the folder that it starts from.
  static func isAllowed(_ path: String) -> Bool {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    return parts.contains { $0 != "." } && path.utf8.count <= 1_000
      && !path.contains { "\\:~".contains($0) }
      && parts.allSatisfy { !$0.isEmpty && $0 != ".." }
      && path.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
  }

  /// The folder of a path with its `/`, or nothing for a path without folder.
  static func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
  }

  /// An allowed path from a folder, without parts that are `.`.
  static func joined(_ folder: String, _ path: String) -> String {
    folder + path.split(separator: "/").filter { $0 != "." }.joined(separator: "/")
  }
}
