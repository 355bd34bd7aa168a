/// Hands out blocks of replications to the tasks that are free.
actor BlockDealer {
  private let replications: Int
  private let blockSize: Int
  private let progress: (@Sendable (Int) -> Void)?
  private var dealt = 0
  private var finished = 0

  init(replications: Int, blockSize: Int, progress: (@Sendable (Int) -> Void)?) {
    self.replications = replications
    self.blockSize = blockSize
    self.progress = progress
  }

  /// The next block, if any is left, for a task that has run so many replications since it last
  /// asked.
  func next(after done: Int) -> (number: Int, count: Int)? {
    if done > 0, let progress {
      finished += done
      progress(finished)
    }
    let first = dealt * blockSize
    guard first < replications else { return nil }
    dealt += 1
    return (dealt - 1, min(blockSize, replications - first))
  }
}
