import Foundation
import Reports

extension OutputFolder {
  private static let manifest = "manifest.json"

  /// The names of all files that a result may have.
  private static let names = [
    manifest, "summary.json", "periods.csv", "years.csv", "groups.csv", "shutdown.csv",
    "observed.csv", "members.csv",
    "compare.csv", "compare.json", "comparison.csv", "comparison.json",
    "sweep.csv", "sweep.json", "sweep.svg",
    "report.html",
  ]

  /// Makes the folder where it is missing, and sees that a result can be written to it.
  ///
  /// A file that an earlier result did not put there is somebody's own, such as the roster of the scenario. A
  /// result would replace it, so the folder is refused, even if this result has no file of that name.
  init(ofResult path: String) throws(Failure) {
    try self.init(preparing: path)
    let foreign = foreignFiles
    guard foreign.isEmpty else {
      throw Failure(
        .cannotCreate,
        "Cannot write to \(path): a result would replace \(foreign.joined(separator: ", ")) there, which no "
          + "earlier result wrote, or which was changed since. Choose another folder, or move "
          + (foreign.count == 1 ? "the file away." : "the files away."))
    }
  }

  /// Writes the files of a result, and removes those of an earlier one that it does not replace.
  ///
  /// The manifest comes last: where it stands, the result that it speaks of is complete.
  func write(_ result: [ResultFile]) throws(Failure) {
    let files =
      result.filter { $0.name != Self.manifest } + result.filter { $0.name == Self.manifest }
    try write(
      files.map { ($0.name, $0.contents) },
      removing: Set(Self.names).subtracting(files.map(\.name)).sorted())
  }

  /// What is in the place of a result's files, and is not what the folder's manifest tells of.
  private var foreignFiles: [String] {
    let told = contents(of: Self.manifest).flatMap(Told.init)
    return Self.names.filter { name in
      var status = stat()
      guard lstat(place(of: name), &status) == 0 else { return false }
      guard let told else { return true }
      return name != Self.manifest && told.files[name] != contents(of: name).map(Fingerprint.of)
    }
  }

  private func contents(of name: String) -> String? {
    (try? InputFile.bytes(at: place(of: name))).map { String(decoding: $0, as: UTF8.self) }
  }

  /// What the manifest of an earlier result tells of its files.
  private struct Told: Decodable {
    let schema: String
    /// The hash of each file but the manifest.
    let files: [String: String]

    init?(_ manifest: String) {
      guard let told = try? JSONDecoder().decode(Told.self, from: Data(manifest.utf8)),
        told.schema == Manifest.schema
      else { return nil }
      self = told
    }
  }
}
