import MutualAid

/// A mix as a scenario writes it, before the ages and segments are known.
struct MixDraft: Sendable {
  /// A part of those who join from a date on.
  struct Part: Sendable {
    var from: Placed<Day>?
    var segment: Placed<String>?
    var sex: Sex?
    var ages: Placed<ClosedRange<Int>>?
    let share: Double
  }

  /// The parts, in the order of the file.
  let parts: [Placed<Part>]
  /// The census that a mix is taken from as a whole.
  let census: BundledTable?
  /// The census by which bands of ages are spread over single ages; evenly without.
  let spread: BundledTable?
  /// Whether the parts are bands of ages and nothing else.
  let isByAgeAlone: Bool
}

/// The settings of the mix of those who join.
enum MixSection {
  private static let from = Key(
    "from", Form<Day>.date, .optional(meaning: "the launch"), "The first day of the mix.")
  private static let segment = Key(
    "segment", Form<String>.text, .optional(meaning: "the only segment"), "A segment.")
  private static let sex = Key("sex", Form<Sex>.sex, .optional(meaning: "both"), "A sex.")
  private static let age = Key(
    "age",
    Form<ClosedRange<Int>>.scalar(
      "an age such as 40, or ages such as 0..17",
      schema: ["type": ["string", "integer"], "pattern": #"^[0-9]{1,3}(\.\.[0-9]{1,3})?$"#],
      parse: ClosedRange.init(ages:)), .optional(meaning: "age is not modelled"),
    unit: "whole years", "An age last birthday at joining, or several.")
  private static let singleAge = Form<Int>.whole(0...Limit.age, "an age from 0 to \(Limit.age)")
  private static let ageFrom = Key(
    "age_from", singleAge, .optional(meaning: "see age"), unit: "whole years",
    "The first age of a band, together with age_to instead of age.")
  private static let ageTo = Key(
    "age_to", singleAge, .optional(meaning: "see age"), unit: "whole years",
    "The last age of a band.")
  private static let share = Key(
    "share", Form<Double>.fraction, .required, unit: "part of a whole",
    "The part of those who join.")

  private static let rows = Table<MixDraft.Part>(
    columns: SectionDefinition(
      "a part of those who join",
      keys: [
        from.definition, segment.definition, sex.definition, age.definition, ageFrom.definition,
        ageTo.definition, share.definition,
      ]), read: part)

  /// The columns of a CSV file of a mix.
  static var columns: SectionDefinition { rows.columns }

  private static func part(_ section: Section, _ reading: Reading) -> MixDraft.Part? {
    let from = section.read(from)
    let segment = section.read(segment)
    let sex = section.read(sex)
    let age = section.read(age)
    let first = section.read(ageFrom)
    let last = section.read(ageTo)
    guard let share = section.read(share) else { return nil }
    var part = MixDraft.Part(
      from: from, segment: segment, sex: sex?.value, ages: age, share: share.value)
    if section.has("age_from") || section.has("age_to") {
      guard !section.has("age"), section.has("age_from"), section.has("age_to") else {
        section.note("age, or age_from and age_to", found: "another choice of them")
        return nil
      }
      guard let first, let last else { return nil }
      guard first.value <= last.value else {
        reading.note("an age from \(first.value) on", found: "\(last.value)", at: last)
        return nil
      }
      part.ages = first.map { $0...last.value }
    }
    return part
  }

  private static let table = Key(
    "table", Form<BundledTable>.populationTable, .optional(meaning: "none"),
    "A census: those who join have the ages and sexes of the population.")
  private static let file = Key(
    "file", Form<String>.path, .optional(meaning: "none"),
    "A CSV file with the columns share, age or age_from and age_to, and sex, segment, from.")
  private static let parts = Key(
    "parts", rows.list("a list of parts such as { age: 0..17, share: 0.2 }"),
    .optional(meaning: "none"), "The parts as a list, with the columns of the file.")
  private static let spreadTable = Key(
    "table", Form<BundledTable>.populationTable, .required, "A census.")
  static let spreadDefinition = SectionDefinition(
    "a census such as { table: census-2020 }", keys: [spreadTable.definition])
  private static let spread = Key(
    "spread",
    Form<BundledTable>.mapping(spreadDefinition) { section, _ in
      section.read(spreadTable)?.value
    }, .optional(meaning: "evenly over the ages of a band"),
    "How the share of a band is spread over its ages: by a census instead of evenly.")

  static let definition = SectionDefinition(
    "shares by ages, parts, a file or a census",
    keys: [table.definition, file.definition, parts.definition, spread.definition],
    forms: ["table", "file", "parts"],
    named: .init(
      expectation: "ages such as 0..39 or 40", pattern: #"^[0-9]{1,3}(\.\.[0-9]{1,3})?$"#,
      schema: Form<Double>.fraction.schema, section: nil, isData: true,
      accepts: { ClosedRange(ages: $0) != nil }))

  static let form = Form<MixDraft>.mapping(definition) { section, reading in
    let form = section.form()
    let table = section.read(table)
    let spread = section.read(spread)
    let file = section.read(file).flatMap { rows.rows(of: $0, at: section.path, reading) }
    let list = section.read(parts)
    if form == "table", let spread {
      reading.note("no spread beside a census of single ages", found: spread.value.name, at: spread)
      return nil
    }
    let parts: [Placed<MixDraft.Part>]? =
      switch form {
      case "table": []
      case "file": file
      case "parts": list?.value
      case "": bands(section, reading)
      default: nil
      }
    guard let parts, form != "table" || table != nil else { return nil }
    return MixDraft(
      parts: parts, census: table?.value, spread: spread?.value,
      isByAgeAlone: form == "")
  }

  private static func bands(_ section: Section, _ reading: Reading) -> [Placed<MixDraft.Part>]? {
    section.pairs(to: Form<Double>.fraction, reading, parse: { ClosedRange(ages: $0) })?.map {
      pair in
      let path = section.path.appending(key: pair.name.ages)
      let ages = Placed(value: pair.name, place: pair.place, path: path)
      return Placed(
        value: MixDraft.Part(ages: ages, share: pair.value), place: pair.place, path: section.path)
    }
  }
}
