import Yams

/// The door to the YAML parser: text to nodes, every problem at its place.
///
/// JSON is read by the same door, because YAML includes it.
enum YAML {
  /// The most bytes of a scenario file.
  ///
  /// Long tables belong into CSV files.
  static let byteLimit = 1 << 20
  /// How deeply mappings and lists may be nested.
  static let nestingLimit = 32
  /// How many doubled keys of a file are looked for.
  private static let duplicateLimit = 20

  /// The one document of a text, or `nil` with problems noted.
  static func document(_ source: SourceText, _ place: Place.Source, _ reading: Reading) -> Node? {
    func note(_ reason: ScenarioProblem.Reason, _ line: Int = 1, _ column: Int = 1) {
      reading.note(reason, at: Place(source: place, line: line, column: column), path: "")
    }
    guard source.text.utf8.count <= byteLimit else {
      note(
        .expected("a file of at most 1 MiB", found: "\(source.text.utf8.count) bytes"))
      return nil
    }
    if let forbidden = source.firstForbidden() {
      note(.notText(forbidden.scalar), forbidden.line, forbidden.column)
      return nil
    }
    let outline = Outline(source.text)
    if let deep = outline.firstDeeper(than: nestingLimit) {
      note(.tooDeep, deep.line, deep.column)
      return nil
    }
    if let alias = outline.firstAlias {
      note(.alias(alias.name), alias.line, alias.column)
      return nil
    }
    return document(source, duplicates: [], place, reading)
  }

  /// Composes the text; each doubled key is noted, masked, and the text composed again.
  private static func document(
    _ source: SourceText, duplicates: [DoubledKey], _ place: Place.Source, _ reading: Reading
  ) -> Node? {
    do {
      let text = duplicates.last?.maskedText ?? source.text
      // The basic resolver gives plain scalars no meaning; ours is the strict grammar.
      guard let root = try Parser(yaml: text, resolver: .basic, encoding: .utf8).singleRoot() else {
        reading.note(
          .expected("a scenario, beginning with fentan: 1", found: "an empty file"),
          at: Place(source: place, line: 1, column: 1), path: "")
        return nil
      }
      return Converter(place: place, duplicates: duplicates, reading: reading).node(
        root, at: "", depth: 0)
    } catch YamlError.duplicatedKeysInMapping(_, let context) {
      let mark = (line: context.mark.line, column: context.mark.column)
      let text = duplicates.last?.maskedText ?? source.text
      if duplicates.count < duplicateLimit,
        let doubled = DoubledKey(of: mark, in: text, number: duplicates.count)
      {
        return document(source, duplicates: duplicates + [doubled], place, reading)
      }
      reading.note(
        .syntax("this key is set twice in its mapping"),
        at: Place(source: place, line: mark.line, column: mark.column), path: "")
    } catch YamlError.scanner(let context, let problem, let mark, _),
      YamlError.parser(let context, let problem, let mark, _),
      YamlError.composer(let context, let problem, let mark, _)
    {
      let line = source[mark.line] ?? ""
      reading.note(
        .syntax(sentence(for: problem, context?.mark.line, in: line, column: mark.column)),
        at: Place(source: place, line: mark.line, column: mark.column), path: "")
    } catch {
      reading.note(
        .syntax("this is not YAML"), at: Place(source: place, line: 1, column: 1), path: "")
    }
    return nil
  }

  /// The parser's words in ours, where ours say more.
  ///
  /// The line `opened` is the one where the unfinished part begins.
  private static func sentence(
    for problem: String, _ opened: Int?, in line: String, column: Int
  ) -> String {
    let from = opened.map { " for what begins in line \($0)" } ?? ""
    let before = line.unicodeScalars.prefix(max(0, column))
    if before.contains("\t"), before.allSatisfy({ $0 == " " || $0 == "\t" || $0 == "-" }) {
      return "expected spaces for the indentation, but found a tab"
    }
    switch problem {
    case "but found another document":
      return "expected one document, but found a second one"
    case "mapping values are not allowed in this context":
      return "expected the end of the value, but found a second ': ' "
        + "(put a text with a colon into quotes, and indent keys of one mapping equally)"
    case "could not find expected ':'": return "expected ': ' after the key in the line before"
    case "did not find expected key":
      return "expected a key of the same mapping here (is the indentation right?)"
    case "did not find expected ',' or '}'": return "expected ',' or '}'\(from)"
    case "did not find expected ',' or ']'": return "expected ',' or ']'\(from)"
    case "found undefined alias": return ScenarioProblem.Reason.alias("").description
    default: return "this is not YAML: \(problem)"
    }
  }

  /// Yams's nodes into ours.
  private struct Converter {
    let place: Place.Source
    let duplicates: [DoubledKey]
    let reading: Reading

    func node(_ node: Yams.Node, at path: String, depth: Int) -> Node? {
      let place = self.place(of: node)
      guard depth <= nestingLimit else {
        reading.note(.tooDeep, at: place, path: "")
        return nil
      }
      switch node {
      case .scalar(let scalar):
        let known = ["", "!", "tag:yaml.org,2002:str"]
        guard known.contains(scalar.tag.description) else { return refuse(scalar.tag, place, path) }
        let isQuoted = scalar.style != .plain && scalar.style != .any
        return Node(content: .scalar(text: scalar.string, isQuoted: isQuoted), place: place)
      case .sequence(let list):
        let nodes = list.enumerated().map { index, node in
          self.node(node, at: path.appending(key: String(index)), depth: depth + 1)
        }
        let good = nodes.compactMap { $0 }
        return good.count == nodes.count ? Node(content: .list(good), place: place) : nil
      case .mapping(let mapping):
        let entries = mapping.map { entry($0, $1, at: path, depth: depth + 1) }
        let good = entries.compactMap { $0 }
        return good.count == entries.count
          ? Node(content: .mapping(unique(good, at: path)), place: place) : nil
      case .alias: return nil
      }
    }

    private func entry(_ key: Yams.Node, _ value: Yams.Node, at path: String, depth: Int)
      -> Node.Entry?
    {
      let place = self.place(of: key)
      guard case .scalar(let scalar) = key else {
        reading.note(.expected("a name as key", found: "a mapping or list"), at: place, path: path)
        return nil
      }
      return node(value, at: path.appending(key: scalar.string), depth: depth).map {
        Node.Entry(key: scalar.string, place: place, value: $0)
      }
    }

    /// The entries without those whose key was doubled, which are noted.
    private func unique(_ entries: [Node.Entry], at path: String) -> [Node.Entry] {
      entries.filter { entry in
        guard let doubled = duplicates.first(where: { $0.mask == entry.key }) else { return true }
        reading.note(
          .duplicate(firstLine: doubled.firstLine), at: entry.place,
          path: path.appending(key: doubled.key))
        return false
      }
    }

    private func refuse(_ tag: Tag, _ place: Place, _ path: String) -> Node? {
      let standard = "tag:yaml.org,2002:"
      let name = tag.description
      let shown = name.hasPrefix(standard) ? "!!" + name.dropFirst(standard.count) : name
      reading.note(
        .expected("a value without a tag", found: "the tag \(shown.shown)"), at: place, path: path)
      return nil
    }

    private func place(of node: Yams.Node) -> Place {
      Place(source: place, line: node.mark?.line ?? 1, column: node.mark?.column ?? 1)
    }
  }
}

extension ScenarioProblem.Reason {
  /// Mappings or lists lie too deep.
  fileprivate static var tooDeep: Self {
    .syntax("expected at most \(YAML.nestingLimit) levels of nesting, but found more")
  }

  /// An alias, which could make a small file huge.
  fileprivate static func alias(_ name: String) -> Self {
    .syntax(
      "expected a value, but found the alias *\(name.shown) (aliases are not read; use based_on)")
  }
}
