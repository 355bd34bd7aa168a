import CKernels

/// Members in rows that fill a line of a cache each: 64 bytes, of which ten members take six each.
///
/// So a look at a member is one access to memory. A row has its members' hazards one behind the other, then
/// the numbers of their kinds, and then the row's slot, by which claims find rows.
struct MemberRows: Sendable {
  /// Members of a row.
  static let size = 10
  /// Rows of a section, which has a stream of its own.
  static let sectionSize = RowSlots.mostRows

  private var lines: CacheLines
  /// The number of members.
  private(set) var count = 0

  /// No members, with room for some.
  init(capacity: Int = 0) {
    lines = CacheLines(count: (capacity + Self.size - 1) / Self.size)
  }

  /// The bytes that members take.
  var memory: Int { lines.count * CacheLines.size }

  private var rows: Int { (count + Self.size - 1) / Self.size }

  /// Adds a member.
  ///
  /// - Complexity: O(1) on average.
  mutating func append(hazard: Float, kind: UInt16) {
    let (row, place) = count.quotientAndRemainder(dividingBy: Self.size)
    if row == lines.count {
      lines = CacheLines(count: max(1, 2 * row), first: lines)
    } else {
      makeUnique()
    }
    let start = lines.base + row * CacheLines.size
    // Those whom the last row has no member for have no hazard.
    if place == 0 { start.initializeMemory(as: UInt8.self, repeating: 0, count: CacheLines.size) }
    start.storeBytes(of: hazard, toByteOffset: Section.hazard(place), as: Float.self)
    start.storeBytes(of: kind, toByteOffset: Section.kind(place), as: UInt16.self)
    count += 1
  }

  @inline(__always)
  private mutating func makeUnique() {
    if !isKnownUniquelyReferenced(&lines) { lines = CacheLines(count: lines.count, first: lines) }
  }

  /// Fills the slots of all rows by the lengths of their members.
  ///
  /// - Parameter exposures: By kind, what multiplies a member's hazard.
  /// - Returns: What leads to the slots of each section; `nil` if members have too many claims.
  /// - Complexity: O(*members*).
  mutating func fillSlots(_ exposures: [Double]) -> [RowSlots]? {
    makeUnique()
    let slots = exposures.withUnsafeBufferPointer { exposures in
      (0..<sections).map { number in
        withSection(number) { section in
          RowSlots(
            rows: section.rows,
            sum: { row in
              RowSlots.sum(of: Self.size) { section.length(row, $0, exposures) }
            },
            set: { section.setSlot(of: $0, to: $1) })
        }
      }
    }
    return slots.contains { $0 == nil } ? nil : slots.compactMap { $0 }
  }

  /// The number of sections.
  var sections: Int { (rows + Self.sectionSize - 1) / Self.sectionSize }

  /// Looks at a section.
  @inline(__always)
  func withSection<Found>(_ number: Int, _ body: (Section) -> Found) -> Found {
    precondition(0..<sections ~= number, "there is no section \(number)")
    let first = number * Self.sectionSize
    return withExtendedLifetime(lines) {
      body(
        Section(
          base: lines.base + first * CacheLines.size,
          members: min(Self.sectionSize * Self.size, count - first * Self.size)))
    }
  }

  /// The members of a section, where they are in memory.
  struct Section {
    fileprivate let base: UnsafeMutableRawPointer
    fileprivate let members: Int

    /// How many rows there are.
    var rows: Int { (members + MemberRows.size - 1) / MemberRows.size }

    /// The places of a row's members.
    @inline(__always)
    func places(of row: Int) -> Range<Int> {
      0..<min(MemberRows.size, members - row * MemberRows.size)
    }

    /// Where a row is.
    @inline(__always)
    func start(of row: Int) -> UnsafeRawPointer { UnsafeRawPointer(base) + row * CacheLines.size }

    @inline(__always)
    fileprivate static func hazard(_ place: Int) -> Int { 4 * place }

    @inline(__always)
    fileprivate static func kind(_ place: Int) -> Int { 4 * MemberRows.size + 2 * place }

    private static let slot = 6 * MemberRows.size

    /// A row's slot.
    @inline(__always)
    func slot(of row: Int) -> UInt32 {
      start(of: row).load(fromByteOffset: Self.slot, as: UInt32.self)
    }

    @inline(__always)
    fileprivate func setSlot(of row: Int, to slot: UInt32) {
      (base + row * CacheLines.size).storeBytes(
        of: slot, toByteOffset: Self.slot, as: UInt32.self)
    }

    /// A member's hazard.
    @inline(__always)
    func hazard(_ row: Int, _ place: Int) -> Double {
      Double(start(of: row).load(fromByteOffset: Self.hazard(place), as: Float.self))
    }

    /// The number of a member's kind.
    @inline(__always)
    func kind(_ row: Int, _ place: Int) -> Int {
      Int(start(of: row).load(fromByteOffset: Self.kind(place), as: UInt16.self))
    }

    /// The length of a member's hazard over the membership.
    @inline(__always)
    func length(_ row: Int, _ place: Int, _ exposures: UnsafeBufferPointer<Double>) -> Double {
      hazard(row, place) * exposures[kind(row, place)]
    }
  }
}

/// Memory that begins with a line of the cache; arrays begin within one.
private final class CacheLines: @unchecked Sendable {
  /// The bytes of a line.
  static let size = 64
  /// The bytes of a large page, for which the processor looks once into its table of pages, not for each
  /// 4,096 bytes.
  private static let largePage = 1 << 21

  // Written by the one owner, as an array's elements are.
  let base: UnsafeMutableRawPointer
  let count: Int

  /// Lines of which the first are those of others.
  init(count: Int, first: CacheLines? = nil) {
    self.count = count
    let bytes = max(1, count) * Self.size
    let isLarge = bytes >= Self.largePage
    base = .allocate(byteCount: bytes, alignment: isLarge ? Self.largePage : Self.size)
    if isLarge { fentan_want_large_pages(base, bytes) }
    if let first {
      base.copyMemory(from: first.base, byteCount: min(count, first.count) * Self.size)
    }
  }

  deinit { base.deallocate() }
}
