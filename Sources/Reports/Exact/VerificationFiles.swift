internal import MutualAid
internal import Probability

/// A verification in full, one row a check: what `fentan verify --format csv` prints.
struct VerificationTable {
  /// What was compared.
  let verification: Verification

  /// The table.
  var text: String {
    let forecast = verification.forecast
    let words = LawWords(scenario: forecast.scenario, periods: forecast.periods)
    let threshold = verification.threshold
    return CSVText.table(
      header: ExactTable.measureHeader + [
        "statistic", "exact_lower", "exact_upper", "simulated", "simulated_se", "simulated_lower",
        "simulated_upper", "z", "chance", "agrees",
      ],
      rows: verification.comparisons.flatMap { comparison in
        comparison.checks.map { check in
          let measure = comparison.figure.measure
          let scale = words.scale(of: measure)
          return ExactTable.measureCells(measure, words) + [
            check.statistic.name, scale.full(check.exact.lowerBound),
            scale.full(check.exact.upperBound), scale.full(check.simulated),
            scale.full(check.error),
            scale.full(check.interval?.lowerBound), scale.full(check.interval?.upperBound),
            NumberText.shortest(check.score), NumberText.shortest(check.chance),
            check.disagrees(at: threshold) ? "false" : "true",
          ]
        }
      })
  }
}

/// A verification in full as one JSON document: what `fentan verify --format json` prints.
struct VerificationDocument {
  /// The name and version of the document's layout.
  static let schema = "fentan-verification-1"

  /// What was compared.
  let verification: Verification

  /// The document as text.
  var text: String {
    let forecast = verification.forecast
    let words = LawWords(scenario: forecast.scenario, periods: forecast.periods)
    return JSONText.object([
      ("schema", .text(Self.schema)), ("pool", .text(forecast.scenario.name)),
      ("currency", .text(forecast.scenario.currency.code)),
      ("seed", .integer(verification.outcome.seed)),
      ("replications", .integer(verification.outcome.replications)),
      ("risk", .number(verification.risk)), ("tests", .integer(verification.testCount)),
      ("threshold", .number(verification.threshold)),
      ("agrees", .number(verification.agrees ? "true" : "false")),
      ("figures", .list(verification.comparisons.map { figure($0, words) })),
      ("without_exact_law", ExactDocument.missing(forecast.missing, words)),
    ]).document
  }

  private func figure(_ comparison: LawComparison, _ words: LawWords) -> JSONText {
    let measure = comparison.figure.measure
    let scale = words.scale(of: measure)
    let threshold = verification.threshold
    return .object(
      ExactDocument.members(of: measure, words) + [
        (
          "checks",
          .list(
            comparison.checks.map { check in
              .object([
                ("statistic", .text(check.statistic.name)),
                ("exact_lower", .number(scale.full(check.exact.lowerBound))),
                ("exact_upper", .number(scale.full(check.exact.upperBound))),
                ("simulated", .number(scale.full(check.simulated))),
                ("simulated_se", .number(scale.full(check.error))),
                ("simulated_lower", .number(scale.full(check.interval?.lowerBound))),
                ("simulated_upper", .number(scale.full(check.interval?.upperBound))),
                ("z", .number(check.score)), ("chance", .number(check.chance)),
                ("agrees", .number(check.disagrees(at: threshold) ? "false" : "true")),
              ])
            })
        )
      ])
  }
}
