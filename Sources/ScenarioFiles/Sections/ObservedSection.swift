import MutualAid

/// A published figure as a scenario writes it.
struct ObservationDraft: Sendable {
  let quantity: Observation.Quantity
  let day: Placed<Day>
  let segment: Placed<String>?
  let value: Int
  let source: String
}

/// The settings of published figures.
enum ObservedSection {
  private static let quantity = Key(
    "quantity", Form<Observation.Quantity>.choice(), .required,
    "What was published of a settlement, of a year, or of a shutdown.")
  private static let date = Key(
    "date", Form<Day>.date, .required,
    "The settlement day; for a year, its last day; of a shutdown, any day.")
  private static let segment = Key(
    "segment", Form<String>.text, .optional(meaning: "the first segment"), "A segment.")
  private static let money = Key(
    "value", Form<Int>.money, .required, unit: "the scenario's currency, members or cases",
    "The figure: a whole number for members and cases, money for all else.")
  private static let count = Key(
    "value", Form<Int>.whole(0...Limit.count, "a whole number"), .required,
    "The figure, a whole number.")
  private static let source = Key(
    "source", Form<String>.text, .required, "Where the figure was published.")

  private static let rows = Table<ObservationDraft>(
    columns: SectionDefinition(
      "a published figure",
      keys: [
        quantity.definition, date.definition, segment.definition, money.definition,
      ]), isCited: false
  ) { section, _ in
    let quantity = section.read(quantity)
    let date = section.read(date)
    let segment = section.read(segment)
    let source = section.read(source)
    guard let quantity else { return nil }
    let value = section.read(quantity.value.isMoney ? money : count)
    guard let date, let value, let source else { return nil }
    return ObservationDraft(
      quantity: quantity.value, day: date, segment: segment, value: value.value,
      source: source.value)
  }

  /// The columns of a CSV file of published figures.
  static var columns: SectionDefinition { rows.columns }

  private static let file = Key(
    "file", Form<String>.path, .required,
    "A CSV file with the columns quantity, date, segment, value and source.")

  static let definition = SectionDefinition(
    "a file of published figures such as { file: observed.csv }", keys: [file.definition])

  static let form = Form<[ObservationDraft]>.mapping(definition) { section, reading in
    section.read(file).flatMap { rows.rows(of: $0, at: section.path, reading) }?.map(\.value)
  }
}
