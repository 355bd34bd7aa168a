/// Figures of groups with the replications in parts, by which the error of a function of them is told.
///
/// Replications that follow on one another are of one part, so that a block of them has few.
struct GroupYearParts: Sendable {
  /// The most parts; of so many, an error is known to an eighth of itself.
  private static let most = 32

  private let none: GroupYears
  private let replications: Int
  private var parts: [Int: GroupYears] = [:]

  /// No replications yet, of so many to come.
  init(_ plan: GroupPlan, bands: [ClosedRange<Int>], replications: Int) {
    none = GroupYears(plan, bands: bands, talliesClaims: false)
    self.replications = replications
  }

  private var count: Int { min(Self.most, replications) }

  /// Adds a replication.
  mutating func add(_ figures: GroupRecord.Figures, of replication: Int) {
    parts[replication * count / replications, default: none].add(figures)
  }

  /// Adds the replications of another.
  mutating func merge(_ other: GroupYearParts) {
    for (part, figures) in other.parts { parts[part, default: none].merge(figures) }
  }

  /// For each part, the figures of all others; empty where there is one part alone.
  ///
  /// - Complexity: Three merges a part.
  var withoutEach: [GroupYears] {
    guard parts.count > 1 else { return [] }
    let parts = parts.sorted { $0.key < $1.key }.map(\.value)
    func sums(_ parts: some Sequence<GroupYears>) -> [GroupYears] {
      var sum = none
      return parts.map { part in
        defer { sum.merge(part) }
        return sum
      }
    }
    return zip(sums(parts), sums(parts.reversed()).reversed()).map { before, after in
      var others = before
      others.merge(after)
      return others
    }
  }
}
