/// A CSV file of `Tables/`, embedded into the program when it is built.
enum BundledFile: CaseIterable, Sendable {
  case incidence2020
  case incidence2006
  case life2010
  case life2025
  case census

  /// The file's name in `Tables/`.
  var name: String {
    switch self {
    case .incidence2020: "cn_ci_incidence_2020.csv"
    case .incidence2006: "cn_ci_incidence_2006_2010.csv"
    case .life2010: "cn_life_table_2010_2013.csv"
    case .life2025: "cn_life_table_2025.csv"
    case .census: "cn_census_age_sex_2020_2010.csv"
    }
  }

  /// The file's bytes.
  var bytes: [UInt8] {
    switch self {
    case .incidence2020: PackageResources.cn_ci_incidence_2020_csv
    case .incidence2006: PackageResources.cn_ci_incidence_2006_2010_csv
    case .life2010: PackageResources.cn_life_table_2010_2013_csv
    case .life2025: PackageResources.cn_life_table_2025_csv
    case .census: PackageResources.cn_census_age_sex_2020_2010_csv
    }
  }

  /// The 64-bit FNV-1a hash of the bytes.
  var hash: UInt64 { FNV.hash(bytes) }

  /// A row with the figures of one table.
  struct Row {
    let age: ClosedRange<Int>
    let male: Double
    let female: Double
  }

  /// The cells of every file, taken apart once.
  private static let cells: [BundledFile: [[String]]] = {
    var cells: [BundledFile: [[String]]] = [:]
    for file in allCases {
      let csv = try? CSV(String(decoding: file.bytes, as: UTF8.self))
      cells[file] = csv?.rows.map { $0.map(\.text) }
    }
    return cells
  }()

  /// The rows of a table in the file.
  func rows(of columns: BundledTable.Columns) -> [Row] {
    guard let cells = Self.cells[self], let header = cells.first else { return [] }
    func column(_ name: String) -> Int? { header.firstIndex(of: name) }
    guard let age = column("age") ?? column("age_band"), let male = column(columns.male),
      let female = column(columns.female)
    else { return [] }
    let table = column("table")
    return cells.dropFirst().compactMap { row in
      if let table, row[table] != columns.table { return nil }
      guard let ages = Self.ages(row[age]), let men = Numeral.real(row[male]),
        let women = Numeral.real(row[female])
      else { return nil }
      return Row(age: ages, male: men, female: women)
    }
  }

  /// The ages of `40`, `40-44` or `100+`.
  private static func ages(_ text: String) -> ClosedRange<Int>? {
    let bounds = text.split { $0 == "-" || $0 == "+" }.compactMap { Numeral.whole(String($0)) }
    guard let first = bounds.first, let last = bounds.last else { return nil }
    return first...last
  }
}

/// The 64-bit FNV-1a hash, which tells texts apart but keeps no secrets.
///
/// > G. Fowler, L. C. Noll, K.-P. Vo, D. Eastlake. "The FNV Non-Cryptographic Hash Algorithm."
/// > IETF draft-eastlake-fnv, section 4.
enum FNV {
  /// The hash of bytes.
  static func hash(_ bytes: some Sequence<UInt8>) -> UInt64 { hash(bytes, from: offset) }

  /// The hash of no bytes.
  static let offset: UInt64 = 0xCBF2_9CE4_8422_2325

  /// The hash of bytes that follow those of another hash.
  static func hash(_ bytes: some Sequence<UInt8>, from hash: UInt64) -> UInt64 {
    bytes.reduce(hash) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }
}
