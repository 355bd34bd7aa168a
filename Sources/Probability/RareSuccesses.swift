import RealModule

/// The successes among trials of many kinds, of each of which few or none are expected.
///
/// Drawing a count for each kind costs a word a kind. Here a word is drawn for each success: a trial
/// with the probability p succeeds if a Poisson process of rate −log(1 − p) hits it at least once. The
/// hits of all trials are one process, of which the number is drawn first, and then for each hit the
/// kind and the trial. Who uses it drops the hits of trials that there are not, and those of trials
/// that have been hit before; so the numbers of trials may differ from draw to draw, up to those that
/// the process is made for.
///
/// The number of hits and the kinds are inverted from words, so that they rise with the
/// probabilities, draw by draw.
///
/// > L. Devroye. *Non-Uniform Random Variate Generation.* Springer 1986, VI.1.3.
public struct RareSuccesses: Sendable {
  /// The most trials of each kind.
  public let trials: [Int]
  private let hits: PreparedPoisson
  private let kinds: InversionTable

  /// The process of trials with these probabilities, or `nil` if no hit or more than
  /// `PreparedPoisson.greatestMean` are expected.
  ///
  /// - Precondition: There is a probability for each number of trials, from 0 to below 1, and no number
  ///   is negative.
  /// - Complexity: O(*k*) for *k* kinds.
  public init?(trials: [Int], probabilities: [Double]) {
    precondition(trials.count == probabilities.count, "every kind has a probability")
    let rates = zip(trials, probabilities).map { trials, probability in
      precondition(trials >= 0 && 0..<1 ~= probability, "\(trials) trials of \(probability)")
      return Double(trials) * -Double.log(onePlus: -probability)
    }
    let mean = rates.reduce(0, +)
    guard mean > 0, mean <= PreparedPoisson.greatestMean else { return nil }
    self.trials = trials
    hits = PreparedPoisson(mean: mean)
    kinds = InversionTable(weights: rates)
  }

  /// Some hits, one after the other; good only while they are told.
  public struct Hits {
    /// The kind of each.
    public let kinds: UnsafeMutableBufferPointer<Int>
    /// Which of its kind's trials each hits, from 0.
    public let trials: UnsafeMutableBufferPointer<Int>
    /// How many there are.
    public let count: Int
  }

  /// Draws the hits of some lanes, each from its own stream.
  ///
  /// - Parameters:
  ///   - streams: The streams, all at their start.
  ///   - body: Told each lane that has any hits, and the hits in their order; several times for many of them.
  /// - Complexity: O(*hits*), some 4 ns each.
  public func sample(using streams: LaneStreams, each body: (_ lane: Int, _ hits: Hits) -> Void) {
    let lanes = streams.count
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 2 * lanes) { words in
      let first = UnsafeMutableBufferPointer(rebasing: words[..<lanes])
      let second = UnsafeMutableBufferPointer(rebasing: words[lanes...])
      streams.blocks(first, second)
      withRoom { room in
        for lane in 0..<lanes {
          var stream = streams.stream(lane, after: second[lane])
          draw(hits.inverse(first[lane]), using: &stream, in: room) { body(lane, $0) }
        }
      }
    }
  }

  /// Draws the hits of one stream, and tells them one after the other.
  func sample(using stream: inout Stream, each body: (_ kind: Int, _ trial: Int) -> Void) {
    let count = hits.sample(using: &stream)
    withRoom { room in
      draw(count, using: &stream, in: room) { hits in
        for hit in 0..<hits.count { body(hits.kinds[hit], hits.trials[hit]) }
      }
    }
  }

  /// The hits that words are drawn for at once.
  private static let batch = 256

  /// Room for the words and hits of a batch.
  private struct Room {
    let words: UnsafeMutableBufferPointer<UInt64>
    let kindWords: UnsafeMutableBufferPointer<UInt64>
    let kinds: UnsafeMutableBufferPointer<Int>
    let trials: UnsafeMutableBufferPointer<Int>
  }

  private func withRoom(_ body: (Room) -> Void) {
    let (batch, most) = (Self.batch, 2 * Self.batch + Stream.spareRoom)
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: most + batch) { words in
      withUnsafeTemporaryAllocation(of: Int.self, capacity: 2 * batch) { hits in
        body(
          Room(
            words: .init(rebasing: words[..<most]), kindWords: .init(rebasing: words[most...]),
            kinds: .init(rebasing: hits[..<batch]), trials: .init(rebasing: hits[batch...])))
      }
    }
  }

  /// Draws so many hits, and tells them batch by batch.
  private func draw(
    _ count: Int, using stream: inout Stream, in room: Room, each body: (Hits) -> Void
  ) {
    var left = count
    while left > 0 {
      let count = min(left, Self.batch)
      stream.fill(2 * count, of: room.words)
      for hit in 0..<count { room.kindWords[hit] = room.words[2 * hit] }
      kinds.inverse(.init(rebasing: room.kindWords[..<count]), into: room.kinds)
      trials.withUnsafeBufferPointer { trials in
        for hit in 0..<count {
          room.trials[hit] = stream.below(
            trials[room.kinds[hit]], from: room.words[2 * hit + 1])
        }
      }
      body(Hits(kinds: room.kinds, trials: room.trials, count: count))
      left -= count
    }
  }
}
