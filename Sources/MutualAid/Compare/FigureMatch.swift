/// Which figures two scenarios have in common, and where they stand in the records of each.
///
/// Years are matched by their number and segments by their name; where each scenario has only one
/// segment, these match whatever they are called.
struct FigureMatch: Sendable {
  /// A figure, which is the sum of these places of a record, 0 where there are none.
  struct Places: Sendable {
    let figure: ComparedFigure
    /// Its places in the records of the base.
    let base: [Int]
    /// Its places in the records of the other scenario.
    let other: [Int]
  }

  /// What both have: years, then the run, then totals.
  private(set) var common: [Places] = []
  /// What only the base has.
  private(set) var onlyInBase: [ComparedFigure] = []
  /// What only the other scenario has.
  private(set) var onlyInOther: [ComparedFigure] = []

  /// Matches the figures of a base and another scenario.
  init(_ base: Simulation, _ other: Simulation) {
    let first = Side(base)
    let second = Side(other)
    matchYears(first, second)
    matchRun(first, second)
    for quantity in ComparedFigure.totals {
      common.append(
        Places(
          figure: ComparedFigure(quantity, .total), base: first.total(of: quantity),
          other: second.total(of: quantity)))
    }
    guard !first.refunds.isEmpty || !second.refunds.isEmpty else { return }
    common.append(
      Places(
        figure: ComparedFigure(.refunds, .total), base: first.refunds, other: second.refunds))
  }

  private mutating func matchYears(_ first: Side, _ second: Side) {
    let areSingle = first.scenario.segments.count == 1 && second.scenario.segments.count == 1
    var matched: Set<Measure> = []
    for measure in first.yearCosts {
      guard case .year(let year) = measure.scope, let segment = measure.segment else { continue }
      let name = first.scenario.segments[segment].name
      let figure = ComparedFigure(.yearCost, .year(year), segment: name)
      let match = areSingle ? 0 : second.scenario.segments.firstIndex { $0.name == name }
      let counterpart = match.map { Measure(.yearCost, .year(year), segment: $0) }
      guard let counterpart, let place = second.places[counterpart],
        let own = first.places[measure]
      else {
        onlyInBase.append(figure)
        continue
      }
      matched.insert(counterpart)
      common.append(Places(figure: figure, base: [own], other: [place]))
    }
    onlyInOther += second.yearCosts.filter { !matched.contains($0) }.compactMap { measure in
      guard case .year(let year) = measure.scope, let segment = measure.segment else { return nil }
      return ComparedFigure(
        .yearCost, .year(year), segment: second.scenario.segments[segment].name)
    }
  }

  private mutating func matchRun(_ first: Side, _ second: Side) {
    for quantity in ComparedFigure.ofShutdown + [.openAtHorizon] {
      let figure = ComparedFigure(quantity, .run)
      let (base, other) = (first.placesOfRun(quantity), second.placesOfRun(quantity))
      switch (base, other) {
      case (let base?, let other?) where !(base.isEmpty && other.isEmpty):
        common.append(Places(figure: figure, base: base, other: other))
      case (let base?, nil) where !base.isEmpty: onlyInBase.append(figure)
      case (nil, let other?) where !other.isEmpty: onlyInOther.append(figure)
      default: break
      }
    }
  }

  /// One of the two.
  private struct Side {
    let scenario: Scenario
    let places: [Measure: Int]
    let yearCosts: [Measure]

    init(_ simulation: Simulation) {
      let measures = simulation.layout.measures
      scenario = simulation.scenario
      places = Dictionary(uniqueKeysWithValues: zip(measures, measures.indices))
      yearCosts = measures.filter { $0.quantity == .yearCost }
    }

    /// Where a quantity of periods stands, for each period.
    func total(of quantity: Measure.Quantity) -> [Int] {
      places.filter { $0.key.quantity == quantity }.map(\.value).sorted()
    }

    /// Where what members were given back of their payments stands; a balance that is returned was none.
    var refunds: [Int] {
      scenario.funding.prepaidRule == nil
        ? total(of: .refunds) : [places[Measure(.refunds, .run)]].compactMap(\.self)
    }

    /// Where a quantity of the run stands; nowhere if it is always 0, and `nil` if it is unknown.
    ///
    /// A cap that cuts benefits leaves some unpaid without a shutdown too, and there they are not
    /// measured.
    func placesOfRun(_ quantity: Measure.Quantity) -> [Int]? {
      if let place = places[Measure(quantity, .run)] { return [place] }
      let mayBeCut = quantity == .benefitsUnpaid && scenario.apportionment.aboveCap == .proRata
      return mayBeCut ? nil : []
    }
  }
}
