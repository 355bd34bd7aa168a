import Benchmark
import Probability

/// Streams, samplers on both sides of each switch of method, tables, and convolution.
///
/// One iteration makes `draws` draws, so that nanoseconds for a draw are microseconds for an iteration
/// over a thousand.
let benchmarks: @Sendable () -> Void = {
  Benchmark.defaultConfiguration = .init(
    metrics: [.wallClock], warmupIterations: 3, maxDuration: .seconds(1),
    maxIterations: 10_000,
    // A benchmark fails where it is so many per cent slower, or faster, than the baseline.
    thresholds: [.wallClock: .init(relative: [.p25: 25, .p50: 30])])
  let draws = 1_000
  let stream = Stream(seed: 1, replication: 0, purpose: .init(rawValue: 1))

  /// A benchmark of a thousand draws.
  func sampler(_ name: String, _ draw: @escaping @Sendable (inout Stream) -> Int) {
    Benchmark(name) { benchmark in
      for _ in benchmark.scaledIterations {
        var stream = stream
        var sum = 0
        for _ in 0..<draws { sum &+= draw(&stream) }
        blackHole(sum)
      }
    }
  }

  sampler("stream, next word") { Int(truncatingIfNeeded: $0.next()) }
  sampler("stream, new name and one word") { outer in
    var stream = Stream(
      seed: 1, replication: Int(truncatingIfNeeded: outer.next() >> 40),
      purpose: .init(rawValue: 2))
    return Int(truncatingIfNeeded: stream.next())
  }
  // Inversion ends and rejection begins at a mean of 10.
  for mean in [0.001, 0.1, 1.0, 9.9, 10.1, 1_000.0] {
    sampler("binomial, mean \(mean)") {
      Binomial.sample(trials: 1_000_000, probability: mean / 1e6, using: &$0)
    }
    sampler("Poisson, mean \(mean)") { Poisson.sample(mean: mean, using: &$0) }
    sampler("hypergeometric, mean \(mean)") {
      Hypergeometric.sample(
        population: 10_000_000, marked: Int(mean * 1_000), drawn: 10_000, using: &$0)
    }
  }
  tables(stream)
  counts(stream)
  convolutions()
}

/// Blocks of draws from tables.
private func tables(_ stream: Stream) {
  for size in [16, 1_024, 65_536] {
    let weights = (0..<size).map { 1 / Double($0 + 1) }
    guard let alias = try? Alias(weights: weights), let block = try? BlockAlias(weights: weights)
    else { continue }
    Benchmark("alias table of \(size), one by one") { benchmark in
      for _ in benchmark.scaledIterations {
        var stream = stream
        var sum = 0
        for _ in 0..<1_000 { sum &+= alias.sample(using: &stream) }
        blackHole(sum)
      }
    }
    Benchmark("alias table of \(size), blocks") { benchmark in
      var outcomes = [UInt32](repeating: 0, count: 1_000)
      for _ in benchmark.scaledIterations {
        var stream = stream
        outcomes.withUnsafeMutableBufferPointer { block.sample(into: $0, using: &stream) }
        blackHole(outcomes)
      }
    }
  }
}

/// Words by the block, and the counts of a cohort drawn from them.
private func counts(_ stream: Stream) {
  var stream = stream
  let generators = LaneWords(from: &stream)
  Benchmark("words of eight generators") { benchmark in
    var (generators, words) = (generators, [UInt64](repeating: 0, count: 1_000))
    for _ in benchmark.scaledIterations {
      words.withUnsafeMutableBufferPointer { generators.fill($0) }
      blackHole(words)
    }
  }
  for mean in [0.1, 50.0] {
    Benchmark("count table of mean \(mean), made") { benchmark in
      var table = CountTable()
      for _ in benchmark.scaledIterations {
        blackHole(table.hold(trials: 1_000_000, probability: mean / 1e6))
      }
    }
    Benchmark("count table of mean \(mean), draws") { benchmark in
      var (generators, words) = (generators, [UInt64](repeating: 0, count: 500))
      words.withUnsafeMutableBufferPointer { generators.fill($0) }
      var halves = words.flatMap {
        [UInt32(truncatingIfNeeded: $0), UInt32(truncatingIfNeeded: $0 >> 32)]
      }
      var (table, rest) = (CountTable(), stream)
      blackHole(table.hold(trials: 1_000_000, probability: mean / 1e6))
      var (drawn, total, group) = (
        [UInt32](repeating: 0, count: 1_000), [UInt32](repeating: 0, count: 1_000),
        [UInt32](repeating: 0, count: 1_000)
      )
      for _ in benchmark.scaledIterations {
        halves.withUnsafeMutableBufferPointer { halves in
          drawn.withUnsafeMutableBufferPointer { drawn in
            total.withUnsafeMutableBufferPointer { total in
              group.withUnsafeMutableBufferPointer {
                table.draw(halves, rest: &rest, into: drawn, total: total, group: $0)
              }
            }
          }
        }
        blackHole(total)
      }
    }
  }
}

/// The exact law of one settlement of 240 cohorts.
private func convolutions() {
  for members in [1_000_000, 150_000_000] {
    let groups = (0..<240).compactMap { cell in
      try? BinomialGroup(
        members: members / 240, probability: 2.8e-5 * (0.2 + 1.6 * Double(cell) / 239),
        amounts: [
          .init(5_000_000, probability: 0.15),
          .init(cell < 120 ? 30_000_000 : 10_000_000, probability: 0.85),
        ])
    }
    Benchmark("exact law of a settlement, \(members) members") { benchmark in
      for _ in benchmark.scaledIterations { blackHole(try? LatticeLaw.sum(of: groups)) }
    }
  }
}
