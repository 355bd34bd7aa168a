import Probability

/// The members diagnosed in a period, by replication.
struct Diagnosed {
  /// The replications.
  private let lanes: Int
  /// Where they come from.
  private var plan: ClaimRows
  /// How many there are of each row, at `row · lanes + lane`.
  private var rows: [Int] = []
  /// Whether anybody has a claim of each pool.
  private var isUsed: [Bool] = []
  /// How many have claims of each pool, at `pool · lanes + lane`.
  private var pools: [Int] = []
  /// The most that a row of each pool has, likewise.
  private var largest: [Int] = []
  /// Their generations, where these are told apart.
  private var told = ToldGenerations()

  /// Nobody, before any period.
  init(lanes: Int) {
    self.lanes = lanes
    plan = ClaimRows([], pools: 0)
  }

  /// Begins a period: nobody has a claim of its pools.
  ///
  /// Room is kept from period to period.
  mutating func begin(_ plan: PeriodPlan) {
    self.plan = plan.rows
    Self.clear(&rows, count: plan.rows.pools.count * lanes, to: 0)
    Self.clear(&isUsed, count: plan.pools.count, to: false)
    Self.clear(&pools, count: plan.pools.count * lanes, to: 0)
    Self.clear(&largest, count: plan.pools.count * lanes, to: 0)
    told.clear()
  }

  private static func clear<Value>(_ values: inout [Value], count: Int, to value: Value) {
    guard values.count >= count else {
      values = [Value](repeating: value, count: count)
      return
    }
    values.withUnsafeMutableBufferPointer { $0[..<count].update(repeating: value) }
  }

  /// The number of a row.
  func row(slot: Int, place: Int) -> Int { plan.firsts[slot] + place }

  /// Adds those of a row, which has none yet.
  mutating func add(_ taken: [Int], row: Int) {
    open { open in
      let (lanes, pool) = (open.lanes, open.poolOfRow[row])
      open.isUsed[pool] = true
      taken.withUnsafeBufferPointer { taken in
        guard let counts = taken.baseAddress else { return }
        (open.rows + row * lanes).update(from: counts, count: lanes)
        LaneCounts.add(
          taken, to: open.pools + pool * lanes, greatest: open.largest + pool * lanes)
      }
    }
  }

  /// The counts, to be changed one by one without being looked for each time.
  struct Open {
    fileprivate let lanes: Int
    fileprivate let poolOfRow: UnsafePointer<Int>
    fileprivate let rows: UnsafeMutablePointer<Int>
    fileprivate let isUsed: UnsafeMutablePointer<Bool>
    fileprivate let pools: UnsafeMutablePointer<Int>
    fileprivate let largest: UnsafeMutablePointer<Int>

    /// Adds some of a row in one lane.
    @inline(__always)
    func add(_ count: Int, row: Int, lane: Int) {
      let (pool, place) = (poolOfRow[row], row &* lanes &+ lane)
      let number = pool &* lanes &+ lane
      isUsed[pool] = true
      rows[place] &+= count
      pools[number] &+= count
      largest[number] = max(largest[number], rows[place])
    }

    /// Takes a row's claim of a number, from 0, if there are so many.
    ///
    /// - Returns: 1 if there are, else 0.
    @inline(__always)
    fileprivate func take(_ number: Int, row: Int, lane: Int) -> Int {
      let (place, pool) = (row &* lanes &+ lane, poolOfRow[row] &* lanes &+ lane)
      let taken = number < rows[place] ? 1 : 0
      rows[place] &-= taken
      pools[pool] &-= taken
      return taken
    }
  }

  /// Takes the claims that are hit out of a lane, as far as there are any.
  ///
  /// - Parameters:
  ///   - hits: The hits; their first kinds become the rows that claims were taken from.
  ///   - kinds: The row of each kind.
  ///   - lane: The lane.
  /// - Returns: How many were taken.
  mutating func take(_ hits: RareSuccesses.Hits, of kinds: [Int], lane: Int) -> Int {
    var count = 0
    open { open in
      kinds.withUnsafeBufferPointer { rows in
        for hit in 0..<hits.count {
          let row = rows[hits.kinds[hit]]
          hits.kinds[count] = row
          count &+= open.take(hits.trials[hit], row: row, lane: lane)
        }
      }
    }
    return count
  }

  /// Opens the counts of a period that has any rows.
  @inline(__always)
  mutating func open(_ body: (Open) -> Void) {
    let lanes = lanes
    plan.pools.withUnsafeBufferPointer { poolOfRow in
      rows.withUnsafeMutableBufferPointer { rows in
        isUsed.withUnsafeMutableBufferPointer { isUsed in
          pools.withUnsafeMutableBufferPointer { pools in
            largest.withUnsafeMutableBufferPointer { largest in
              guard let poolOfRow = poolOfRow.baseAddress, let rows = rows.baseAddress,
                let isUsed = isUsed.baseAddress, let pools = pools.baseAddress,
                let largest = largest.baseAddress
              else { return }
              body(
                Open(
                  lanes: lanes, poolOfRow: poolOfRow, rows: rows, isUsed: isUsed, pools: pools,
                  largest: largest))
            }
          }
        }
      }
    }
  }

  /// How many there are of a row in one lane.
  func count(row: Int, lane: Int) -> Int { rows[row * lanes + lane] }

  /// Tells the generation of some of a row and lane.
  mutating func tell(_ count: Int, of generation: Int, row: Int, lane: Int) {
    told.tell(count, of: generation, at: row * lanes + lane, of: plan.pools.count * lanes)
  }

  /// All of them, lane by lane.
  func totals() -> [Int] {
    var sums = [Int](repeating: 0, count: lanes)
    pools.withUnsafeBufferPointer { pools in
      sums.withUnsafeMutableBufferPointer { sums in
        for pool in plan.ofPool.indices {
          for lane in 0..<lanes { sums[lane] &+= pools[pool * lanes + lane] }
        }
      }
    }
    return sums
  }

  /// Whether anybody has a claim of a pool.
  func has(pool: Int) -> Bool { isUsed[pool] }

  func count(pool: Int, lane: Int) -> Int { pools[pool * lanes + lane] }

  /// Copies how many there are of a pool, lane by lane.
  func copy(pool: Int, into row: UnsafeMutableBufferPointer<Int>) {
    for lane in 0..<lanes { row[lane] = pools[pool * lanes + lane] }
  }

  /// Takes one of a pool's claims, each equally likely.
  ///
  /// A row is proposed, and taken with its number over the largest row's; so no sum is needed.
  ///
  /// - Returns: The row that it comes from.
  /// - Precondition: There is one.
  mutating func pick(pool: Int, lane: Int, using draws: inout Stream) -> Int {
    let most = largest[pool * lanes + lane]
    let sources = plan.ofPool[pool]
    while true {
      let (place, mark) = draws.below(sources.count * most).quotientAndRemainder(dividingBy: most)
      let row = sources[place]
      if take(mark, row: row, lane: lane) { return row }
    }
  }

  /// Takes a row's claim of a number, from 0, if there are so many.
  private mutating func take(_ number: Int, row: Int, lane: Int) -> Bool {
    guard number < rows[row * lanes + lane] else { return false }
    rows[row * lanes + lane] -= 1
    pools[plan.pools[row] * lanes + lane] -= 1
    return true
  }

  /// In which lanes no row has had more claims than a number for its pool.
  func lanes(withAtMost most: [Int]) -> [Bool] {
    (0..<lanes).map { lane in
      most.indices.allSatisfy { largest[$0 * lanes + lane] <= most[$0] }
    }
  }

  /// Puts a claim back that was picked.
  mutating func putBack(_ row: Int, lane: Int) {
    rows[row * lanes + lane] += 1
    pools[plan.pools[row] * lanes + lane] += 1
  }

  /// Takes some of a pool's claims, each equally likely.
  ///
  /// How many come from each row is multivariate hypergeometric, and they come in random order.
  ///
  /// - Returns: The rows that they come from.
  mutating func pick(_ count: Int, pool: Int, lane: Int, using draws: inout Stream) -> [Int] {
    let sources = plan.ofPool[pool]
    var taken = [Int](repeating: 0, count: sources.count)
    MultivariateHypergeometric.sample(
      counts: sources.map { rows[$0 * lanes + lane] }, drawn: count, into: &taken, using: &draws)
    var picked: [Int] = []
    picked.reserveCapacity(count)
    for (row, part) in zip(sources, taken) where part > 0 {
      rows[row * lanes + lane] -= part
      picked.append(contentsOf: repeatElement(row, count: part))
    }
    if let first = picked.first, let last = picked.last, first < last {
      for place in stride(from: count - 1, to: 0, by: -1) {
        picked.swapAt(place, draws.below(place + 1))
      }
    }
    return picked
  }

  /// The number of a row's slot in the plan, and its place in the slot's cover plan.
  func source(_ row: Int) -> (slot: Int, place: Int) {
    let slot = plan.slots[row]
    return (slot, row - plan.firsts[slot])
  }

  /// Takes the generation of one of a row's claims, each equally likely; 0 where they are not told.
  mutating func generation(of row: Int, lane: Int, using draws: inout Stream) -> Int {
    told.take(place: row * lanes + lane, using: &draws)
  }

  /// Adds a pool's claims, as far as their generations are told, to an urn of these.
  func addGenerations(pool: Int, lane: Int, to urns: inout Urns?, urn: Int) {
    guard !told.isEmpty else { return }
    for row in plan.ofPool[pool] { told.add(place: row * lanes + lane, to: &urns, urn: urn) }
  }
}
