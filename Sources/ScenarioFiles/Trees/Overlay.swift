/// How a later scenario lies over an earlier one.
///
/// Mappings are merged key by key; everything else is replaced. Data that make sense only together
/// (counts by date, benefits by age) and lists are replaced as a whole. Where a setting has
/// alternative forms, such as an incidence by table or by rate, naming another form replaces the
/// whole setting; where two settings are alternatives, such as a path and flows, naming one takes
/// the other away. The plain value `null` takes a setting away.
enum Overlay {
  /// A later value over an earlier one.
  static func merge(_ over: Node, over base: Node, _ definition: SectionDefinition?) -> Node {
    guard let definition, !definition.isData, let later = over.entries,
      let earlier = base.entries, !changesForm(later, earlier, definition)
    else { return over }
    var entries = earlier
    if later.contains(where: { isData($0.key, definition) }) {
      entries.removeAll { isData($0.key, definition) }
    }
    for entry in later where !entry.value.isNull {
      entries.removeAll { isAlternative($0.key, to: entry.key, definition) }
    }
    for entry in later {
      let index = entries.firstIndex { $0.key == entry.key }
      if entry.value.isNull {
        if let index { entries.remove(at: index) }
      } else if let index {
        let value = merge(
          entry.value, over: entries[index].value, definition.section(at: entry.key))
        entries[index] = Node.Entry(key: entry.key, place: entry.place, value: value)
      } else {
        entries.append(entry)
      }
    }
    return Node(content: .mapping(entries), place: over.place)
  }

  /// Sets the value at a path of keys.
  static func set(
    _ path: ArraySlice<String>, to value: Node, in base: Node, _ definition: SectionDefinition?
  ) -> Node {
    guard let key = path.first else { return merge(value, over: base, definition) }
    var entries = base.entries ?? []
    let added = Node.Entry(key: key, place: value.place, value: value)
    if let definition, !entries.contains(where: { $0.key == key }),
      changesForm([added], entries, definition)
    {
      entries = []
    }
    if let definition, path.count > 1 || !value.isNull {
      entries.removeAll { isAlternative($0.key, to: key, definition) }
    }
    let index = entries.firstIndex { $0.key == key }
    if path.count == 1, value.isNull {
      if let index { entries.remove(at: index) }
    } else {
      let nothing = Node(content: .scalar(text: "", isQuoted: false), place: value.place)
      let old = index.map { entries[$0].value } ?? nothing
      let new = set(path.dropFirst(), to: value, in: old, definition?.section(at: key))
      let entry = Node.Entry(key: key, place: value.place, value: new)
      if let index { entries[index] = entry } else { entries.append(entry) }
    }
    let place = base.entries == nil ? value.place : base.place
    return Node(content: .mapping(entries), place: place)
  }

  /// Whether the later entries name a form that the earlier ones do not have.
  private static func changesForm(
    _ later: [Node.Entry], _ earlier: [Node.Entry], _ definition: SectionDefinition
  ) -> Bool {
    guard !definition.forms.isEmpty else { return false }
    func forms(_ entries: [Node.Entry]) -> Set<String> {
      Set(
        entries.filter { !$0.value.isNull }.compactMap {
          if definition.forms.contains($0.key) { return $0.key }
          return isData($0.key, definition) ? "" : nil
        })
    }
    let new = forms(later)
    return !new.isEmpty && !forms(earlier).isEmpty && new != forms(earlier)
  }

  private static func isAlternative(
    _ key: String, to other: String, _ definition: SectionDefinition
  ) -> Bool {
    key != other && definition.alternatives.contains(key) && definition.alternatives.contains(other)
  }

  private static func isData(_ key: String, _ definition: SectionDefinition) -> Bool {
    guard let named = definition.named, named.isData else { return false }
    return definition.key(key) == nil && named.accepts(key)
  }

  /// The keys of a path such as `claims.classes.mild.benefit` or `members.mix.0..39`: parted by
  /// single points.
  static func keys(of path: String) -> [String] {
    var keys = [""]
    let scalars = Array(path.unicodeScalars)
    for (index, scalar) in scalars.enumerated() {
      let isSingle =
        scalar == "." && (index == 0 || scalars[index - 1] != ".")
        && (index + 1 == scalars.count || scalars[index + 1] != ".")
      if isSingle { keys.append("") } else { keys[keys.count - 1].unicodeScalars.append(scalar) }
    }
    return keys
  }
}
