/// Urns with items of the same kinds, from which some are drawn without replacement, again and again.
///
/// The kinds of those drawn are multivariate hypergeometric. A few are drawn one by one: each item has the
/// same chance, and its kind is found by the sums of eight kinds each, which an urn keeps. Many are drawn
/// eight kinds by eight, and of eight kinds either one by one again or kind by kind.
public struct Urns: Sendable {
  /// How many kinds there are.
  public let kinds: Int
  /// How many blocks of eight kinds an urn has.
  @usableFromInline let blocks: Int
  /// The items of each kind, urn by urn, with zeros up to a multiple of eight kinds.
  @usableFromInline var items: [Int]
  /// The items of each block, urn by urn.
  @usableFromInline var sums: [Int]

  /// Empty urns.
  ///
  /// - Precondition: `count` is not negative, and there is a kind.
  /// - Complexity: O(*urns* · *kinds*) in time and memory, some 9 bytes an urn and kind.
  public init(_ count: Int, kinds: Int) {
    precondition(count >= 0 && kinds > 0, "\(count) urns with \(kinds) kinds cannot be")
    self.kinds = kinds
    blocks = (kinds + 7) / 8
    items = [Int](repeating: 0, count: count * blocks * 8)
    sums = [Int](repeating: 0, count: count * blocks)
  }

  /// The number of urns.
  public var count: Int { sums.count / blocks }

  /// How many items of a kind are in an urn.
  @inlinable
  public subscript(urn: Int, kind: Int) -> Int { items[urn * blocks * 8 + kind] }

  /// The items of an urn, kind by kind.
  public subscript(urn: Int) -> ArraySlice<Int> {
    items[urn * blocks * 8..<urn * blocks * 8 + kinds]
  }

  /// How many items are in an urn.
  public func total(of urn: Int) -> Int {
    sums[urn * blocks..<(urn + 1) * blocks].reduce(0, +)
  }

  // MARK: - Putting in

  /// Puts items of a kind into an urn; a negative number takes them out.
  @inlinable
  public mutating func add(_ number: Int, of kind: Int, to urn: Int) {
    precondition(0..<kinds ~= kind, "there is no kind \(kind)")
    items[urn * blocks * 8 + kind] += number
    sums[urn * blocks + kind / 8] += number
  }

  /// Adds empty urns, until there are so many.
  public mutating func grow(to count: Int) {
    let more = count * blocks - sums.count
    guard more > 0 else { return }
    items.append(contentsOf: repeatElement(0, count: more * 8))
    sums.append(contentsOf: repeatElement(0, count: more))
  }

  /// Empties all urns.
  public mutating func clear() {
    for place in items.indices { items[place] = 0 }
    for place in sums.indices { sums[place] = 0 }
  }

  /// Some of the urns.
  public func only(_ urns: [Int]) -> Urns {
    var some = Urns(0, kinds: kinds)
    some.items = urns.flatMap { items[$0 * blocks * 8..<($0 + 1) * blocks * 8] }
    some.sums = urns.flatMap { sums[$0 * blocks..<($0 + 1) * blocks] }
    return some
  }

  // MARK: - Drawing

  /// Draws items from an urn, each of which is equally likely, and takes them out.
  ///
  /// - Parameters:
  ///   - drawn: How many.
  ///   - urn: The urn.
  ///   - stream: Tells their kinds.
  ///   - body: Told kinds, and how many there are of each; the same kind may come again.
  /// - Precondition: There are so many, and at most 2⁴⁰.
  /// - Complexity: O(*kinds* / 8) for each item that is drawn, some 10 ns, but at most O(*kinds*).
  @inlinable
  public mutating func take(
    _ drawn: Int, from urn: Int, using stream: inout Stream,
    each body: (_ kind: Int, _ count: Int) -> Void
  ) {
    let blocks = blocks
    items.withUnsafeMutableBufferPointer { items in
      sums.withUnsafeMutableBufferPointer { sums in
        UrnDraw(of: urn, blocks: blocks, items, sums).take(drawn, using: &stream, each: body)
      }
    }
  }

  /// Draws items from an urn, likewise, and puts them into another.
  @inlinable
  public mutating func move(
    _ drawn: Int, from urn: Int, to other: Int, using stream: inout Stream
  ) {
    precondition(urn != other, "items are moved to another urn")
    let blocks = blocks
    items.withUnsafeMutableBufferPointer { items in
      sums.withUnsafeMutableBufferPointer { sums in
        UrnDraw(of: urn, blocks: blocks, items, sums).take(drawn, using: &stream) {
          items[other &* blocks &* 8 &+ $0] &+= $1
          sums[other &* blocks &+ $0 / 8] &+= $1
        }
      }
    }
  }
}

/// The draws from one urn.
@usableFromInline
struct UrnDraw {
  @usableFromInline let items: UnsafeMutableBufferPointer<Int>
  @usableFromInline let sums: UnsafeMutableBufferPointer<Int>

  @inlinable @inline(__always)
  init(
    of urn: Int, blocks: Int, _ items: UnsafeMutableBufferPointer<Int>,
    _ sums: UnsafeMutableBufferPointer<Int>
  ) {
    self.items = .init(rebasing: items[urn * blocks * 8..<(urn + 1) * blocks * 8])
    self.sums = .init(rebasing: sums[urn * blocks..<(urn + 1) * blocks])
  }

  /// How many items may be drawn one by one in the time of one hypergeometric draw.
  @inlinable static var itemsPerDraw: Int { 4 }

  @inlinable @inline(__always)
  func take(
    _ drawn: Int, using stream: inout Stream, each body: (_ kind: Int, _ count: Int) -> Void
  ) {
    var (left, used) = (0, 0)
    for sum in sums {
      left &+= sum
      used &+= sum > 0 ? 1 : 0
    }
    precondition(0...left ~= drawn, "\(drawn) of \(left) cannot be drawn")
    if drawn <= used &* Self.itemsPerDraw, drawn < left {
      for _ in 0..<drawn {
        let (block, rest) = Self.find(stream.below(left), in: sums[...])
        body(takeItem(rest, ofBlock: block), 1)
        left &-= 1
      }
      return
    }
    var rest = drawn
    for block in sums.indices where sums[block] > 0 && rest > 0 {
      let count = Hypergeometric.sample(
        population: left, marked: sums[block], drawn: rest, using: &stream)
      left &-= sums[block]
      rest &-= count
      if count > 0 { take(count, ofBlock: block, using: &stream, each: body) }
    }
  }

  /// Draws some items of a block.
  @inlinable
  func take(
    _ drawn: Int, ofBlock block: Int, using stream: inout Stream,
    each body: (_ kind: Int, _ count: Int) -> Void
  ) {
    var used = 0
    let items = UnsafeMutableBufferPointer(rebasing: items[block * 8..<block * 8 + 8])
    for count in items { used &+= count > 0 ? 1 : 0 }
    if drawn <= used &* Self.itemsPerDraw, used > 1, drawn < sums[block] {
      for _ in 0..<drawn { body(takeItem(stream.below(sums[block]), ofBlock: block), 1) }
      return
    }
    sums[block] &-= drawn
    MultivariateHypergeometric.take(drawn, from: items, using: &stream) {
      body(block &* 8 &+ $0, $1)
    }
  }

  /// Takes a block's item of a number, from 0, and tells its kind.
  @inlinable @inline(__always)
  func takeItem(_ number: Int, ofBlock block: Int) -> Int {
    let (kind, _) = Self.find(number, in: items[block &* 8..<block &* 8 &+ 8])
    items[block &* 8 &+ kind] &-= 1
    sums[block] &-= 1
    return block &* 8 &+ kind
  }

  /// The row in which the item of a number lies, and its number in it, where rows have so many items.
  ///
  /// - Precondition: There are more items than the number.
  @inlinable @inline(__always)
  static func find(
    _ number: Int, in rows: Slice<UnsafeMutableBufferPointer<Int>>
  ) -> (row: Int, rest: Int) {
    var (row, rest) = (rows.startIndex, number)
    while rest >= rows[row] {
      rest &-= rows[row]
      row &+= 1
    }
    return (row &- rows.startIndex, rest)
  }
}
