internal import MutualAid
internal import Probability

/// The figures of an outcome, worked out once for all forms of the report.
struct FigureBook {
  /// What the run found.
  let outcome: Outcome
  /// What is shown.
  let options: ReportOptions
  /// A figure for each measure, in the order of the outcome.
  let figures: [Figure]

  private let ranks: [Int: [Double: QuantileInterval]]
  private let places: [Measure: Int]
  private let placesOfScopes: [Measure.Scope: [Int]]

  /// The figures of an outcome.
  ///
  /// - Complexity: O(*m* *k*), where *m* is the number of measures and *k* of distinct values.
  init(_ outcome: Outcome, options: ReportOptions) {
    self.outcome = outcome
    self.options = options
    // Most tallies have the same count, so the ranks of a quantile are worked out once.
    var ranks: [Int: [Double: QuantileInterval]] = [:]
    let levels = Set(options.quantiles + ReportOptions.usualQuantiles)
    figures = zip(outcome.measures, outcome.tallies).map { measure, tally in
      var tally = tally
      tally.settle()
      if ranks[tally.count] == nil, tally.count > 0 {
        ranks[tally.count] = Dictionary(
          uniqueKeysWithValues: levels.map { p in
            (p, QuantileInterval(count: tally.count, p: p, confidence: options.confidence))
          })
      }
      return Figure(
        measure, tally: tally, scale: Scale(measure.quantity.unit, in: outcome.scenario.currency),
        ranks: options.quantiles.compactMap { ranks[tally.count]?[$0] },
        confidence: options.confidence)
    }
    self.ranks = ranks
    places = Dictionary(uniqueKeysWithValues: zip(outcome.measures, outcome.measures.indices))
    placesOfScopes = Dictionary(grouping: outcome.measures.indices) { outcome.measures[$0].scope }
  }

  /// What was simulated.
  var scenario: Scenario { outcome.scenario }

  /// The figure of a measure, or `nil` if this run has none.
  subscript(measure: Measure) -> Figure? { places[measure].map { figures[$0] } }

  /// The figure of a quantity, or `nil` if this run has none.
  func figure(_ quantity: Measure.Quantity, _ scope: Measure.Scope, segment: Int? = nil) -> Figure?
  {
    self[Measure(quantity, scope, segment: segment)]
  }

  /// The figures of a period, a year or the run, in the order of the outcome.
  func figures(of scope: Measure.Scope) -> [Figure] {
    placesOfScopes[scope, default: []].map { figures[$0] }
  }

  /// The quantile of a figure over futures, in its own whole unit; `nil` without replications.
  ///
  /// - Precondition: It is one of the options or of the usual ones.
  func quantile(_ p: Double, of figure: Figure) -> Int? {
    guard figure.tally.count > 0 else { return nil }
    guard let ranks = ranks[figure.tally.count]?[p] else {
      preconditionFailure("the quantile at \(p) is not among those of the report")
    }
    return figure.tally.quantile(ranks)?.value
  }

  /// The currency's code.
  var currency: String { Scale(.money, in: scenario.currency).unit }

  /// The places of the segments, where a report has more than one of them.
  var segments: Range<Int> { 0..<scenario.segments.count }

  /// The name of a figure's segment, or an empty text where it is of all members.
  func segmentName(_ segment: Int?) -> String {
    guard let segment, scenario.segments.indices ~= segment else { return "" }
    return PlainWords.cleaned(scenario.segments[segment].name)
  }

  /// The figures of the run as a whole, those of a shutdown.
  var ofTheRun: [Figure] { figures(of: .run) }

  /// The amounts whose exceedance is reported, ascending: those asked for, and the yearly caps.
  var amounts: [Int] {
    Set(options.amounts + scenario.apportionment.capPerYear.values).sorted()
  }
}
