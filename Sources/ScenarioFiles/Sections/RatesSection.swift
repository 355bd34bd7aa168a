import MutualAid

/// Yearly probabilities as a scenario writes them, before ages and segments are known.
struct RatesDraft: Sendable {
  /// The ways to write them.
  enum Rates: Sendable {
    case table(RateTable, name: String)
    case bySegment([Pair<String, Double>])
  }

  let rates: Placed<Rates>
  let factor: Double
}

/// The settings of yearly probabilities, for claims and for deaths.
enum RatesSection {
  private static let table = Key(
    "table", Form<BundledTable>.rateTable, .optional(meaning: "none"),
    "The name of a bundled table of yearly probabilities by age and sex.")
  private static let file = Key(
    "file", Form<String>.path, .optional(meaning: "none"), unit: "yearly probabilities",
    "A CSV file with the columns age, male and female, one row for each age.")
  private static let factor = Key(
    "factor", Form<Double>.factor, .standard(1, text: "1"),
    "What multiplies the hazard -ln(1-q) of every age.")
  private static let rate = Form<Double>.yearlyProbability
  private static let flatOrByAge = Form<AgeBands<Double>>.byAge(rate).map { bands in
    RatesDraft.Rates.table(RateTable(bands), name: "per_year")
  }
  private static let perYear = Key(
    "per_year", flatOrByAge, .optional(meaning: "none"), unit: "probability a year",
    "One yearly probability for everybody, or one for each band of ages.")
  private static let perYearOrSegment = Key(
    "per_year", rateOrMapping, .optional(meaning: "none"), unit: "probability a year",
    "One yearly probability for everybody, for each band of ages, or for each segment.")

  /// Yearly probabilities by one number, by age, or by segment.
  private static let rateOrMapping: Form<RatesDraft.Rates> = {
    let words = "\(rate.expectation), or one for each band of ages or segment"
    let bySegment = Form<[Pair<String, Double>]>.bySegment(rate, words)
    return Form(
      words, schema: ["anyOf": [flatOrByAge.schema, bySegment.schema]], section: bySegment.section
    ) { node, path, reading in
      let isByAge = node.entries?.contains { ClosedRange(ages: $0.key) != nil } ?? true
      if node.entries?.isEmpty == true || isByAge { return flatOrByAge.read(node, path, reading) }
      return bySegment.read(node, path, reading).map { .bySegment($0) }
    }
  }()

  /// A row of a CSV file of rates.
  private struct Row: Sendable {
    let age: Int
    let male: Double
    let female: Double
  }

  private static let age = Key(
    "age", Form<Int>.whole(0...Limit.age, "an age in whole years from 0 to \(Limit.age)"),
    .required, unit: "whole years", "The age.")
  private static let male = Key(
    "male", rate, .required, unit: "probability a year", "The yearly probability of men.")
  private static let female = Key(
    "female", rate, .required, unit: "probability a year", "The yearly probability of women.")
  private static let rows = Table<Row>(
    columns: SectionDefinition(
      "a row of rates", keys: [age.definition, male.definition, female.definition])
  ) { section, _ in
    let age = section.read(age)
    let male = section.read(male)
    let female = section.read(female)
    guard let age, let male, let female else { return nil }
    return Row(age: age.value, male: male.value, female: female.value)
  }

  /// The columns of a CSV file of rates.
  static var columns: SectionDefinition { rows.columns }

  /// Yearly probabilities of a claim.
  static let incidence = definition(
    "a mapping such as { table: CI-2020/28-diseases } or { per_year: 0.001 }",
    perYearOrSegment.definition)
  /// Yearly probabilities of death.
  static let deaths = definition(
    "a mapping such as { table: CL-2010-2013/health } or { per_year: 0.001 }", perYear.definition)

  private static func definition(_ words: String, _ perYear: KeyDefinition) -> SectionDefinition {
    SectionDefinition(
      words, keys: [table.definition, perYear, file.definition, factor.definition],
      forms: ["table", "per_year", "file"])
  }

  /// The probabilities of a section.
  static func form(_ definition: SectionDefinition) -> Form<RatesDraft> {
    .mapping(definition) { section, reading in
      let isBySegment = definition === incidence
      let form = section.form()
      let table = section.read(table).flatMap { placed in
        placed.value.rates().map { rates in
          placed.map { RatesDraft.Rates.table(rates, name: $0.name) }
        }
      }
      let perYear = section.read(isBySegment ? perYearOrSegment : perYear)
      let file = section.read(file).flatMap { fileRates(of: $0, at: section.path, reading) }
      let factor = section.read(factor)
      let rates: Placed<RatesDraft.Rates>? =
        switch form {
        case "table": table
        case "per_year": perYear
        case "file": file
        default: nil
        }
      guard let rates, let factor else { return nil }
      return RatesDraft(rates: rates, factor: factor.value)
    }
  }

  private static func fileRates(of file: Placed<String>, at path: String, _ reading: Reading)
    -> Placed<RatesDraft.Rates>?
  {
    guard let all = rows.rows(of: file, at: path, reading), let first = all.first else {
      return nil
    }
    for (row, age) in zip(all, first.value.age...) where row.value.age != age {
      reading.note(
        .expected("age \(age), one row for each age in order", found: "\(row.value.age)"),
        at: row.place, path: "age")
      return nil
    }
    let table = RateTable(
      firstAge: first.value.age, male: all.map(\.value.male), female: all.map(\.value.female))
    return file.map { RatesDraft.Rates.table(table, name: $0) }
  }
}

extension RateTable {
  /// The table of rates by bands of ages, the same for men and women.
  init(_ bands: AgeBands<Double>) {
    if let only = bands.bands.first, only.to == Int.max {
      self.init(flat: only.value)
      return
    }
    let rates = bands.bands.flatMap { Array(repeating: $0.value, count: $0.to - $0.from + 1) }
    self.init(firstAge: bands.bands[0].from, male: rates, female: rates)
  }

  /// Whether men and women have different rates.
  var goesBySex: Bool { male != female }
}
