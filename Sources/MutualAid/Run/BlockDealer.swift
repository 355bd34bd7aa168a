/// Hands out blocks of replications to the tasks that are free.
actor BlockDealer {
  private let replications: Int
  private let blockSize: Int
  private let threads: Int
  private let most: Int
  private let progress: (@Sendable (Int) -> Void)?
  private var dealt = 0
  /// The blocks of a task of this round, and how many tasks it has left.
  private var size = 0
  private var tasksLeft = 0
  private var finished = 0

  /// - Parameters:
  ///   - replications: How many there are.
  ///   - blockSize: How many are in a block, except for the last.
  ///   - threads: How many tasks there are.
  ///   - most: The most blocks that a task is given at once.
  ///   - progress: Called with the number of replications that are finished.
  init(
    replications: Int, blockSize: Int, threads: Int = 1, most: Int = 1,
    progress: (@Sendable (Int) -> Void)?
  ) {
    self.replications = replications
    self.blockSize = blockSize
    self.threads = threads
    self.most = most
    self.progress = progress
  }

  /// The next blocks, if any are left, for a task that has run so many replications since it last
  /// asked, and how many replications they have.
  ///
  /// Tasks are dealt in rounds of one for each thread, of equal size. What tasks prepare for themselves is
  /// the less the fewer they are, and the smaller the last ones, the sooner a fast thread can help a slow
  /// one: so a round takes two thirds of what is left, and all of it where that is few blocks a task.
  func next(after done: Int) -> (blocks: Range<Int>, count: Int)? {
    if done > 0, let progress {
      finished += done
      progress(finished)
    }
    let left = (replications + blockSize - 1) / blockSize - dealt
    guard left > 0 else { return nil }
    if tasksLeft == 0 {
      let part = (left + threads - 1) / threads
      size = part <= most / 2 ? part : min(most, (2 * part + 2) / 3)
      tasksLeft = threads
    }
    tasksLeft -= 1
    let first = dealt
    dealt += min(size, left)
    return (first..<dealt, min(dealt * blockSize, replications) - first * blockSize)
  }
}
