import MutualAid
import Reports
import ScenarioFiles

extension Compare {
  /// One scenario: sharing beside the premium and the household without cover that it names.
  ///
  /// - Throws: `Failure`.
  func compareSharing(_ document: ScenarioDocument) async throws(Failure) {
    let scenario = document.scenario
    guard scenario.triggers == nil else {
      throw Failure(
        .data,
        "\(files[0]): shutdown.triggers: expected none, because figures by group are not told apart "
          + "for pools that a trigger has shut.")
    }
    if members { try SimulationRun.checkMemberCosts(of: scenario) }
    let rule = scenario.comparison ?? ComparisonRule()
    if scenario.comparison == nil, !quiet {
      messages.console.say(
        "The scenario has no section compare, so sharing stands alone. Name a premium, as by "
          + "--set compare.premium.loss_ratio=0.38.")
    }
    let folder: OutputFolder? =
      if let out { try OutputFolder(ofResult: out) } else { nil }
    let start = ContinuousClock.now
    let figures =
      method == .exact ? try exactFigures(of: scenario) : try await simulatedFigures(of: scenario)
    var comparison: SharingComparison
    do {
      comparison = try SharingComparison(of: figures, by: rule, confidence: confidence.fraction)
    } catch {
      throw Failure(ofRun: error)
    }
    if members {
      comparison.memberships = try await memberships(of: scenario, beside: comparison.premiums)
    }
    comparison.breakEvens = try breakEvens(figures, document)
    let duration = ContinuousClock.now - start
    try folder?.write(
      ResultFolder.files(
        comparison,
        manifest: manifest(
          of: [document], replications: method == .exact ? 0 : replications, duration: duration),
        options: options))
    if let folder, !quiet { messages.console.say("The result is in \(folder.path).") }
    var report = ""
    render(comparison, as: format, options: options, to: &report)
    try messages.console.printResult(report)
  }

  func exactFigures(of scenario: Scenario) throws(Failure) -> SharingFigures {
    guard scenario.shutdown == nil || scenario.comparison?.premium?.atShutdown != .goesOn else {
      throw Failure(
        .data,
        "\(files[0]): compare.premium.at_shutdown: expected leaves with --method exact, because "
          + "whom the pool leaves without cover is told by a simulation alone.")
    }
    do {
      return try SharingFigures(exactly: scenario)
    } catch {
      throw Failure(
        .failed,
        "This comparison has no exact figures:" + error.reasons.map { "\n- \($0)" }.joined())
    }
  }

  private func simulatedFigures(of scenario: Scenario) async throws(Failure) -> SharingFigures {
    SharingFigures(
      of: try await timed("replications") { progress in
        try await Simulation(of: scenario, seed: seed).runByGroup(
          replications: replications, threads: threads ?? Machine.cores, progress: progress)
      })
  }

  /// Once more in the same futures, for the premiums follow from all of them.
  private func memberships(
    of scenario: Scenario, beside premiums: [FlatPremium]
  ) async throws(Failure) -> PairedMemberships {
    try await timed("replications by membership") { progress in
      try await Simulation.runMemberships(
        scenario, beside: premiums, confidence: confidence.fraction, seed: seed,
        replications: replications, threads: threads ?? Machine.cores, progress: progress)
    }
  }

  private func timed<Found>(
    _ words: String, _ run: (_ progress: @escaping @Sendable (Int) -> Void) async throws -> Found
  ) async throws(Failure) -> Found {
    let display = ProgressDisplay(
      of: replications, style: quiet ? .none : progress, console: messages.console)
    display.begin()
    defer { display.end() }
    let start = ContinuousClock.now
    let found: Found
    do {
      found = try await run(display.report)
    } catch {
      throw Failure(ofRun: error)
    }
    display.end()
    if !quiet {
      let duration = ContinuousClock.now - start
      messages.console.say(
        "Simulated \(grouped(replications)) \(words) in \(Progress.time(duration / .seconds(1))).")
    }
    return found
  }
}
