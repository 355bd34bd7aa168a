import MutualAid

/// The first line of a roster: which column says what.
struct RosterHeader {
  /// How many columns there are.
  let count: Int
  /// The place of each column, or -1 where it is not there.
  let joined: Int
  let left: Int
  let birthDate: Int
  let birthYear: Int
  let age: Int
  let sex: Int
  let segment: Int
  let riskClass: Int
  let risk: Int
  let members: Int

  /// No columns.
  init() { self.init(columns: []) }

  private init(columns: [RosterColumn?]) {
    func place(_ column: RosterColumn) -> Int { columns.firstIndex(of: column) ?? -1 }
    count = columns.count
    joined = place(.joined)
    left = place(.left)
    birthDate = place(.birthDate)
    birthYear = place(.birthYear)
    age = place(.age)
    sex = place(.sex)
    segment = place(.segment)
    riskClass = place(.riskClass)
    risk = place(.risk)
    members = place(.count)
  }

  /// Reads the header of a roster; `nil` with what is wrong.
  static func read(
    _ bytes: UnsafeRawBufferPointer, line: Int, _ rules: RosterRules
  ) -> (RosterHeader?, [RosterFault]) {
    let text = String(decoding: bytes, as: UTF8.self)
    let row: [CSV.Cell]
    do throws(CSV.Fault) {
      row = try CSV(SourceText(text).text).rows.first ?? []
    } catch {
      return (
        nil,
        [
          RosterFault(
            reason: .syntax(error.sentence), column: "", line: line, place: error.column,
            text: text)
        ]
      )
    }
    var faults: [RosterFault] = []
    func note(_ reason: ScenarioProblem.Reason, _ name: String, place: Int = 1) {
      faults.append(
        RosterFault(reason: reason, column: name.shown, line: line, place: place, text: text))
    }
    let known = RosterColumn.allCases.map(\.rawValue)
    var columns: [RosterColumn?] = []
    for cell in row {
      let column = RosterColumn(rawValue: cell.text)
      if column == nil {
        note(
          .unknownColumn(nearest: known.nearest(to: cell.text), known: known), cell.text,
          place: cell.column)
      } else if columns.contains(column) {
        note(.duplicate(firstLine: line), cell.text, place: cell.column)
      }
      columns.append(column)
    }
    for (name, reason) in missing(Set(columns.compactMap { $0 }), rules) { note(reason, name) }
    return (faults.isEmpty ? RosterHeader(columns: columns) : nil, faults)
  }

  private static func missing(_ columns: Set<RosterColumn>, _ rules: RosterRules)
    -> [(String, ScenarioProblem.Reason)]
  {
    var found: [(String, ScenarioProblem.Reason)] = []
    func need(_ column: RosterColumn, if isNeeded: Bool, _ cause: String) {
      guard isNeeded, !columns.contains(column) else { return }
      found.append(
        (column.rawValue, .missing(expected: "a column of this name, because \(cause)")))
    }
    need(.segment, if: rules.segments.count > 1, "there are several segments")
    need(.riskClass, if: rules.riskClasses.count > 1, "there are several classes of risk")
    need(.sex, if: rules.needsSex, "rates go by sex")
    let births = RosterColumn.births.filter(columns.contains)
    let names = RosterColumn.births.map(\.rawValue).listed("or")
    if rules.ages == nil, let first = births.first {
      found.append(
        (first.rawValue, .expected("no age, because members.ages is not set", found: "a column")))
    } else if rules.ages != nil, births.count != 1 {
      let words = births.isEmpty ? "none" : births.map(\.rawValue).listed()
      found.append(("birth_date", .expected("one of the columns \(names)", found: words)))
    }
    if columns.contains(.risk), columns.contains(.age) {
      found.append(
        (
          RosterColumn.age.rawValue,
          .expected("birth_date or birth_year beside risk", found: "an age")
        ))
    }
    if rules.riskClasses.isEmpty, columns.contains(.riskClass) {
      found.append(
        (
          RosterColumn.riskClass.rawValue,
          .expected("members.risk_classes in the scenario", found: "none")
        ))
    }
    return found
  }
}
