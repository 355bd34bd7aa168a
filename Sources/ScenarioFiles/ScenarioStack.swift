/// The scenarios that lie on one another, as `based_on` names them, and the command line on top.
struct ScenarioStack {
  let reading: Reading
  private var count = 0

  init(reading: Reading) { self.reading = reading }

  /// The merged tree of a scenario file and those it is based on, or `nil` with problems noted.
  ///
  /// The file is the path from the scenario's folder, the name what the user gave.
  mutating func root(_ text: String, file: String, name: String) -> Node? {
    root(SourceText(text), .scenario(name), chain: [file])
  }

  private mutating func root(_ text: SourceText, _ source: Place.Source, chain: [String]) -> Node? {
    guard let file = chain.last else { return nil }
    count += 1
    reading.register(text, as: source, folder: RelativePath.folder(of: file))
    guard let tree = YAML.document(text, source, reading) else { return nil }
    guard let entries = tree.entries else {
      reading.note(
        .expected(PoolSection.definition.expectation, found: tree.found), at: tree.place, path: "")
      return nil
    }
    checkVersion(entries, tree)
    let own = Node(
      content: .mapping(entries.filter { $0.key != "based_on" }), place: tree.place)
    guard let basedOn = entries.first(where: { $0.key == "based_on" }) else { return own }
    if case .scenario = source {
      reading.record("based_on", basedOn.value.flow, origin: basedOn.value.place.origin)
    }
    guard let paths = PoolSection.basedOnForm.read(basedOn.value, "based_on", reading) else {
      return nil
    }
    let bases = paths.map { base($0, chain: chain) }
    guard bases.allSatisfy({ $0 != nil }) else { return nil }
    let merged = (bases.compactMap { $0 } + [own]).reduce(nil as Node?) { lower, upper in
      lower.map { Overlay.merge(upper, over: $0, PoolSection.definition) } ?? upper
    }
    return merged ?? own
  }

  private mutating func base(_ path: Placed<String>, chain: [String]) -> Node? {
    let relative = reading.resolve(path)
    guard !chain.contains(relative) else {
      let circle = (chain.drop { $0 != relative } + [relative]).joined(separator: " on ")
      reading.note("a scenario that is not based on this one", found: circle, at: path)
      return nil
    }
    guard chain.count <= ScenarioReader.baseDepth, count < ScenarioReader.baseCount else {
      let found = chain.count > ScenarioReader.baseDepth ? "a deeper stack" : "more"
      reading.note(
        "at most \(ScenarioReader.baseDepth) scenarios on one another and "
          + "\(ScenarioReader.baseCount) in all", found: found, at: path)
      return nil
    }
    guard let text = reading.load(path, limit: YAML.byteLimit) else { return nil }
    return root(text, .base(reading.displayed(relative)), chain: chain + [relative])
  }

  /// Notes a file that does not begin with the version of the format.
  private func checkVersion(_ entries: [Node.Entry], _ tree: Node) {
    guard let version = entries.first(where: { $0.key == "fentan" }) else {
      reading.note(
        .missing(expected: "fentan: 1 as the first key"), at: tree.place, path: "fentan")
      return
    }
    if let first = entries.first, first.key != "fentan" {
      reading.note(
        .expected("fentan as the first key", found: first.key.shown), at: version.place,
        path: "fentan")
    }
    // Of a scenario below, the version is hidden by that of the scenario above.
    if case .base = tree.place.source {
      _ = PoolSection.version.form.read(version.value, "fentan", reading)
    }
  }

  /// The tree with a value from the command line.
  func root(_ root: Node, setting key: String, to value: String) -> Node {
    let scratch = Reading(files: NoFiles(), displayedFolder: "", notSimulated: .nothing)
    let tree = YAML.document(SourceText(value), .override, scratch)
    if let problem = scratch.problems.first, !value.allSatisfy(\.isWhitespace) {
      reading.note(
        problem.reason, at: Place(source: .override, line: 1, column: 1), path: key.shown)
      return root
    }
    let nothing = Node(
      content: .scalar(text: "", isQuoted: false),
      place: Place(source: .override, line: 1, column: 1))
    let keys = Overlay.keys(of: key)
    guard !keys.contains(""), keys.first != "based_on", keys.first != "fentan" else {
      reading.note(
        .expected("a key path such as apportionment.fee", found: key.shown),
        at: nothing.place, path: "")
      return root
    }
    return Overlay.set(keys[...], to: tree ?? nothing, in: root, PoolSection.definition)
  }
}
