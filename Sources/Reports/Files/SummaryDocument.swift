internal import MutualAid
internal import Probability

/// Every figure of an outcome as one JSON document, the contents of `summary.json`.
struct SummaryDocument {
  /// The name and version of the document's layout.
  static let schema = "fentan-summary-1"

  /// The figures.
  let book: FigureBook
  /// What members paid, where it was asked for.
  private let members: MemberTable?

  /// The document of these figures.
  init(_ book: FigureBook, members: MembershipCosts? = nil) {
    self.book = book
    self.members = members.map { MemberTable(costs: $0, options: book.options) }
  }

  /// The document as text.
  var text: String {
    let document: [(key: String, value: JSONText)] = [
      ("schema", .text(Self.schema)),
      ("pool", pool),
      ("run", run),
      ("periods", .list(book.outcome.periods.map(period))),
      ("years", .list(years)),
      ("end", .list(book.ofTheRun.map { .object(members(of: $0)) })),
      ("shutdown", book.scenario.shutdown.map(shutdown) ?? .null),
      ("triggers", book.scenario.triggers.map(triggers) ?? .null),
      ("observed", .list(book.comparisons.map(observed))),
      ("provenance", .list(book.scenario.provenance.map(provenance))),
    ]
    let costs = members.map { [(key: "members", value: $0.document)] } ?? []
    return JSONText.object(document + costs).document
  }

  private var pool: JSONText {
    let scenario = book.scenario
    return .object([
      ("name", .text(scenario.name)), ("currency", .text(scenario.currency.code)),
      ("minor_digits", .integer(scenario.currency.minorDigits)),
      ("launch", .text(scenario.launch.description)),
      ("horizon", .text(scenario.horizon.description)),
      ("segments", .list(scenario.segments.map { .text($0.name) })),
    ])
  }

  private var run: JSONText {
    .object([
      ("seed", .integer(book.outcome.seed)),
      ("replications", .integer(book.outcome.replications)),
      ("method", .text(book.outcome.method.rawValue)),
      ("confidence", .number(book.options.confidence)),
      ("quantiles", .list(book.options.quantiles.map { .number($0) })),
    ])
  }

  private func period(_ period: Period) -> JSONText {
    let figures = book.figures(of: .period(period.index))
    return .object([
      ("period", .integer(period.index + 1)),
      ("first_day", .text(period.first.description)),
      ("publication_day", .text(period.publication.description)),
      ("settlement_day", .text(period.settlement.description)),
      ("figures", .list(figures.map { .object(members(of: $0)) })),
    ])
  }

  private var years: [JSONText] {
    book.outcome.years.map { year in
      .object([
        ("year", .integer(year)),
        (
          "figures",
          .list(book.figures(of: .year(year)).map { .object(members(of: $0) + exceedance($0)) })
        ),
      ])
    }
  }

  private func members(of figure: Figure) -> [(key: String, value: JSONText)] {
    let scale = figure.scale
    let group = figure.measure.group
    let segment = (figure.measure.segment ?? group?.segment).map { book.scenario.segments[$0].name }
    var values: [(key: String, value: JSONText)] = [
      ("quantity", .text(figure.measure.quantity.rawValue)), ("segment", .text(segment)),
    ]
    if let group { values.append(("group", .text(group.words(in: book.scenario)))) }
    values += [
      ("unit", .text(scale.unit)), ("mean", .number(scale.full(figure.mean))),
      ("mean_se", .number(scale.full(figure.error))),
    ]
    if figure.measure.quantity.unit == .indicator {
      return values + [("probability", proportion(figure.probability))]
    }
    return values + [
      ("sd", .number(scale.full(figure.deviation))),
      ("min", .number(figure.tally.minimum.map(scale.full))),
      ("max", .number(figure.tally.maximum.map(scale.full))),
      (
        "quantiles",
        .list(
          zip(book.options.quantiles, figure.quantiles).map { p, quantile in
            .object([
              ("p", .number(p)), ("value", .number(scale.full(quantile.value))),
              ("lower", .number(quantile.lower.map(scale.full))),
              ("upper", .number(quantile.upper.map(scale.full))),
            ])
          })
      ),
    ]
  }

  private func exceedance(_ figure: Figure) -> [(key: String, value: JSONText)] {
    let probabilities = book.amounts.map { amount -> JSONText in
      let above = figure.tally.proportion(above: amount, confidence: book.options.confidence)
      return .object([
        ("amount", .number(figure.scale.full(amount))), ("value", .number(above?.value)),
        ("lower", .number(above?.lower)), ("upper", .number(above?.upper)),
      ])
    }
    return [("probability_above", .list(probabilities))]
  }

  private func proportion(_ proportion: ProportionEstimate?) -> JSONText {
    proportion.map {
      .object([
        ("value", .number($0.value)), ("lower", .number($0.lower)), ("upper", .number($0.upper)),
      ])
    } ?? .null
  }

  private func shutdown(_ shutdown: Shutdown) -> JSONText {
    let filing: JSONText =
      switch shutdown.filing {
      case .daysFromDiagnosis(let days): .object([("days_from_diagnosis", .integer(days))])
      case .date(let day): .object([("date", .text(day.description))])
      case nil: .null
      }
    return .object([
      ("announced", .text(shutdown.announced.description)),
      ("contributions_end", .text(shutdown.contributionsEnd.description)),
      ("cover_ends", .text(shutdown.coverEnds.description)), ("filing", filing),
      ("tail", .text(shutdown.tail.rawValue)),
    ])
  }

  private func triggers(_ triggers: ShutdownTriggers) -> JSONText {
    let terms = triggers.terms
    let filing: JSONText =
      switch terms.filing {
      case .daysFromDiagnosis(let days): .object([("days_from_diagnosis", .integer(days))])
      case .daysFromAnnouncement(let days): .object([("days_from_announcement", .integer(days))])
      case nil: .null
      }
    let scale = Scale(.money, in: book.scenario.currency)
    return .object([
      ("members_below", triggers.floor.map { .integer($0.members) } ?? .null),
      ("grace_months", triggers.floor.map { .integer($0.graceMonths) } ?? .null),
      ("share_above", .number(triggers.ceiling.map(scale.full))),
      ("rate_per_year", .number(triggers.regulatorPerYear)),
      ("platform_default_per_year", .number(triggers.defaultPerYear)),
      ("contributions_end_after", .integer(terms.contributionsEndAfter)),
      ("cover_ends_after", .integer(terms.coverEndsAfter)), ("filing", filing),
      ("tail", .text(terms.tail.rawValue)),
    ])
  }

  private func observed(_ comparison: Comparison) -> JSONText {
    let observation = comparison.observation
    let scale = comparison.scale
    let atMost = comparison.probabilityAtMost(confidence: book.options.confidence)
    return .object([
      ("day", .text(observation.day.description)),
      ("quantity", .text(observation.quantity.rawValue)), ("segment", .text(observation.segment)),
      ("unit", .text(scale.unit)), ("published", .number(scale.full(observation.value))),
      ("mean", .number(scale.full(comparison.figure?.mean))),
      ("mean_se", .number(scale.full(comparison.figure?.error))),
      ("difference", .number(comparison.difference)),
      ("difference_percent", .number(comparison.relativeDifference.map { $0 * 100 })),
      ("probability_at_most", proportion(atMost)), ("source", .text(observation.source)),
    ])
  }

  private func provenance(_ provenance: Provenance) -> JSONText {
    .object([
      ("key", .text(provenance.key)), ("kind", .text(provenance.kind.rawValue)),
      ("text", .text(provenance.text)),
    ])
  }
}
