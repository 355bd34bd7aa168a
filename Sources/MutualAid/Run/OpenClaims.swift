import Probability

/// The claims of one replication between diagnosis and payment, by the settlement that sees them.
struct OpenClaims {
  /// Claims reported by each settlement and not by the one before.
  private(set) var reported: [Int]
  /// Claims decided at each settlement, at `(period · lines + line) · generations + generation`.
  private var decided: [Int]
  /// Claims lost at each settlement, likewise.
  private var lost: [Int]
  /// Members with a claim diagnosed and neither paid nor lost, at
  /// `segment · generations + generation`.
  private var claimants: [Int]
  /// Claims diagnosed so far.
  private(set) var diagnosed = 0
  private let lines: [ClaimLine]
  private let generations: Int

  init(periods: Int, lines: [ClaimLine], segments: Int, generations: Int) {
    // The last entry is for never.
    reported = [Int](repeating: 0, count: periods + 1)
    decided = [Int](repeating: 0, count: (periods + 1) * lines.count * generations)
    lost = decided
    claimants = [Int](repeating: 0, count: segments * generations)
    self.lines = lines
    self.generations = generations
  }

  /// Notes claims with a known course.
  mutating func add(_ count: Int, line: Int, fate: ClaimCourse.Fate, generation: Int) {
    diagnosed += count
    reported[fate.reported] += count
    let place = (fate.ended * lines.count + line) * generations + generation
    if fate.isLost { lost[place] += count } else { decided[place] += count }
    claimants[lines[line].segment * generations + generation] += count
  }

  /// The claims of a line that a settlement decides, by generation.
  func decided(at period: Int, line: Int) -> ArraySlice<Int> {
    decided[places(of: period, line)]
  }

  private func places(of period: Int, _ line: Int) -> Range<Int> {
    let start = (period * lines.count + line) * generations
    return start..<(start + generations)
  }

  /// Takes out the claims that a settlement counts as lost.
  ///
  /// - Returns: Their number.
  mutating func lose(at period: Int) -> Int {
    var total = 0
    for line in lines.indices {
      for (generation, count) in lost[places(of: period, line)].enumerated() where count > 0 {
        claimants[lines[line].segment * generations + generation] -= count
        total += count
      }
    }
    return total
  }

  /// Takes out claims that are settled for good.
  mutating func end(_ count: Int, line: Int, generation: Int) {
    claimants[lines[line].segment * generations + generation] -= count
  }

  /// A calendar year begins: every claimant has joined before it.
  mutating func beginYear() {
    guard generations > 1 else { return }
    func join(_ row: inout ArraySlice<Int>) {
      let sum = row.reduce(0, +)
      for place in row.indices { row[place] = 0 }
      row[row.startIndex] = sum
    }
    for start in stride(from: 0, to: decided.count, by: generations) {
      join(&decided[start..<start + generations])
      join(&lost[start..<start + generations])
    }
    for start in stride(from: 0, to: claimants.count, by: generations) {
      join(&claimants[start..<start + generations])
    }
  }

  /// Members of a segment and generation with an open claim.
  func claimants(segment: Int, generation: Int) -> Int {
    claimants[segment * generations + generation]
  }

  /// Members with an open claim.
  var total: Int { claimants.reduce(0, +) }
}
