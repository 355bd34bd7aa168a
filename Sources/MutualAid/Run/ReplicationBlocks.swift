/// The replications of a run, shared out in blocks to the tasks that are free.
///
/// What a block finds follows from its replications alone. Where merging does not depend on the
/// order either, as with whole sums, the result is the same for any number of threads.
struct ReplicationBlocks: Sendable {
  /// How many replications there are, from 0 on.
  let replications: Int
  /// How many tasks run at once.
  let threads: Int

  /// Replications that go through the periods together.
  private let batchSize: Int

  /// The replications 0 ..< `replications`.
  ///
  /// - Parameters:
  ///   - replications: How many there are.
  ///   - threads: How many tasks run at once.
  ///   - batchSize: How many go through the periods together at most.
  /// - Precondition: `threads` is at least 1.
  init(replications: Int, threads: Int, batchSize: Int) {
    precondition(threads >= 1, "a run needs a thread")
    self.replications = replications
    self.threads = threads
    // No task is idle while another has a large batch to itself.
    let most = max(1, (replications + threads - 1) / threads)
    let batches = (most + batchSize - 1) / batchSize
    self.batchSize = (most + batches - 1) / batches
  }

  /// Runs all blocks, and merges what they find as it comes in.
  ///
  /// At most `threads` blocks are held at once besides the sum.
  ///
  /// - Parameters:
  ///   - start: What no replication finds; each block begins with it too.
  ///   - progress: Called with the number of replications that are finished.
  ///   - batch: Adds what some replications find.
  ///   - merge: Adds what another block has found.
  /// - Returns: What all replications find.
  /// - Throws: What `batch` throws, and `CancellationError` if the task is cancelled.
  func gather<Found: Sendable>(
    into start: Found, progress: (@Sendable (_ finished: Int) -> Void)?,
    batch: @escaping @Sendable (_ numbers: Range<Int>, _ found: inout Found) throws -> Void,
    merge: (_ sum: inout Found, _ part: Found) -> Void
  ) async throws -> Found {
    try await withThrowingTaskGroup(of: (Int, Found).self) { group in
      var next = stride(from: 0, to: replications, by: batchSize).makeIterator()
      var sum = start
      var finished = 0
      func addTask() {
        guard let first = next.next() else { return }
        let block = first..<min(first + batchSize, replications)
        group.addTask {
          var found = start
          try Task.checkCancellation()
          try batch(block, &found)
          return (block.count, found)
        }
      }
      for _ in 0..<threads { addTask() }
      while let (count, found) = try await group.next() {
        addTask()
        merge(&sum, found)
        finished += count
        progress?(finished)
      }
      return sum
    }
  }
}
