internal import MutualAid
internal import Probability

/// A comparison as one HTML file: its pictures, then the whole report for people.
struct ComparisonPage {
  let blocks: [Block]
  /// Pictures below the title.
  let pictures: [Markup]
  let provenance: [Provenance]
  let facts: [(name: String, text: String)]
  /// The files with the figures in full.
  let files: [String]
  let manifest: Manifest

  /// Sharing beside a premium and no cover.
  init(
    _ comparison: SharingComparison, manifest: Manifest, fingerprint: String, files: [String],
    options: ReportOptions
  ) {
    blocks = SharingReport(comparison: comparison, options: options).blocks
    pictures = SharingPictures(comparison: comparison, options: options).all
    provenance = comparison.scenario.provenance
    let run =
      comparison.replications.map { NumberText.exact($0, grouped: true) }
      ?? "none: exact figures"
    facts = Self.facts(
      manifest, seed: comparison.replications.map { _ in comparison.seed }, run: run, fingerprint)
    self.files = files
    self.manifest = manifest
  }

  /// Scenarios in the same futures.
  init(
    _ outcome: PairedOutcome, manifest: Manifest, fingerprint: String, files: [String],
    options: ReportOptions
  ) {
    blocks = PairedReport(outcome: outcome, options: options).blocks
    pictures = []
    provenance = outcome.base.provenance
    facts = Self.facts(
      manifest, seed: outcome.seed, run: NumberText.exact(outcome.replications, grouped: true),
      fingerprint)
    self.files = files
    self.manifest = manifest
  }

  private static func facts(
    _ manifest: Manifest, seed: UInt64?, run: String, _ fingerprint: String
  ) -> [(name: String, text: String)] {
    [("program", "fentan \(manifest.programVersion)")]
      + (seed.map { [("seed", "\($0)")] } ?? [])
      + [
        ("replications", run), ("scenario", manifest.scenarioHash), ("figures", fingerprint),
      ]
  }

  /// The file's contents.
  var text: String {
    let title =
      blocks.lazy.compactMap { if case .title(let text) = $0 { text } else { nil } }.first ?? ""
    // The title and what was compared, then the pictures, then the figures.
    let start = blocks.firstIndex { if case .heading = $0 { true } else { false } }
    let (head, body) = (
      blocks[..<(start ?? blocks.endIndex)], blocks[(start ?? blocks.endIndex)...]
    )
    return PageFrame.text(
      title: title, programVersion: manifest.programVersion,
      head.map(\.markup) + pictures + body.map(\.markup)
        + [
          PageFrame.provenance(provenance),
          PageFrame.footer(facts, scenarioText: manifest.scenarioText, files: files),
        ])
  }
}
