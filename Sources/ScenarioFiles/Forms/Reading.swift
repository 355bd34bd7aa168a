import MutualAid

/// What has come up while a scenario is read: problems, values, sources, and texts.
///
/// Reading goes on after a problem, so that one run shows all that is wrong.
final class Reading {
  /// How many problems of one file are shown.
  static let shownProblems = 100

  private let files: any FileAccess
  /// The settings that are refused, because nothing simulates them.
  let notSimulated: NotSimulated
  /// The folder of the scenario's file as the user named it, shown before the files it names.
  private let displayedFolder: String
  private var noted: [(problem: ScenarioProblem, source: Place.Source)] = []
  private var missing: [Place: Set<String>] = [:]
  private var counts: [Place.Source: Int] = [:]
  private var order: [Place.Source] = []
  private var texts: [Place.Source: SourceText] = [:]
  private var folders: [Place.Source: String] = [:]

  /// Every setting that was read, with the defaults.
  private(set) var entries: [ResolvedEntry] = []
  /// Whether values are part of a larger one that is kept as a whole, such as a row of a list.
  private var isWithinValue = false
  /// Where figures come from.
  private(set) var provenance: [Provenance] = []
  /// The CSV files that were read, by relative path.
  private(set) var tables: [String: SourceText] = [:]
  /// The rosters that were read, in a line each, by relative path.
  private(set) var rosters: [String: String] = [:]
  /// The currency that amounts are read in.
  var currency = Currency.yuan

  /// Reading that asks `files` for whatever a scenario names.
  init(files: any FileAccess, displayedFolder: String, notSimulated: NotSimulated) {
    self.files = files
    self.notSimulated = notSimulated
    self.displayedFolder = displayedFolder
  }

  // MARK: Problems

  /// Notes that something is wrong.
  ///
  /// The line is that of a file whose text is not kept.
  func note(
    _ reason: ScenarioProblem.Reason, at place: Place, path: String, line: String? = nil
  ) {
    if case .missing = reason {
      // Several settings may need one that is missing, or is written and wrong.
      guard missing[place, default: []].insert(path).inserted else { return }
    }
    counts[place.source, default: 0] += 1
    guard counts[place.source, default: 0] <= Self.shownProblems else { return }
    let isWritten = place.source != .override
    noted.append(
      (
        ScenarioProblem(
          reason: reason, keyPath: path, file: place.file, line: isWritten ? place.line : 0,
          column: isWritten ? place.column : 0,
          sourceLine: isWritten ? line ?? texts[place.source]?[place.line] : nil), place.source
      ))
  }

  /// Notes that a value is not what was expected.
  func note<Value>(_ expectation: String, found: String, at placed: Placed<Value>) {
    note(.expected(expectation, found: found), at: placed.place, path: placed.path)
  }

  /// Counts problems of a file that are not shown.
  func leaveOut(_ count: Int, of source: Place.Source) { counts[source, default: 0] += count }

  /// Whether anything is wrong so far.
  var hasProblems: Bool { !noted.isEmpty }

  /// All problems: the files in the order of reading, each from top to bottom.
  var problems: [ScenarioProblem] {
    let ranks = Dictionary(zip(order + [.override], 0...)) { first, _ in first }
    var all = noted.enumerated().sorted { left, right in
      func rank(_ item: (offset: Int, element: (problem: ScenarioProblem, source: Place.Source)))
        -> (Int, Int, Int, Int)
      {
        let problem = item.element.problem
        let rank = ranks[item.element.source] ?? order.count
        return (rank, problem.line, problem.column, item.offset)
      }
      return rank(left) < rank(right)
    }.map(\.element.problem)
    for source in order {
      guard let count = counts[source], count > Self.shownProblems else { continue }
      let file = Place(source: source, line: 1, column: 1).file
      let last = all.lastIndex { $0.file == file } ?? all.count - 1
      all.insert(
        ScenarioProblem(
          reason: .more(count - Self.shownProblems), keyPath: "", file: file, line: 0, column: 0,
          sourceLine: nil), at: last + 1)
    }
    return all
  }

  // MARK: Texts

  /// Makes a text known, for the lines in messages and for the paths it names.
  func register(_ text: SourceText, as source: Place.Source, folder: String) {
    if texts[source] == nil { order.append(source) }
    texts[source] = text
    folders[source] = folder
  }

  /// The path that a text names, from the scenario's folder.
  func resolve(_ path: Placed<String>) -> String {
    RelativePath.joined(folders[path.place.source] ?? "", path.value)
  }

  /// The name of a file in messages.
  func displayed(_ relativePath: String) -> String {
    RelativePath.joined(displayedFolder, relativePath)
  }

  /// The text of a file that a scenario names, or `nil` with a problem noted.
  func load(_ path: Placed<String>, limit: Int) -> SourceText? {
    let relative = resolve(path)
    let displayed = displayed(relative)
    do {
      let text = try files.text(of: relative)
      guard text.utf8.count <= limit else {
        note("a file of at most \(limit >> 20) MiB", found: "\(text.utf8.count) bytes", at: path)
        return nil
      }
      return SourceText(text)
    } catch {
      note(error, of: path, displayed)
    }
    return nil
  }

  /// Reads a file that a scenario names piece by piece.
  ///
  /// The result tells whether all of it was read; if not, a problem is noted.
  func read(_ path: Placed<String>, _ body: (UnsafeRawBufferPointer) -> Void) -> Bool {
    let relative = resolve(path)
    do {
      try files.read(relative, body)
      return true
    } catch {
      note(error, of: path, displayed(relative))
      return false
    }
  }

  private func note(_ error: any Error, of path: Placed<String>, _ displayed: String) {
    do {
      throw error
    } catch let problems as ScenarioProblems {
      // The file is there, but is no text; its own problems say where.
      noted += problems.problems.map { ($0, path.place.source) }
    } catch FileAccessError.notFound {
      note(.missingFile(displayed), at: path.place, path: path.path)
    } catch FileAccessError.unreadable(let cause) {
      note(.unreadableFile(displayed, because: cause), at: path.place, path: path.path)
    } catch {
      note(.unreadableFile(displayed, because: "\(error)"), at: path.place, path: path.path)
    }
  }

  /// Keeps the text of a CSV file for the fingerprint of the scenario.
  func keep(_ table: SourceText, as relativePath: String) { tables[relativePath] = table }

  /// Keeps what decides a run of a roster for the fingerprint of the scenario.
  func keep(_ enrolment: Enrolment, as relativePath: String) {
    rosters[relativePath] = enrolment.digest
  }

  // MARK: Values

  /// Keeps a value and where it comes from.
  func record(_ path: String, _ value: String, origin: ResolvedEntry.Origin) {
    guard !isWithinValue else { return }
    entries.append(ResolvedEntry(keyPath: path, value: value, origin: origin))
  }

  /// Reads what is part of a larger value that is kept as a whole.
  func withinValue<Value>(_ read: () -> Value) -> Value {
    let wasWithinValue = isWithinValue
    isWithinValue = true
    defer { isWithinValue = wasWithinValue }
    return read()
  }

  /// Keeps where the figures at a path come from; the same words at the same path count once.
  func cite(_ kind: Provenance.Kind, _ text: String, at path: String) {
    let citation = Provenance(key: path, kind: kind, text: text)
    if !provenance.contains(citation) { provenance.append(citation) }
  }
}
