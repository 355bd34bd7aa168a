import Probability

/// The claims of each year and group of cohorts, and their benefits, counted.
struct GroupCounts: Sendable {
  private let plan: CohortPlan
  /// What all benefits are multiples of.
  private let unit: Int
  /// By group, the plan's rows, and what a claim of each is worth in units.
  private let rowsOfGroup: [[(row: Int, worth: Int)]]
  /// By year and group.
  private var claims: [CountedValues] = []
  private var benefits: [CountedValues] = []

  /// The values about their mean that are counted fast.
  private static let places = 1 << 12
  /// Replications that are counted together.
  private static let chunk = 64

  init(_ plan: CohortPlan) {
    self.plan = plan
    let unit = max(1, plan.amounts.reduce(0, gcd))
    self.unit = unit
    rowsOfGroup = plan.groups.indices.map { group in
      plan.rows.indices.filter { plan.rows[$0].group == group }.map {
        ($0, plan.amounts[plan.rows[$0].amount] / unit)
      }
    }
    let size = plan.years.count * plan.groups.count
    var means = [(claims: Double, units: Double)](repeating: (0, 0), count: size)
    for (cells, shares) in zip(plan.cells, plan.shares) {
      for cell in cells {
        for claim in cell.claims {
          let place = shares.year * plan.groups.count + plan.rows[claim.row].group
          let mean = Double(cell.members) * claim.probability
          means[place].claims += mean
          means[place].units += mean * Double(plan.amounts[claim.amount] / unit)
        }
      }
    }
    func window(_ mean: Double, unit: Int) -> CountedValues {
      CountedValues(
        upTo: Int(min(mean, 0x1p40)) + Self.places / 2, mean: mean, places: Self.places, unit: unit)
    }
    claims = means.map { window($0.claims, unit: 1) }
    benefits = means.map { window($0.units, unit: unit) }
  }

  /// Counts what some replications had in a year, and begins another.
  ///
  /// - Parameters:
  ///   - found: The claims by the plan's rows and by replication, and then 0.
  ///   - year: The place of the year.
  ///   - replications: How many there are.
  mutating func close(_ found: inout [UInt32], year: Int, replications: Int) {
    let start = year * plan.groups.count
    withUnsafeTemporaryAllocation(of: Int.self, capacity: 2 * Self.chunk) { room in
      // So few at a time that their rows stay in the cache.
      for first in stride(from: 0, to: replications, by: Self.chunk) {
        let size = min(Self.chunk, replications - first)
        let counts = UnsafeMutableBufferPointer(rebasing: room[..<size])
        let units = UnsafeMutableBufferPointer(rebasing: room[Self.chunk...].prefix(size))
        for (group, rows) in rowsOfGroup.enumerated() {
          room.update(repeating: 0)
          for (row, worth) in rows {
            found[(row * replications + first)...].withUnsafeBufferPointer { found in
              for place in 0..<size {
                let count = Int(found[place])
                counts[place] &+= count
                units[place] &+= count &* worth
              }
            }
          }
          claims[start + group].add(counts)
          benefits[start + group].add(units)
        }
      }
    }
    for place in found.indices { found[place] = 0 }
  }

  /// Adds what other replications found.
  mutating func merge(_ other: GroupCounts) {
    for place in claims.indices { claims[place].merge(other.claims[place]) }
    for place in benefits.indices { benefits[place].merge(other.benefits[place]) }
  }

  /// The measures of claims and benefits by year and group, each with its values.
  var figures: [(Measure, Tally)] {
    plan.years.enumerated().flatMap { number, year in
      plan.groups.enumerated().flatMap { place, group in
        let found = number * plan.groups.count + place
        return [
          (Measure(.cases, .year(year), group: group), claims[found].tally),
          (Measure(.benefits, .year(year), group: group), benefits[found].tally),
        ]
      }
    }
  }
}
