import MutualAid
import Probability

/// What a condition says about a result.
enum Verdict: Equatable {
  /// It holds: for this measure, which has this figure.
  case holds(Measure, figure: Double)
  /// It holds for nothing.
  case holdsNot
  /// It is about nothing that the run measures.
  case concernsNothing
  /// It asks for a figure that so few replications do not have.
  case undefined
}

extension Condition {
  /// What the condition says about a result.
  func verdict(on outcome: Outcome) -> Verdict {
    let scenario = outcome.scenario
    let measures = outcome.measures.filter {
      concerns($0, of: scenario, periods: outcome.periods)
    }
    guard !measures.isEmpty else { return .concernsNothing }
    for measure in measures {
      guard let figure = figure(of: measure, in: outcome) else { return .undefined }
      if comparison.holds(figure, number) { return .holds(measure, figure: figure) }
    }
    return .holdsNot
  }

  private func figure(of measure: Measure, in outcome: Outcome) -> Double? {
    guard let tally = outcome[measure] else { return nil }
    let value: Double? =
      switch figure {
      case .mean: tally.mean?.value
      case .deviation: tally.standardDeviation?.value
      case .minimum: tally.minimum.map(Double.init)
      case .maximum: tally.maximum.map(Double.init)
      case .quantile(let probability): (tally.quantile(probability)?.value).map { Double($0) }
      }
    return value.map { $0 / measure.quantity.unit.size(in: outcome.scenario.currency) }
  }
}

extension Measure.Unit {
  /// The values that make one of what people count in, 100 fen for a yuan.
  fileprivate func size(in currency: Currency) -> Double {
    switch self {
    case .money: (0..<currency.minorDigits).reduce(1) { size, _ in size * 10 }
    case .members, .claims, .indicator: 1
    case .millionths, .factor: 1_000_000
    }
  }
}

extension Measure {
  /// When and for whom the measure was taken, as a condition would say it.
  func words(in outcome: Outcome) -> String {
    var words: [String] = []
    switch scope {
    case .period(let index): words.append("\(outcome.periods[index].settlement)")
    case .year(let year): words.append("\(year)")
    case .run: break
    }
    if let segment, outcome.scenario.segments.count > 1 {
      words.append(outcome.scenario.segments[segment].name)
    }
    return words.joined(separator: ", ")
  }
}
