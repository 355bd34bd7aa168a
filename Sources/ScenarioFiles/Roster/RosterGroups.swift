/// Counts of members by what tells them apart.
///
/// A table with open addressing: what is kept grows with the number of groups, not of members.
struct RosterGroups {
  /// What tells members apart.
  struct Key: Equatable {
    /// When they join and leave, in the lower half, and who they are.
    let first: UInt64
    /// When they were born.
    let second: UInt64
    /// The bits of their own risk in single precision.
    let risk: UInt32

    /// Nobody.
    static let none = Key(first: 0, second: 0, risk: 0)

    /// The bits of the first word that tell when they join and leave.
    static let stay: UInt64 = 0xFFFF_FFFF
  }

  private(set) var count = 0
  private var keys: [Key]
  /// 0 where a place is free.
  private var members: [Int]
  private var last = 0

  init() {
    keys = [Key](repeating: .none, count: 1024)
    members = [Int](repeating: 0, count: 1024)
  }

  /// Adds members of a key.
  ///
  /// - Complexity: O(1) on average.
  @inline(__always)
  mutating func add(_ key: Key, members added: Int) {
    // Rows of one group often follow one another.
    if members[last] > 0, keys[last] == key {
      members[last] += added
      return
    }
    let place = place(of: key)
    last = place
    if members[place] == 0 {
      keys[place] = key
      count += 1
    }
    members[place] += added
    if 2 * count > keys.count { grow() }
  }

  @inline(__always)
  private func place(of key: Key) -> Int {
    let product = (key.first ^ ((key.second ^ UInt64(key.risk) << 24) &* 0x9E37_79B9_7F4A_7C15))
      .multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
    var place = Int(truncatingIfNeeded: product.high ^ product.low) & (keys.count - 1)
    while members[place] > 0, keys[place] != key { place = (place + 1) & (keys.count - 1) }
    return place
  }

  private mutating func grow() {
    let old = zip(keys, members).filter { $0.1 > 0 }
    keys = [Key](repeating: .none, count: 2 * keys.count)
    members = [Int](repeating: 0, count: keys.count)
    last = 0
    for (key, count) in old {
      let place = place(of: key)
      keys[place] = key
      members[place] = count
    }
  }

  /// The groups, in no order.
  var all: [(key: Key, members: Int)] {
    zip(keys, members).filter { $0.1 > 0 }.map { ($0.0, $0.1) }
  }
}
