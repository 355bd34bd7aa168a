import CKernels
import Probability

/// Whom something befalls that is rare.
extension Headcount {
  /// Draws whom something befalls of rows in each of which it is rare, in every lane, and takes them
  /// out.
  ///
  /// Whoever is hit leaves the row at once, as the last of it; who is not there cannot be hit again.
  /// What a row has beyond the members that the draws are made for is set aside and drawn by itself.
  ///
  /// - Parameters:
  ///   - draws: The rows and their probabilities.
  ///   - places: The slot's place of each row.
  ///   - streams: The stream of each lane.
  ///   - leave: Whether they are taken out for good, or only until all are drawn.
  ///   - beyond: The streams of a row for what it has beyond.
  ///   - body: Told the row, the lane and how many.
  @inline(__always)
  mutating func draw(
    _ draws: RareDraws, places: [Int], using streams: LaneStreams, leave: Bool,
    beyond: (_ row: Int) -> LaneStreams, each body: (_ row: Int, _ lane: Int, _ count: Int) -> Void
  ) {
    let starts = zip(draws.rows, places).map { ($1 * cohorts + $0.cohort) * lanes }
    let aside = setAside(starts, draws.successes.trials)
    var back: [Int] = []
    counts.withUnsafeMutableBufferPointer { counts in
      starts.withUnsafeBufferPointer { starts in
        draws.successes.sample(using: streams) { lane, hits in
          for hit in 0..<hits.count {
            let row = hits.kinds[hit]
            let place = starts[row] &+ lane
            guard hits.trials[hit] < counts[place] else { continue }
            counts[place] &-= 1
            if !leave { back.append(place) }
            body(row, lane, 1)
          }
        }
      }
    }
    for (row, lane, count) in aside {
      var stream = beyond(row)[lane]
      let taken = Binomial.sample(
        trials: count, probability: draws.rows[row].probability, using: &stream)
      counts[starts[row] + lane] += leave ? count - taken : count
      if taken > 0 { body(row, lane, taken) }
    }
    for place in back { counts[place] += 1 }
  }

  /// Takes out of some rows what they have beyond a number of members.
  ///
  /// - Returns: Row, lane, and how many.
  private mutating func setAside(_ starts: [Int], _ most: [Int]) -> [(Int, Int, Int)] {
    var aside: [(Int, Int, Int)] = []
    for row in rows(starts, above: most) {
      for lane in 0..<lanes {
        let beyond = counts[starts[row] + lane] - most[row]
        guard beyond > 0 else { continue }
        aside.append((row, lane, beyond))
        counts[starts[row] + lane] = most[row]
      }
    }
    return aside
  }

  /// The rows that have more than a number of members in some lane.
  private func rows(_ starts: [Int], above most: [Int]) -> [Int] {
    let (starts, most) = (starts.map { Int64($0) }, most.map { Int64($0) })
    let found = [UInt32](unsafeUninitializedCapacity: starts.count) { found, size in
      counts.withUnsafeBufferPointer { counts in
        counts.withMemoryRebound(to: Int64.self) {
          size = fentan_rows_above(
            $0.baseAddress, lanes, starts, most, starts.count, found.baseAddress)
        }
      }
    }
    return found.map { Int($0) }
  }
}
