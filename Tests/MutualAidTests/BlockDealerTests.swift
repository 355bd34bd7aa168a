import Testing

@testable import MutualAid

/// Blocks of replications, dealt to tasks.
struct BlockDealerTests {
  /// The number of blocks of each task.
  private func sizes(_ replications: Int, threads: Int, most: Int) async -> [Int] {
    let dealer = BlockDealer(
      replications: replications, blockSize: 10, threads: threads, most: most, progress: nil)
    var sizes: [Int] = []
    var done = 0
    while let next = await dealer.next(after: done) {
      #expect(next.blocks.lowerBound == sizes.reduce(0, +))
      sizes.append(next.blocks.count)
      done += next.count
    }
    #expect(done == replications)
    return sizes
  }

  @Test(arguments: [0, 1, 9, 10, 11, 400, 401, 4_010], [1, 2, 3, 8])
  func `every replication is dealt once, and no task is too large`(
    replications: Int, threads: Int
  ) async {
    for most in [1, 2, 8, 16] {
      let sizes = await sizes(replications, threads: threads, most: most)
      #expect(sizes.reduce(0, +) == (replications + 9) / 10)
      #expect(sizes.allSatisfy { 1...most ~= $0 })
    }
  }

  @Test func `rounds are of equal tasks, and the last is of small ones`() async {
    #expect(await sizes(400, threads: 2, most: 16) == [14, 14, 6, 6])
    #expect(await sizes(100, threads: 2, most: 16) == [5, 5])
    #expect(await sizes(400, threads: 1, most: 16) == [16, 16, 8])
    #expect(await sizes(30, threads: 2, most: 1) == [1, 1, 1])
  }
}
