internal import MutualAid
internal import Probability

/// A published figure beside the simulated one.
struct Comparison {
  /// What was published.
  let observation: Observation
  /// What was simulated, or `nil` if the run has no such figure.
  let figure: Figure?
  /// How the published value becomes a figure.
  let scale: Scale

  /// The simulated mean less the published value, in the unit of the file.
  var difference: Double? {
    figure?.mean.map { scale.figure($0 - Double(observation.value)) }
  }

  /// The difference as a part of the published value; `nil` where that is 0.
  var relativeDifference: Double? {
    guard observation.value != 0 else { return nil }
    return difference.map { $0 / scale.figure(Double(observation.value)) }
  }

  /// The difference in percent as people read it, `+3.4%`.
  var shortDifference: String {
    guard let part = relativeDifference else { return NumberText.missing }
    let text = NumberText.fixed(part * 100, decimals: 1)
    return (text.hasPrefix("-") || text == "0.0" ? "" : "+") + text + "%"
  }

  /// The part of the futures with at most the published value.
  func probabilityAtMost(confidence: Double) -> ProportionEstimate? {
    figure?.tally.proportion(atMost: observation.value, confidence: confidence)
  }
}

extension FigureBook {
  /// Every published figure, with the simulated one where the run has it.
  ///
  /// A figure belongs to the period that settles on its day, or to its day's year, or to the
  /// shutdown. Without a
  /// segment it is about the first one, or about all members where the run counts only them.
  var comparisons: [Comparison] {
    let periods = Dictionary(
      outcome.periods.map { ($0.settlement, $0.index) }, uniquingKeysWith: { first, _ in first })
    return scenario.observations.map { observation in
      let scope: Measure.Scope? =
        observation.quantity.isOfShutdown
        ? .run
        : observation.quantity == .yearCost
          ? .year(observation.day.year) : periods[observation.day].map { .period($0) }
      let quantity = observation.quantity.measured
      return Comparison(
        observation: observation,
        figure: scope.flatMap { figure(quantity, $0, namedSegment: observation.segment) },
        scale: Scale(quantity.unit, in: scenario.currency))
    }
  }

  private func figure(
    _ quantity: Measure.Quantity, _ scope: Measure.Scope, namedSegment name: String?
  ) -> Figure? {
    let place = name.map { name in scenario.segments.firstIndex { $0.name == name } } ?? 0
    guard let place else { return nil }
    if let figure = figure(quantity, scope, segment: place) { return figure }
    return name == nil || scenario.segments.count == 1 ? figure(quantity, scope) : nil
  }
}

extension Observation.Quantity {
  /// The measure that the published figure stands beside.
  var measured: Measure.Quantity {
    switch self {
    case .share: .share
    case .yearCost: .yearCost
    case .members: .members
    case .cases: .cases
    case .closingCost: .closingCost
    case .tailPlatform: .tailPlatform
    case .tailLastPeriods: .tailLastPeriods
    case .replacementCost: .replacementCost
    }
  }
}
