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

  /// Whether a path goes up some folders, if at all, and then stays below the one it has come to.
  ///
  /// How far up it may go is for whoever opens files to say.
  static func isAllowedAbove(_ path: String) -> Bool {
    let below = path.split(separator: "/", omittingEmptySubsequences: false).drop { $0 == ".." }
    return path.utf8.count <= 1_000 && isAllowed(below.joined(separator: "/"))
  }

  /// The folder of a path with its `/`, or nothing for a path without folder.
  static func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
  }

  /// An allowed path from a folder, without parts that are `.`, and without `..` where it leads back
  /// out of a folder that is named.
  static func joined(_ folder: String, _ path: String) -> String {
    var folder = folder
    var parts = path.split(separator: "/").filter { $0 != "." }[...]
    while parts.first == "..", let last = folder.split(separator: "/").last,
      last != "..", last != "."
    {
      folder.removeLast(last.count + 1)
      parts.removeFirst()
    }
    return folder + parts.joined(separator: "/")
  }
}
