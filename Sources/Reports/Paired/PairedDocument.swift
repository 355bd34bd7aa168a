internal import MutualAid
internal import Probability

/// A paired run in full as one JSON document: the contents of `compare.json`.
struct PairedDocument {
  /// The name and version of the document's layout.
  static let schema = "fentan-compare-1"

  /// What was found.
  let outcome: PairedOutcome
  /// What is shown.
  let options: ReportOptions

  private var words: PairedWords { PairedWords(base: outcome.base) }

  /// The document as text.
  var text: String {
    JSONText.object([
      ("schema", .text(Self.schema)), ("currency", .text(outcome.base.currency.code)),
      ("seed", .integer(outcome.seed)), ("replications", .integer(outcome.replications)),
      ("confidence", .number(options.confidence)),
      ("base", .object(members(of: outcome.base, letter: PairedWords.letter(0)))),
      (
        "comparisons",
        .list(
          outcome.comparisons.enumerated().map { place, comparison in
            .object(
              members(of: comparison.scenario, letter: PairedWords.letter(place + 1)) + [
                ("figures", .list(comparison.figures.map(figure))),
                ("only_in_base", .list(comparison.onlyInBase.map { .object(name(of: $0)) })),
                ("only_in_scenario", .list(comparison.onlyInOther.map { .object(name(of: $0)) })),
              ])
          })
      ),
    ]).document
  }

  private func members(
    of scenario: Scenario, letter: String
  ) -> [(key: String, value: JSONText)] {
    [
      ("scenario", .text(letter)), ("name", .text(scenario.name)),
      ("launch", .text(scenario.launch.description)),
      ("horizon", .text(scenario.horizon.description)),
    ]
  }

  private func name(of figure: ComparedFigure) -> [(key: String, value: JSONText)] {
    [
      ("scope", .text(words.scope(of: figure))),
      ("year", words.year(of: figure).map { .integer($0) } ?? .null),
      ("quantity", .text(figure.name)), ("segment", .text(figure.segment)),
      ("unit", .text(words.scale(of: figure).unit)),
    ]
  }

  private func figure(_ figure: PairedFigure) -> JSONText {
    let pairs = figure.pairs
    let scale = words.scale(of: figure.figure)
    let shares = pairs.cheaper(confidence: options.confidence)
    return .object(
      name(of: figure.figure) + [
        ("base", .object(moments(of: pairs.second, scale))),
        ("value", .object(moments(of: pairs.first, scale))),
        (
          "difference",
          .object(moments(of: pairs.difference, scale) + quantiles(of: pairs.difference, scale))
        ),
        ("variance_reduction", .number(pairs.pairs.varianceReduction)),
        ("less_in_base", share(shares?.second)), ("less", share(shares?.first)),
        ("equal", share(shares?.neither)),
      ])
  }

  private func moments(of tally: Tally, _ scale: Scale) -> [(key: String, value: JSONText)] {
    let deviation = tally.standardDeviation.flatMap { $0.value.isFinite ? $0.value : nil }
    return [
      ("mean", .number(scale.full(tally.mean?.value))),
      ("mean_se", .number(scale.full(words.finiteError(of: tally.mean)))),
      ("sd", .number(scale.full(deviation))),
      ("min", .number(tally.minimum.map(scale.full))),
      ("max", .number(tally.maximum.map(scale.full))),
    ]
  }

  private func quantiles(of tally: Tally, _ scale: Scale) -> [(key: String, value: JSONText)] {
    [
      (
        "quantiles",
        .list(
          options.quantiles.compactMap { p in
            tally.quantile(p, confidence: options.confidence).map { quantile in
              .object([
                ("p", .number(p)), ("value", .number(scale.full(quantile.value))),
                ("lower", .number(quantile.lower.map(scale.full))),
                ("upper", .number(quantile.upper.map(scale.full))),
              ])
            }
          })
      )
    ]
  }

  private func share(_ share: ProportionEstimate?) -> JSONText {
    share.map {
      .object([
        ("value", .number($0.value)), ("lower", .number($0.lower)), ("upper", .number($0.upper)),
      ])
    } ?? .null
  }
}
