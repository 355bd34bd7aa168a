import Reports

extension OutputFolder {
  /// Files that a result may have and another one may lack.
  private static let optional: Set = [
    "summary.json", "periods.csv", "years.csv", "groups.csv", "shutdown.csv", "observed.csv",
    "members.csv",
    "compare.csv", "compare.json", "comparison.csv", "comparison.json",
    "sweep.csv", "sweep.json", "sweep.svg", "replications.parquet",
    "report.html",
  ]

  /// Writes the files of a result, and removes those of an earlier one that it does not replace.
  ///
  /// The manifest comes last: where it stands, the result that it speaks of is complete.
  func write(_ result: [ResultFile]) throws(Failure) {
    let manifest = "manifest.json"
    let files = result.filter { $0.name != manifest } + result.filter { $0.name == manifest }
    try write(
      files.map { ($0.name, $0.contents) },
      removing: Self.optional.subtracting(files.map(\.name)).sorted())
  }
}
