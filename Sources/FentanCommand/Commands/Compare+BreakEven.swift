import ArgumentParser
import MutualAid
import Probability
import Reports
import ScenarioFiles

extension Compare {
  /// Where sharing and the premium cost the same, for each setting that is asked about.
  ///
  /// - Throws: `Failure` with status 65 where a value of a setting makes no scenario.
  func breakEvens(
    _ figures: SharingFigures, _ document: ScenarioDocument
  ) throws(Failure) -> [SharingBreakEven] {
    let rule = document.scenario.comparison ?? ComparisonRule()
    let measure = try measure(of: rule)
    var found: [SharingBreakEven] = []
    for setting in breakEven {
      found.append(
        SharingBreakEven(
          setting: setting.name, measure: by.defaultValueDescription,
          found: try search(setting, by: measure, figures, rule)))
    }
    return found
  }

  private func measure(of rule: ComparisonRule) throws(Failure) -> CostMeasure {
    switch by {
    case .mean: return .mean
    case .quantile(let p): return .quantile(p)
    case .certain:
      guard let utility = rule.utilities.first else {
        throw Failure(.data, "--by certain needs compare.utility in the scenario.")
      }
      return .certaintyEquivalent(utility.utility)
    }
  }

  private func search(
    _ setting: BreakEvenSetting, by measure: CostMeasure, _ figures: SharingFigures,
    _ rule: ComparisonRule
  ) throws(Failure) -> Result<BreakEven, BreakEvenError> {
    switch setting {
    case .loading:
      return Result { () throws(BreakEvenError) -> BreakEven in
        try figures.breakEvenLoading(
          by: measure, expenses: rule.premium?.expenses ?? .zero,
          profit: rule.premium?.profit ?? .zero, confidence: confidence.fraction)
      }
    case .lossRatio:
      return Result { () throws(BreakEvenError) -> BreakEven in
        try figures.breakEvenLossRatio(by: measure, confidence: confidence.fraction)
      }
    case .key(let path, let range, let isWhole):
      guard rule.premium != nil else {
        throw Failure(.data, "A break-even over \(path) needs compare.premium in the scenario.")
      }
      var failure: Failure?
      let found = Result { () throws(BreakEvenError) -> BreakEven in
        let width = range.upperBound - range.lowerBound
        return try BreakEven(
          in: range, tolerance: isWhole ? max(0.5, width * 1e-6) : width * 1e-5,
          step: isWhole ? max(1, width / 50) : width / 50, confidence: confidence.fraction
        ) { x in
          let value = isWhole ? "\(Int(x.rounded()))" : "\((x * 1e6).rounded() / 1e6)"
          do throws(Failure) {
            return try difference(Setting(keyPath: path, value: value), by: measure)
          } catch {
            failure = failure ?? error
            return nil
          }
        }
      }
      if let failure { throw failure }
      return found
    }
  }

  /// Share less premium with a setting changed, on the same draws.
  private func difference(
    _ setting: Setting, by measure: CostMeasure
  ) throws(Failure) -> Estimate? {
    let scenario = try ScenarioInput(path: files[0], settings: settings + [setting])
      .read(console: messages.console).scenario
    let figures: SharingFigures
    if method == .exact {
      figures = try exactFigures(of: scenario)
    } else {
      do {
        figures = try Simulation(of: scenario, seed: seed).figuresInTurn(replications: replications)
      } catch {
        throw Failure(ofRun: error)
      }
    }
    return figures.difference(by: scenario.comparison ?? ComparisonRule(), measure: measure)
  }
}
