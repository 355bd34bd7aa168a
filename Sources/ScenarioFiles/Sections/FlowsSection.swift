import MutualAid

/// Joins by period as a scenario writes them.
struct FlowDraft: Sendable {
  let flow: JoiningFlow
  /// The dates of a file, with their places.
  let dates: [Placed<Day>]
}

/// The settings of joins by period.
enum FlowsSection {
  private enum Law: String, CaseIterable, Sendable {
    case logistic
    case bass
  }

  private static let perPeriod = Key(
    "per_period", Form<Int>.count, .optional(meaning: "none"), unit: "members",
    "How many join in every period.")
  private static let law = Key(
    "law", Form<Law>.choice(), .optional(meaning: "none"),
    "The law of those who ever joined: a logistic curve, or the model of Bass.")
  private static let limit = Key(
    "limit", Form<Int>.count, .optional(meaning: "needed with a law"), unit: "members",
    "How many join in the end.")
  private static let rate = Key(
    "rate_per_year", Form<Double>.rate, .optional(meaning: "needed with logistic"),
    unit: "rate a year", "The rate of growth at the beginning of a logistic curve.")
  private static let middle = Key(
    "middle", Form<Day>.date, .optional(meaning: "needed with logistic"),
    "The day on which half of the limit has joined.")
  private static let innovation = Key(
    "innovation_per_year", Form<Double>.rate, .optional(meaning: "needed with bass"),
    unit: "rate a year", "The rate of joining whatever others do, Bass's p.")
  private static let imitation = Key(
    "imitation_per_year",
    Form<Double>.real(0...1000, "a rate a year from 0 to 1000", maximum: 1000),
    .optional(meaning: "needed with bass"), unit: "rate a year",
    "The rate of joining because others have, Bass's q.")
  private static let file = Key(
    "file", Form<String>.path, .optional(meaning: "none"),
    "A CSV file with the columns date and joins.")

  private static let date = Key(
    "date", Form<Day>.date, .required, "A day of the period.")
  private static let joins = Key(
    "joins", Form<Int>.count, .required, unit: "members",
    "Who join in the period that contains the date; several rows of one period are added.")
  private static let rows = Table<DatedJoins>(
    columns: SectionDefinition(
      "a date with those who join", keys: [date.definition, joins.definition])
  ) { section, _ in
    let date = section.read(date)
    let joins = section.read(joins)
    guard let date, let joins else { return nil }
    return DatedJoins(day: date.value, joins: joins.value)
  }

  /// The columns of a CSV file of joins.
  static var columns: SectionDefinition { rows.columns }

  static let definition = SectionDefinition(
    "a mapping such as { per_period: 1000 }",
    keys: [
      perPeriod.definition, law.definition, limit.definition, rate.definition, middle.definition,
      innovation.definition, imitation.definition, file.definition,
    ], forms: ["per_period", "law", "file"])

  static let form = Form<FlowDraft>.mapping(definition) { section, reading in
    let form = section.form()
    let perPeriod = section.read(perPeriod)
    let law = section.read(law)
    let file = section.read(file).flatMap { rows.rows(of: $0, at: section.path, reading) }
    if let form, form != "law" {
      let isPlain = section.refuse(
        [limit.name, rate.name, middle.name, innovation.name, imitation.name], "beside \(form)")
      guard isPlain else { return nil }
    }
    switch form {
    case "per_period":
      return perPeriod.map { FlowDraft(flow: .perPeriod($0.value), dates: []) }
    case "law": return law.flatMap { curve($0.value, section) }
    case "file": return file.flatMap { dated($0, reading) }
    default: return nil
    }
  }

  private static func curve(_ law: Law, _ section: Section) -> FlowDraft? {
    let limit = section.needed(limit)
    var flow: JoiningFlow?
    switch law {
    case .logistic:
      section.refuse([innovation.name, imitation.name], "beside logistic")
      let rate = section.needed(rate)
      let middle = section.needed(middle)
      if let limit, let rate, let middle {
        flow = .logistic(.init(limit: limit.value, ratePerYear: rate.value, middle: middle.value))
      }
    case .bass:
      section.refuse([rate.name, middle.name], "beside bass")
      let innovation = section.needed(innovation)
      let imitation = section.needed(imitation)
      if let limit, let innovation, let imitation {
        flow = .bass(
          .init(
            limit: limit.value, innovationPerYear: innovation.value,
            imitationPerYear: imitation.value))
      }
    }
    return flow.map { FlowDraft(flow: $0, dates: []) }
  }

  private static func dated(_ rows: [Placed<DatedJoins>], _ reading: Reading) -> FlowDraft? {
    for (left, right) in zip(rows, rows.dropFirst()) where right.value.day <= left.value.day {
      reading.note(
        .expected("a date after \(left.value.day)", found: "\(right.value.day)"),
        at: right.place, path: "date")
      return nil
    }
    return FlowDraft(
      flow: .dated(rows.map(\.value)),
      dates: rows.map { Placed(value: $0.value.day, place: $0.place, path: "date") })
  }
}

extension Form<Double> {
  /// A rate above 0 of growth in a year.
  fileprivate static let rate = real(
    0.000001...1000, "a rate a year above 0, at most 1000", maximum: 1000)
}

extension JoiningFlow {
  /// The most who can ever join within some periods.
  func most(periods: Int) -> Double {
    switch self {
    case .perPeriod(let joins): Double(joins) * Double(periods)
    case .logistic(let growth): Double(growth.limit)
    case .bass(let growth): Double(growth.limit)
    case .dated(let rows): rows.reduce(0) { $0 + Double($1.joins) }
    }
  }
}
