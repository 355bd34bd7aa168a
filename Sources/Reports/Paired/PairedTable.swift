internal import MutualAid
internal import Probability

/// A paired run in full, one row a figure and scenario: the contents of `compare.csv`.
struct PairedTable {
  /// What was found.
  let outcome: PairedOutcome
  /// What is shown.
  let options: ReportOptions

  private var words: PairedWords { PairedWords(base: outcome.base) }

  /// The table.
  var text: String {
    CSVText.table(
      header: header,
      rows: outcome.comparisons.enumerated().flatMap { place, comparison in
        comparison.figures.map { figure in
          [PairedWords.letter(place + 1), comparison.scenario.name] + cells(of: figure)
        }
      })
  }

  private var header: [String] {
    [
      "scenario", "name", "scope", "year", "quantity", "segment", "unit", "base_mean",
      "base_mean_se", "base_sd", "mean", "mean_se", "sd", "difference", "difference_se",
      "difference_sd",
    ]
      + options.quantiles.flatMap { p -> [String] in
        let name = "difference_" + NumberText.quantile(p, point: "_")
        return [name, name + "_lower", name + "_upper"]
      } + [
        "variance_reduction", "less_in_base", "less_in_base_lower", "less_in_base_upper", "less",
        "less_lower", "less_upper", "equal", "equal_lower", "equal_upper",
      ]
  }

  private func cells(of figure: PairedFigure) -> [String?] {
    let what = figure.figure
    let scale = words.scale(of: what)
    let pairs = figure.pairs
    let first: [String?] = [
      words.scope(of: what), words.year(of: what).map { "\($0)" }, what.name, what.segment,
      scale.unit,
    ]
    let means = [pairs.second, pairs.first, pairs.difference].flatMap { tally -> [String?] in
      let deviation = tally.standardDeviation.flatMap { $0.value.isFinite ? $0.value : nil }
      return [
        scale.full(tally.mean?.value), scale.full(words.finiteError(of: tally.mean)),
        scale.full(deviation),
      ]
    }
    return first + means + quantiles(of: pairs, scale)
      + [pairs.pairs.varianceReduction.flatMap(NumberText.shortest)] + shares(pairs)
  }

  private func quantiles(of pairs: PairedCosts, _ scale: Scale) -> [String?] {
    options.quantiles.flatMap { p -> [String?] in
      let quantile = pairs.difference.quantile(p, confidence: options.confidence)
      return [
        quantile.map { scale.full($0.value) }, quantile?.lower.map(scale.full),
        quantile?.upper.map(scale.full),
      ]
    }
  }

  private func shares(_ pairs: PairedCosts) -> [String?] {
    let shares = pairs.cheaper(confidence: options.confidence)
    return [shares?.second, shares?.first, shares?.neither].flatMap { share in
      [share?.value, share?.lower, share?.upper].map { $0.flatMap(NumberText.shortest) }
    }
  }
}
