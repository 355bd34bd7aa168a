extension BundledTable {
  static let incidenceTables: [BundledTable] =
    [
      ("28-diseases", "CI4", "28 severe diseases, definitions of 2020"),
      ("6-diseases", "CI3", "6 severe diseases, definitions of 2020"),
      ("25-diseases-2007-definitions", "CI2", "25 diseases, definitions of 2007"),
      ("6-diseases-2007-definitions", "CI1", "6 diseases, definitions of 2007"),
      ("greater-bay-6", "CI5", "6 severe diseases, Greater Bay Area, reference table"),
      ("greater-bay-28", "CI6", "28 severe diseases, Greater Bay Area, reference table"),
      ("cancer", "CI7", "malignant tumour (severe), reference table"),
      ("infarction", "CI8", "acute myocardial infarction (more severe), reference table"),
      ("stroke", "CI9", "stroke sequelae (severe), reference table"),
      ("dementia", "CI10", "severe Alzheimer's and severe primary Parkinson's, reference table"),
    ].map { (name: String, number: String, title: String) in
      BundledTable(
        name: "CI-2020/\(name)", kind: .incidence,
        title: "Critical-illness incidence of insured lives in China (2020), \(number): \(title)",
        source: """
          中国人身保险业重大疾病经验发生率表(2020), table \(number), China Association of \
          Actuaries, 中精协发〔2020〕12号
          """,
        file: .incidence2020,
        columns: .init(
          table: number, male: "male_per_1000", female: "female_per_1000", unit: 1000))
    }
    + [
      ("25-diseases", "CI3 and CI4", "CI3_25dis_male", "CI4_25dis_female"),
      ("6-diseases", "CI1 and CI2", "CI1_6dis_male", "CI2_6dis_female"),
    ].map { name, number, male, female in
      BundledTable(
        name: "CI-2006-2010/\(name)", kind: .incidence,
        title: "Critical-illness incidence of insured lives in China (2006-2010), \(number)",
        source: """
          中国人身保险业重大疾病经验发生率表(2006-2010), \(number), China Insurance \
          Regulatory Commission, 保监发〔2013〕81号
          """,
        file: .incidence2006, columns: .init(male: male, female: female))
    }

  static let mortalityTables: [BundledTable] =
    [
      ("health", "CL1 and CL2", "CL1_male_nonpension1", "CL2_female_nonpension1"),
      ("nonpension-2", "CL3 and CL4", "CL3_male_nonpension2", "CL4_female_nonpension2"),
      ("pension", "CL5 and CL6", "CL5_male_pension", "CL6_female_pension"),
    ].map { name, number, male, female in
      BundledTable(
        name: "CL-2010-2013/\(name)", kind: .mortality,
        title: "Mortality of insured lives in China (2010-2013), \(number)",
        source: """
          中国人身保险业经验生命表(2010-2013), \(number), China Insurance Regulatory \
          Commission, 保监发〔2016〕107号
          """,
        file: .life2010, columns: .init(male: male, female: female))
    }
    + [
      ("health", "CL2", "CL2_nonpension1"), ("nonpension-2", "CL3", "CL3_nonpension2"),
      ("pension", "CL1", "CL1_pension"), ("single-life", "CL4", "CL4_single_life"),
    ].map { name, number, column in
      BundledTable(
        name: "CL-2025/\(name)", kind: .mortality,
        title: "Mortality of insured lives in China (2025), \(number)",
        source: """
          中国人身保险业经验生命表(2025), table \(number), China Association of Actuaries, \
          中精协发〔2025〕80号
          """,
        file: .life2025, columns: .init(male: "\(column)_male", female: "\(column)_female"))
    }

  static let populationTables: [BundledTable] =
    [
      ("2020", "中国人口普查年鉴-2020, table 1-5"), ("2010", "中国2010年人口普查资料, table 1-7"),
    ].map { year, source in
      BundledTable(
        name: "census-\(year)", kind: .population,
        title: "Population of China by age and sex, census of \(year)",
        source: "National Bureau of Statistics of China, \(source)",
        file: .census, columns: .init(male: "male_\(year)", female: "female_\(year)"))
    }
}
