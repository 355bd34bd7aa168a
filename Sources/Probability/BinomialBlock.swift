import CKernels

/// Binomial counts of many rows of lanes, each lane with a probability of its own, from words by the block.
///
/// What most draws need is two words, which a kernel settles for sixteen lanes at a time (`LaneChances`).
/// Those whose attempt has failed are gathered over all rows, and make the next one together.
public enum BinomialBlock {
  /// Trials that are not settled yet, and where they stand.
  private struct Unsettled {
    var places: [Int] = []
    var chances: [Double] = []
    var logs: [Double] = []

    mutating func add(_ place: Int, chance: Double, log: Double) {
      places.append(place)
      chances.append(chance)
      logs.append(log)
    }
  }

  /// Draws how many trials succeed, and takes them out.
  ///
  /// - Parameters:
  ///   - trials: The trials, each at most 2⁴⁰; what is left of them.
  ///   - rows: Where each row of lanes begins, all different.
  ///   - chances: The probability that a trial succeeds, lane by lane.
  ///   - words: What draws are made from.
  ///   - rest: Another stream, for probabilities above ½.
  /// - Precondition: Every row has all its lanes among the trials, and rows share none.
  /// - Complexity: O(*rows* · *lanes*), some 10 ns each.
  public static func takeSuccesses(
    of trials: UnsafeMutableBufferPointer<Int>, rows: [Int], chances: LaneChances,
    from words: inout LaneWords, using rest: inout Stream
  ) {
    let lanes = chances.count
    var left = Unsettled()
    withRoom(for: lanes) { room in
      for start in rows {
        let row = UnsafeMutableBufferPointer(rebasing: trials[start..<start + lanes])
        chances.draw(row, in: room, from: &words)
        for lane in room.take(outOf: row) {
          let (lane, chance) = (Int(lane), chances[Int(lane)])
          settle(lane, of: row, at: start + lane, chance, in: room, &left, chances.log(lane), &rest)
        }
      }
    }
    while !left.places.isEmpty { left = attempt(left, of: trials, from: &words, using: &rest) }
  }

  /// The next attempt of those that have failed.
  private static func attempt(
    _ failed: Unsettled, of trials: UnsafeMutableBufferPointer<Int>, from words: inout LaneWords,
    using rest: inout Stream
  ) -> Unsettled {
    let chances = LaneChances(chances: failed.chances, logs: failed.logs)
    var left = Unsettled()
    withUnsafeTemporaryAllocation(of: Int.self, capacity: failed.places.count) { row in
      for (lane, place) in failed.places.enumerated() { row[lane] = trials[place] }
      withRoom(for: row.count) { room in
        chances.draw(row, in: room, from: &words)
        for lane in room.take(outOf: row).map(Int.init) {
          settle(
            lane, of: row, at: failed.places[lane], chances[lane], in: room, &left,
            chances.log(lane), &rest)
        }
      }
      for (lane, place) in failed.places.enumerated() { trials[place] = row[lane] }
    }
    return left
  }

  /// Looks closely at a lane that was not told by its words, or leaves it for another attempt.
  private static func settle(
    _ lane: Int, of row: UnsafeMutableBufferPointer<Int>, at place: Int, _ chance: Double,
    in room: Room, _ left: inout Unsettled, _ log: Double, _ rest: inout Stream
  ) {
    let count =
      room.counts[lane] == LaneChances.failed
      ? nil
      : Binomial.attempt(
        trials: row[lane], probability: chance, (room.first[lane], room.second[lane]), using: &rest)
    guard let count else { return left.add(place, chance: chance, log: log) }
    row[lane] -= count
  }
}

extension BinomialBlock {
  /// Words and counts of some lanes.
  struct Room {
    let first: UnsafeMutableBufferPointer<UInt64>
    let second: UnsafeMutableBufferPointer<UInt64>
    let counts: UnsafeMutableBufferPointer<Int>
    fileprivate let places: UnsafeMutableBufferPointer<UInt32>

    /// Takes the counts that are told out of the lanes' trials.
    ///
    /// - Returns: The lanes of the others.
    fileprivate func take(
      outOf trials: UnsafeMutableBufferPointer<Int>
    ) -> Slice<UnsafeMutableBufferPointer<UInt32>> {
      let untold = trials.withMemoryRebound(to: Int64.self) { trials in
        counts.withMemoryRebound(to: Int64.self) {
          fentan_take_told(trials.baseAddress, $0.baseAddress, $0.count, places.baseAddress)
        }
      }
      return places[..<untold]
    }
  }

  private static func withRoom(for lanes: Int, _ body: (Room) -> Void) {
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 2 * lanes) { words in
      withUnsafeTemporaryAllocation(of: Int.self, capacity: lanes) { counts in
        withUnsafeTemporaryAllocation(of: UInt32.self, capacity: lanes) { places in
          body(
            Room(
              first: .init(rebasing: words[..<lanes]), second: .init(rebasing: words[lanes...]),
              counts: counts, places: places))
        }
      }
    }
  }
}

extension LaneChances {
  /// Binomial counts as far as two words each tell them; else what is below 0.
  fileprivate func draw(
    _ trials: UnsafeMutableBufferPointer<Int>, in room: BinomialBlock.Room,
    from words: inout LaneWords
  ) {
    words.fill(room.first)
    words.fill(room.second)
    draw(trials, from: (room.first, room.second), into: room.counts)
  }
}

extension Binomial {
  /// One attempt with two words; `nil` if it has failed.
  ///
  /// It is what `sample` does with them, but for a probability above ½, which is drawn from the stream.
  fileprivate static func attempt(
    trials: Int, probability p: Double, _ words: (UInt64, UInt64), using rest: inout Stream
  ) -> Int? {
    guard p <= 0.5 else { return sample(trials: trials, probability: p, using: &rest) }
    let mean = Double(trials) * p
    guard mean < 10 else {
      return Hat(trials: trials, probability: p)
        .attempt(Stream.uniform(of: words.0), Stream.uniform(of: words.1))
    }
    let u = Stream.fineUniform(of: words.0)
    return u >= mean ? 0 : inverted(trials: trials, probability: p, at: u)
  }
}
