import MutualAid

/// A number of payers on a date; without a date it holds throughout.
struct PathPoint: Sendable {
  let day: Day?
  let members: Int
}

/// The settings of the membership path.
enum PathSection {
  private static let date = Key("date", Form<Day>.date, .required, "The date.")
  private static let members = Key(
    "members", Form<Int>.count, .required, unit: "members", "The payers on that date.")
  private static let rows = Table<PathPoint>(
    columns: SectionDefinition(
      "a date with its members", keys: [date.definition, members.definition])
  ) { section, _ in
    let date = section.read(date)
    let members = section.read(members)
    guard let date, let members else { return nil }
    return PathPoint(day: date.value, members: members.value)
  }

  /// The columns of a CSV file of a membership path.
  static var columns: SectionDefinition { rows.columns }

  private static let file = Key(
    "file", Form<String>.path, .optional(meaning: "none"),
    "A CSV file with the columns date and members.")

  static let definition = SectionDefinition(
    "counts by date", keys: [file.definition], forms: ["file"],
    named: .init(
      expectation: "a date such as 2018-10-16", pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
      schema: Form<Int>.count.schema, section: nil, isData: true,
      accepts: { Day(isoDate: $0) != nil }))

  static let form: Form<[PathPoint]> = {
    let words = "a number of members, members by date, or a file"
    let list = rows.list(words)
    return Form(
      words, schema: ["anyOf": [Form<Int>.count.schema, list.schema, definition.schema]],
      section: definition
    ) { node, path, reading in
      switch node.content {
      case .list:
        return list.read(node, path, reading).flatMap { inOrder($0, path, reading) }
      case .mapping: return fromMapping(node, path, reading)
      case .scalar where node.text != nil:
        return Form<Int>.count.read(node, path, reading).map { [PathPoint(day: nil, members: $0)] }
      case .scalar:
        reading.note(.expected(words, found: node.found), at: node.place, path: path)
        return nil
      }
    }
  }()

  private static func fromMapping(_ node: Node, _ path: String, _ reading: Reading) -> [PathPoint]?
  {
    guard let section = Section(node, at: path, definition, reading),
      let form = section.form()
    else { return nil }
    if form == "file" {
      return section.read(file).flatMap { rows.rows(of: $0, at: path, reading) }
        .flatMap { inOrder($0, "", reading) }
    }
    let pairs = section.pairs(to: Form<Int>.count, reading) { Day(isoDate: $0) }
    let points = pairs?.map {
      Placed(value: PathPoint(day: $0.name, members: $0.value), place: $0.place, path: path)
    }
    return points.flatMap { inOrder($0, path, reading) }
  }

  private static func inOrder(_ points: [Placed<PathPoint>], _ path: String, _ reading: Reading)
    -> [PathPoint]?
  {
    var isGood = true
    for (left, right) in zip(points, points.dropFirst()) {
      guard let before = left.value.day, let after = right.value.day, after <= before else {
        continue
      }
      reading.note(
        .expected("a date after \(before)", found: "\(after)"), at: right.place,
        path: path.isEmpty ? "date" : path)
      isGood = false
    }
    guard isGood else { return nil }
    if points.allSatisfy({ $0.value.members == 0 }), let first = points.first {
      reading.note(
        .expected("at least one date with members", found: "0 throughout"), at: first.place,
        path: path)
      return nil
    }
    return points.map(\.value)
  }
}
