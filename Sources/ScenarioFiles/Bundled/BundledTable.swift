public import MutualAid

/// A published table that comes with the program.
public struct BundledTable: Equatable, Sendable {
  /// What a table holds.
  public enum Kind: Equatable, Sendable {
    /// Yearly probabilities of a critical illness by age and sex.
    case incidence
    /// Yearly probabilities of death by age and sex.
    case mortality
    /// Persons by age and sex.
    case population
  }

  /// The name that a scenario uses, `CI-2020/28-diseases`.
  public let name: String
  /// What the table holds.
  public let kind: Kind
  /// What the table is, in a sentence.
  public let title: String
  /// Who issued it, and where.
  public let source: String
  let file: BundledFile
  let columns: Columns

  /// Where the table's figures stand in its file.
  struct Columns: Equatable, Sendable {
    /// The value of the `table` column, for a file with several tables.
    var table: String?
    let male: String
    let female: String
    /// The value that stands for a probability of 1: 1000 for rates in a thousand.
    var unit: Double = 1
  }

  /// All tables, in the order of the documentation.
  public static let all: [BundledTable] = incidenceTables + mortalityTables + populationTables

  /// The table with a name, or `nil` if there is none.
  public static func named(_ name: String) -> BundledTable? { all.first { $0.name == name } }

  /// The names of all tables.
  public static var names: [String] { all.map(\.name) }

  /// The rates of the table, or `nil` for a table of persons.
  public func rates() -> RateTable? { Self.allRates[name] }

  /// Persons by single age and sex, or `nil` for a table of rates.
  ///
  /// The census publishes age groups; persons are spread evenly over the ages of a group. The open
  /// last group counts as its first age.
  public func persons() -> [(age: Int, male: Double, female: Double)]? { Self.allPersons[name] }

  /// The rates of all tables by name, read once.
  private static let allRates: [String: RateTable] = {
    var all: [String: RateTable] = [:]
    for table in incidenceTables + mortalityTables {
      let rows = table.file.rows(of: table.columns)
      guard let first = rows.first?.age.lowerBound else { continue }
      assert(zip(rows, first...).allSatisfy { $0.age == $1...$1 }, "\(table.name) skips an age")
      let unit = table.columns.unit
      all[table.name] = RateTable(
        firstAge: first, male: rows.map { $0.male / unit }, female: rows.map { $0.female / unit })
    }
    return all
  }()

  /// The persons of all tables by name, read once.
  private static let allPersons: [String: [(age: Int, male: Double, female: Double)]] = {
    var all: [String: [(age: Int, male: Double, female: Double)]] = [:]
    for table in populationTables {
      all[table.name] = table.file.rows(of: table.columns).flatMap { row in
        row.age.map { age in
          let years = Double(row.age.count)
          return (age: age, male: row.male / years, female: row.female / years)
        }
      }
    }
    return all
  }()
}
