import MutualAid
import Testing

@testable import ScenarioFiles

struct BundledTableTests {
  @Test func `every table can be had by its name, and has a source`() throws {
    #expect(Set(BundledTable.names).count == BundledTable.all.count)
    #expect(BundledTable.all.count == 21)
    for table in BundledTable.all {
      #expect(BundledTable.named(table.name) == table)
      #expect(!table.source.isEmpty && !table.title.isEmpty)
      if table.kind == .population {
        #expect(try #require(table.persons()).count == 101)
      } else {
        let rates = try #require(table.rates())
        #expect(rates.male.count == rates.female.count && rates.male.count >= 56)
      }
    }
    #expect(BundledTable.named("CI-1999") == nil)
  }

  /// The bytes as they were compared with the sources; a changed figure shows here.
  @Test(
    arguments: [
      (.incidence2020, 0x7B3C_FC72_7475_5401), (.incidence2006, 0x1B3A_F33A_0F1C_D334),
      (.life2010, 0x1A77_0163_04A1_8797), (.life2025, 0x1557_10C4_BF75_35D7),
      (.census, 0xE465_EBCC_695A_5B89),
    ] as [(BundledFile, UInt64)])
  func `the files are those that were checked`(file: BundledFile, hash: UInt64) {
    #expect(file.hash == hash, "\(file.name)")
  }

  /// The association's reader for the public says: at 60 the rate of 28 diseases is 39 times (men)
  /// and 31 times (women) that at 20, at 80 it is 156 and 124 times.
  @Test func `28 diseases rise with age as the association says`() throws {
    let rates = try #require(BundledTable.named("CI-2020/28-diseases")?.rates())
    func ratio(_ age: Int, _ sex: Sex) -> Double {
      rates.rate(age: age, sex: sex) / rates.rate(age: 20, sex: sex)
    }
    #expect(abs(ratio(60, .male) - 39.1) < 0.06)
    #expect(abs(ratio(60, .female) - 30.8) < 0.06)
    #expect(abs(ratio(80, .male) - 156.2) < 0.06)
    #expect(abs(ratio(80, .female) - 124.1) < 0.06)
  }

  /// Men's cumulative incidence of 25 diseases in the table of 2006-2010: 4.34% to age 44.
  @Test func `the older table sums to what the press quotes`() throws {
    let rates = try #require(BundledTable.named("CI-2006-2010/25-diseases")?.rates())
    let healthy = (0...44).reduce(1.0) { $0 * (1 - rates.rate(age: $1, sex: .male)) }
    #expect(abs((1 - healthy) - 0.0434) < 0.002)
    #expect(rates.rate(age: 0, sex: .female) == 0.000815)
  }

  @Test func `units and ages are those of the sources`() throws {
    let severe = try #require(BundledTable.named("CI-2020/28-diseases")?.rates())
    let six = try #require(BundledTable.named("CI-2020/6-diseases")?.rates())
    #expect(severe.ages == 0...105)
    #expect(severe.rate(age: 40, sex: .male) > 0.001 && severe.rate(age: 40, sex: .male) < 0.005)
    #expect(
      (0...105).allSatisfy { six.rate(age: $0, sex: .male) <= severe.rate(age: $0, sex: .male) })
    let old = try #require(BundledTable.named("CI-2020/6-diseases-2007-definitions")?.rates())
    #expect(old.rate(age: 0, sex: .male) == 0.313 / 1000)
    #expect(BundledTable.named("CI-2020/dementia")?.rates()?.ages == 50...105)
    #expect(BundledTable.named("CI-2020/greater-bay-28")?.rates()?.ages == 0...65)
    let life = try #require(BundledTable.named("CL-2010-2013/health")?.rates())
    #expect(life.rate(age: 0, sex: .male) == 0.000867)
    #expect(life.rate(age: 0, sex: .female) == 0.000620)
    #expect(life.rate(age: 105, sex: .female) == 1)
    #expect(BundledTable.named("CL-2025/health")?.rates()?.rate(age: 0, sex: .male) == 0.000319)
    #expect(
      BundledTable.named("CL-2025/single-life")?.rates()?.rate(age: 1, sex: .female) == 0.000164)
  }

  @Test func `the census sums to the printed totals`() throws {
    for (name, total) in [("census-2020", 1_409_778_724.0), ("census-2010", 1_332_810_869)] {
      let persons = try #require(BundledTable.named(name)?.persons())
      #expect(abs(persons.reduce(0) { $0 + $1.male + $1.female } - total) < 1e-3)
      #expect(persons.map(\.age) == Array(0...100))
    }
  }
}
