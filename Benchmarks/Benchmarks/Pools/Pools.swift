import Benchmark
import Foundation
import MutualAid
import ScenarioFiles

/// Apportionment, and whole scenarios through the library.
let benchmarks: @Sendable () -> Void = {
  Benchmark.defaultConfiguration = .init(
    metrics: [.wallClock, .peakMemoryResident], warmupIterations: 1, maxDuration: .seconds(5),
    maxIterations: 50,
    // A benchmark fails where it is so many per cent slower, or faster, than the baseline.
    thresholds: [.wallClock: .init(relative: [.p25: 25, .p50: 30])])

  Benchmark("apportionment, 1,000 needs over 3 segments") { benchmark in
    for _ in benchmark.scaledIterations {
      for need in 0..<1_000 {
        blackHole(
          Apportionment(
            of: need * 54_321, over: [1_234_567, 765_432, 10], weights: [3, 2, 1], minimum: 1))
      }
    }
  }
  for name in ["million", "150-million"] {
    guard let scenario = scenario("Scenarios/\(name).yaml") else { continue }
    Benchmark("\(name), timetable") { benchmark in
      for _ in benchmark.scaledIterations { blackHole(Simulation(of: scenario, seed: 1)) }
    }
    Benchmark("\(name), all exact laws") { benchmark in
      for _ in benchmark.scaledIterations { blackHole(try ExactForecast(of: scenario)) }
    }
    let simulation = Simulation(of: scenario, seed: 1)
    Benchmark("\(name), every cohort, 640 replications, 1 thread") { benchmark in
      for _ in benchmark.scaledIterations {
        blackHole(try await simulation.run(replications: 640, threads: 1))
      }
    }
    if let cohorts = try? CohortSimulation(of: scenario, seed: 1) {
      Benchmark("\(name), fixed members, 8,192 replications, 1 thread") { benchmark in
        for _ in benchmark.scaledIterations {
          blackHole(try await cohorts.run(replications: 8_192, threads: 1))
        }
      }
    }
    guard let collapsed = try? CollapsedSimulation(of: scenario, seed: 1) else { continue }
    for threads in [1, 2] {
      Benchmark("\(name), collapsed, 1,000,000 replications, \(threads) threads") { benchmark in
        for _ in benchmark.scaledIterations {
          blackHole(try await collapsed.run(replications: 1_000_000, threads: threads))
        }
      }
    }
  }
}

/// A scenario of this folder.
private func scenario(_ name: String) -> Scenario? {
  guard let text = try? String(contentsOfFile: name, encoding: .utf8) else {
    print("There is no \(name): run this in the folder Benchmarks.")
    return nil
  }
  return try? ScenarioReader(files: NoFiles()).read(text, name: name).scenario
}

/// The scenarios here name no files.
private struct NoFiles: FileAccess {
  func text(of relativePath: String) throws -> String { throw FileAccessError.notFound }
}
