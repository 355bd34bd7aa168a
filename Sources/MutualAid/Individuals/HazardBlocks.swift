/// The hazard of a roster's members over their whole membership, summed in blocks.
///
/// The sum of a block is rounded up. Claims that are proposed beyond the true sum are dropped, which
/// leaves the others as they are (thinning), so the rounding changes no law.
///
/// > P. A. W. Lewis, G. S. Shedler. "Simulation of nonhomogeneous Poisson processes by thinning."
/// > *Naval Research Logistics Quarterly* 26 (1979), 403–413.
/// > doi:[10.1002/nav.3800260304](https://doi.org/10.1002/nav.3800260304)
struct HazardBlocks: Sendable {
  /// Members of a block.
  static let size = HazardAxis.size
  /// Blocks of a section, which has a stream of its own.
  static let sectionSize = 1 << 14

  /// By block, never below the sum of its members.
  let bounds: [Float]
  /// By period, the sum of the factors of all periods before it.
  let clock: [Double]
  /// For each of as many even parts of the clock's length as there are periods, the period that its
  /// beginning lies in, or one before that.
  private let guides: [Int]
  private let guidesOfUnit: Double
  /// By kind, the sum of the factors of its periods.
  let exposures: [Double]

  /// Sums the hazards of a roster under factors by period.
  ///
  /// - Throws: `RosterError.factors`.
  /// - Complexity: O(*members*).
  init(of roster: Roster, factors: [Double]) throws(RosterError) {
    guard factors.count == roster.periods, factors.allSatisfy({ $0 >= 0 && $0.isFinite }) else {
      throw .factors
    }
    var clock = [0.0]
    for factor in factors { clock.append((clock.last ?? 0) + factor) }
    guard clock.allSatisfy(\.isFinite) else { throw .factors }
    self.clock = clock
    let total = clock.last ?? 0
    guidesOfUnit = total > 0 ? Double(factors.count) / total : 0
    guides = factors.indices.map { part in
      // A little earlier, so that rounding never leads beyond the period.
      let begin = total * (Double(part) / Double(factors.count)) * (1 - 0x1p-40)
      return max(0, (clock.firstIndex { $0 > begin } ?? factors.count) - 1)
    }
    let exposures = roster.kinds.map { clock[$0.leaves] - clock[$0.joins] }
    self.exposures = exposures
    let blocks = (roster.count + Self.size - 1) / Self.size
    bounds = Array(unsafeUninitializedCapacity: blocks) { bounds, count in
      roster.hazards.withUnsafeBufferPointer { hazards in
        roster.kindNumbers.withUnsafeBufferPointer { kinds in
          exposures.withUnsafeBufferPointer { exposures in
            for block in 0..<blocks {
              var sum = 0.0
              for member in block * Self.size..<min((block + 1) * Self.size, hazards.count) {
                sum += Double(hazards[member]) * exposures[Int(kinds[member])]
              }
              bounds[block] = HazardAxis.bound(sum)
            }
          }
        }
      }
      count = blocks
    }
  }

  /// A period that is not after the one in which the clock goes beyond a time, and near to it.
  @inline(__always)
  func guide(to time: Double) -> Int {
    guides[max(0, min(guides.count - 1, Int(time * guidesOfUnit)))]
  }

  /// The number of sections.
  var sections: Int { (bounds.count + Self.sectionSize - 1) / Self.sectionSize }

  /// The blocks of a section.
  func blocks(of section: Int) -> Range<Int> {
    section * Self.sectionSize..<min((section + 1) * Self.sectionSize, bounds.count)
  }
}
