public import MutualAid

/// The files that a run leaves in its folder.
public enum ResultFolder {
  /// The files of a result, `manifest.json` first.
  ///
  /// All but the manifest are the same to the byte for the same scenario, seed, replications,
  /// options and version. `groups.csv` is among them where shares go by cohort, `shutdown.csv` where
  /// the scenario has a shutdown, `observed.csv` where it has published figures, and `members.csv`
  /// where it was asked what members paid.
  ///
  /// - Complexity: O(*m* *k*), where *m* is the number of measures and *k* of distinct values.
  public static func files(
    _ outcome: Outcome, manifest: Manifest, options: ReportOptions = .usual,
    members: MembershipCosts? = nil
  ) -> [ResultFile] {
    let book = FigureBook(outcome, options: options)
    let tables = FigureTable(book)
    var files = [
      ResultFile(name: "summary.json", contents: SummaryDocument(book, members: members).text),
      ResultFile(name: "periods.csv", contents: tables.periods),
      ResultFile(name: "years.csv", contents: tables.years),
    ]
    if outcome.measures.contains(where: { $0.group != nil }) {
      files.append(ResultFile(name: "groups.csv", contents: tables.groups))
    }
    if outcome.scenario.shutdown != nil || outcome.scenario.triggers != nil {
      files.append(ResultFile(name: "shutdown.csv", contents: tables.shutdown))
    }
    if !outcome.scenario.observations.isEmpty {
      files.append(ResultFile(name: "observed.csv", contents: tables.observed))
    }
    if let members {
      let table = MemberTable(costs: members, options: options)
      files.append(ResultFile(name: "members.csv", contents: table.text))
    }
    let fingerprint = fingerprint(of: files)
    let page = ReportPage(book, manifest: manifest, fingerprint: fingerprint)
    files.append(ResultFile(name: "report.html", contents: page.text))
    var manifest = manifest
    if manifest.fingerprint.isEmpty { manifest.fingerprint = fingerprint }
    return [ResultFile(name: "manifest.json", contents: manifest.document(files: files))] + files
  }

  /// The files of a paired run, `manifest.json` first: `compare.csv`, `compare.json` and
  /// the page `report.html`.
  ///
  /// All but the manifest are the same to the byte for the same scenarios, seed, replications,
  /// options and version.
  public static func files(
    _ outcome: PairedOutcome, manifest: Manifest, options: ReportOptions = .usual
  ) -> [ResultFile] {
    var files = [
      ResultFile(
        name: "compare.csv", contents: PairedTable(outcome: outcome, options: options).text),
      ResultFile(
        name: "compare.json", contents: PairedDocument(outcome: outcome, options: options).text),
    ]
    let fingerprint = fingerprint(of: files)
    let page = ComparisonPage(
      outcome, manifest: manifest, fingerprint: fingerprint, files: files.map(\.name),
      options: options)
    files.append(ResultFile(name: "report.html", contents: page.text))
    var manifest = manifest
    if manifest.fingerprint.isEmpty { manifest.fingerprint = fingerprint }
    return [ResultFile(name: "manifest.json", contents: manifest.document(files: files))] + files
  }

  /// The files of a comparison with a premium and no cover, `manifest.json` first:
  /// `comparison.csv`, `comparison.json` and the page `report.html`.
  ///
  /// All but the manifest are the same to the byte for the same scenario, seed, replications,
  /// options and version.
  public static func files(
    _ comparison: SharingComparison, manifest: Manifest, options: ReportOptions = .usual
  ) -> [ResultFile] {
    var files = [
      ResultFile(
        name: "comparison.csv",
        contents: SharingTable(comparison: comparison, options: options).text),
      ResultFile(
        name: "comparison.json",
        contents: SharingDocument(comparison: comparison, options: options).text),
    ]
    let fingerprint = fingerprint(of: files)
    let page = ComparisonPage(
      comparison, manifest: manifest, fingerprint: fingerprint, files: files.map(\.name),
      options: options)
    files.append(ResultFile(name: "report.html", contents: page.text))
    var manifest = manifest
    if manifest.fingerprint.isEmpty { manifest.fingerprint = fingerprint }
    return [ResultFile(name: "manifest.json", contents: manifest.document(files: files))] + files
  }

  /// The files of a sweep, `manifest.json` first: `sweep.csv`, `sweep.json` and the picture
  /// `sweep.svg`.
  ///
  /// All but the manifest are the same to the byte for the same scenario, grid, seed, replications,
  /// options and version.
  public static func files(
    _ pools: SweptPools, plot: SweptFigure, manifest: Manifest, options: ReportOptions = .usual
  ) -> [ResultFile] {
    var files = [
      ResultFile(name: "sweep.csv", contents: SweepTable(pools: pools, options: options).text),
      ResultFile(
        name: "sweep.json", contents: SweepDocument(pools: pools, options: options).text),
    ]
    if let picture = SweepChart(pools: pools, figure: plot).document {
      files.append(ResultFile(name: "sweep.svg", contents: picture))
    }
    var manifest = manifest
    if manifest.fingerprint.isEmpty { manifest.fingerprint = fingerprint(of: files) }
    return [ResultFile(name: "manifest.json", contents: manifest.document(files: files))] + files
  }

  /// The hash of the figures of a result: of every file but the manifest, which holds the timing,
  /// and the page, which repeats the others for people.
  public static func fingerprint(of files: [ResultFile]) -> String {
    Fingerprint.of(files.filter { $0.name != "manifest.json" && $0.name != "report.html" })
  }
}
