import MutualAid

/// The settings of the settlement days.
enum SettlementSection {
  private static let dayList = Form<[Int]>(
    "days of the month such as [14, 28]",
    schema: [
      "type": "array", "minItems": 1, "maxItems": 31,
      "items": ["type": "integer", "minimum": 1, "maximum": 31],
    ]
  ) { node, path, reading in
    guard case .list(let nodes) = node.content, !nodes.isEmpty else {
      reading.note(
        .expected("days of the month such as [14, 28]", found: node.found), at: node.place,
        path: path)
      return nil
    }
    let day = Form<Int>.whole(1...31, "a day of the month from 1 to 31")
    let days = nodes.compactMap { day.read($0, path, reading) }
    return days.count == nodes.count ? days : nil
  }

  private static let days = Key(
    "days", dayList, .optional(meaning: "none"), unit: "days of the month",
    "The days of every month on which the pool settles; a day that a month lacks is its last.")

  private static let interval = Form<SettlementCalendar.Rule>.scalar(
    "month, quarter, year, or a number of days such as 15 days",
    schema: ["type": "string", "pattern": "^(month|quarter|year|[1-9][0-9]* days?)$"]
  ) { text in
    switch text {
    case "month": .monthly
    case "quarter": .quarterly
    case "year": .yearly
    default:
      Form<Int>.dayCount(text).flatMap(Numeral.whole).flatMap {
        1...3_660 ~= $0 ? .everyDays($0) : nil
      }
    }
  }

  private static let every = Key(
    "every", interval, .optional(meaning: "none"),
    "The interval: the ends of months, quarters or years, or every so many days from the launch.")

  private static let publicationForm: Form<SettlementCalendar.Publication> = {
    let words = "days of the month such as [7, 21], or a time such as 3 days before"
    return Form(
      words,
      schema: [
        "anyOf": [dayList.schema, ["type": "string", "pattern": "^(0|[1-9][0-9]*) days? before$"]]
      ]
    ) { node, path, reading in
      if case .list = node.content {
        return dayList.read(node, path, reading).map { .daysOfMonth($0) }
      }
      if let text = node.text, text.hasSuffix(" before"),
        let days = Form<Int>.dayCount(String(text.dropLast(7))).flatMap(Numeral.whole),
        0...366 ~= days
      {
        return .daysBefore(days)
      }
      reading.note(.expected(words, found: node.found), at: node.place, path: path)
      return nil
    }
  }()

  private static let publication = Key(
    "publication", publicationForm, .standard(.daysBefore(0), text: "0 days before"),
    "When payers are counted and claims are closed: for each settlement day a day of the month, "
      + "or some days before.")

  static let definition = SectionDefinition(
    "a mapping such as { days: [14, 28] } or { every: month }",
    keys: [days.definition, every.definition, publication.definition], forms: ["days", "every"])

  static let form = Form<SettlementCalendar>.mapping(definition) { section, reading in
    let form = section.form()
    let days = section.read(days)
    let every = section.read(every)
    let publication = section.read(publication)
    guard let form, let publication else { return nil }
    if form == "every" {
      guard let every else { return nil }
      if case .daysOfMonth = publication.value {
        reading.note("a time such as 3 days before", found: "days of the month", at: publication)
        return nil
      }
      return SettlementCalendar(rule: every.value, publication: publication.value)
    }
    guard let days, isInOrder(days, reading), fits(publication, days, reading) else { return nil }
    return SettlementCalendar(rule: .daysOfMonth(days.value), publication: publication.value)
  }

  private static func isInOrder(_ days: Placed<[Int]>, _ reading: Reading) -> Bool {
    let list = days.value.map(String.init).joined(separator: ", ")
    guard zip(days.value, days.value.dropFirst()).allSatisfy({ $0 < $1 }) else {
      reading.note("days in ascending order", found: "[\(list)]", at: days)
      return false
    }
    // 28, 29, 30 and 31 are one day in February: two settlements would fall on it.
    guard days.value.filter({ $0 >= 28 }).count <= 1 else {
      reading.note(
        "at most one day after the 27th, because February ends on the 28th", found: "[\(list)]",
        at: days)
      return false
    }
    return true
  }

  private static func fits(
    _ publication: Placed<SettlementCalendar.Publication>, _ days: Placed<[Int]>,
    _ reading: Reading
  ) -> Bool {
    guard case .daysOfMonth(let published) = publication.value,
      published.count != days.value.count
    else { return true }
    reading.note(
      "\(days.value.count) days, one for each settlement day", found: "\(published.count)",
      at: publication)
    return false
  }
}
