import Probability
import Testing

@testable import MutualAid

struct PairedSimulationTests {
  private static let small = Scenario.living(members: 2_000, factor: 20)

  private func pairs(
    _ scenarios: [Scenario], replications: Int = 150, threads: Int = 2
  ) async throws -> PairedOutcome {
    try await PairedSimulation(of: scenarios, seed: 11)
      .run(replications: replications, threads: threads)
  }

  private func costs(
    _ comparison: ScenarioComparison, _ quantity: Measure.Quantity, _ extent: ComparedFigure.Extent,
    segment: String? = nil
  ) throws -> PairedCosts {
    try #require(comparison[ComparedFigure(quantity, extent, segment: segment)])
  }

  @Test func `equal scenarios differ by exactly nothing`() async throws {
    var renamed = Self.small
    renamed.name = "Another name"
    renamed.segments[0].name = "everyone"
    let found = try await pairs([Self.small, renamed, Self.small], replications: 70)
    #expect(found.comparisons.count == 2)
    for comparison in found.comparisons {
      #expect(comparison.figures.count == 14)
      #expect(comparison.onlyInBase.isEmpty && comparison.onlyInOther.isEmpty)
      for figure in comparison.figures {
        #expect(figure.pairs.count == 70)
        #expect(figure.pairs.first == figure.pairs.second)
        #expect(figure.pairs.difference.minimum == 0 && figure.pairs.difference.maximum == 0)
        #expect(figure.pairs.meanDifference == Estimate(value: 0, standardError: 0))
        #expect(figure.pairs.cheaper()?.neither.value == 1)
      }
    }
  }

  @Test func `a change of the fee alone moves the cost and no claim`() async throws {
    var dearer = Self.small
    dearer.apportionment.fee = Rate(millionths: 120_000)
    let comparison = try await pairs([Self.small, dearer]).comparisons[0]
    for quantity in [Measure.Quantity.diagnosed, .cases, .benefits] {
      let pairs = try costs(comparison, quantity, .total)
      #expect(pairs.first.mean?.value ?? 0 > 0)
      #expect(pairs.difference.minimum == 0 && pairs.difference.maximum == 0)
    }
    for quantity in [Measure.Quantity.lostLate, .lostUnpaid, .tailPlatform, .leftWithoutCover] {
      let pairs = try costs(comparison, quantity, .run)
      #expect(abs(pairs.meanDifference?.value ?? .infinity) <= 1_000)
    }
    let cost = try costs(comparison, .yearCost, .year(2019), segment: "all")
    #expect(cost.difference.minimum ?? 0 > 0)
    #expect(cost.cheaper()?.second.value == 1)
    // The cost goes with 1 + fee, but for rounding up to a fen at each settlement.
    let ratio = try #require(cost.ratio)
    #expect(abs(ratio.value - 1.12 / 1.08) < 1e-4)
  }

  @Test func `the error of the pairs is far below that of two runs`() async throws {
    var dearer = Self.small
    dearer.apportionment.fee = Rate(millionths: 120_000)
    let comparison = try await pairs([Self.small, dearer]).comparisons[0]
    let cost = try costs(comparison, .yearCost, .year(2020), segment: "all")
    let paired = try #require(cost.meanDifference).standardError
    let errors = try [#require(cost.first.mean), #require(cost.second.mean)].map(\.standardError)
    let unpaired = (errors[0] * errors[0] + errors[1] * errors[1]).squareRoot()
    #expect(paired > 0)
    #expect(paired < unpaired / 20)
  }

  @Test func `pairs are the replications of runs of their own, on any number of threads`()
    async throws
  {
    var ended = Self.small
    ended.shutdown?.tail = .nobody
    let found = try await pairs([Self.small, ended], threads: 1)
    let again = try await pairs([Self.small, ended], threads: 3)
    let alone = try await Simulation(of: ended, seed: 11).run(replications: 150, threads: 2)
    for (figure, other) in zip(found.comparisons[0].figures, again.comparisons[0].figures) {
      #expect(figure.figure == other.figure)
      #expect(figure.pairs == other.pairs)
    }
    let unpaid = try costs(found.comparisons[0], .lostUnpaid, .run)
    #expect(unpaid.first == alone[Measure(.lostUnpaid, .run)])
    #expect(unpaid.first.sum > 0 && unpaid.second.sum == 0)
    let cost = try costs(found.comparisons[0], .yearCost, .year(2020), segment: "all")
    #expect(cost.first == alone[Measure(.yearCost, .year(2020), segment: 0)])
  }

  @Test func `without a shutdown nothing is lost by one, unless caps cut benefits unseen`()
    async throws
  {
    var going = Self.small
    going.shutdown = nil
    let comparison = try await pairs([Self.small, going], replications: 20).comparisons[0]
    for quantity in [Measure.Quantity.benefitsUnpaid, .tailPlatform, .leftWithoutCover] {
      let pairs = try costs(comparison, quantity, .run)
      #expect(pairs.first.maximum == 0)
    }
    #expect(try costs(comparison, .leftWithoutCover, .run).second.minimum ?? 0 > 0)

    going.apportionment.aboveCap = .proRata
    let cut = try await pairs([Self.small, going], replications: 1).comparisons[0]
    #expect(cut[ComparedFigure(.benefitsUnpaid, .run)] == nil)
    #expect(cut.onlyInBase == [ComparedFigure(.benefitsUnpaid, .run)])

    let neither = try await pairs([going, going], replications: 1).comparisons[0]
    #expect(neither.figures.map(\.figure.quantity).filter { $0 == .tailPlatform }.isEmpty)
    #expect(neither.onlyInBase.isEmpty && neither.onlyInOther.isEmpty)
  }

  @Test func `years and segments without a counterpart are named`() async throws {
    func pool(_ names: [String], horizon: Day) -> Scenario {
      var pool = Scenario.oneYear(members: 3_000, rate: 0.01, benefit: 1_000_000)
      pool.horizon = horizon
      pool.segments = names.map { Segment(name: $0, incidence: RateTable(flat: 0.01)) }
      pool.membership.mixes = [
        DatedMix(from: pool.launch, parts: names.indices.map { .init(segment: $0, share: 1) })
      ]
      pool.claims.classes[0].benefits = names.map { .init($0 == "a" ? 1_000_000 : 500_000) }
      return pool
    }
    let comparison = try await pairs([
      pool(["a", "b"], horizon: day(2023, 12, 31)), pool(["c", "a"], horizon: day(2022, 12, 31)),
    ]).comparisons[0]
    let years = comparison.figures.filter { $0.figure.quantity == .yearCost }.map(\.figure)
    #expect(years == [ComparedFigure(.yearCost, .year(2022), segment: "a")])
    #expect(
      comparison.onlyInBase == [
        ComparedFigure(.yearCost, .year(2022), segment: "b"),
        ComparedFigure(.yearCost, .year(2023), segment: "a"),
        ComparedFigure(.yearCost, .year(2023), segment: "b"),
      ])
    #expect(
      comparison.onlyInOther == [ComparedFigure(.yearCost, .year(2022), segment: "c")])
  }
}
