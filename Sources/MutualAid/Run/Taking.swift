import Probability

extension Replication {
  /// Takes members of a cohort out of some slots, each of them equally likely.
  ///
  /// - Parameters:
  ///   - count: How many are taken.
  ///   - population: The cohort's members in the slots.
  ///   - slots: Where they come from.
  ///   - cohort: The cohort.
  ///   - plan: The period.
  ///   - purpose: What befalls them.
  ///   - number: Tells apart draws of one purpose from groups of the same cohort.
  /// - Returns: The generations of the year of those taken, where they are told apart.
  @inline(__always) @discardableResult
  mutating func take(
    _ count: Int, of population: Int, slots: [Int], _ cohort: Int, _ plan: PeriodPlan,
    purpose: Stream.Purpose, number: Int = 0
  ) -> [Int] {
    guard count > 0 else { return [] }
    var draws = stream(purpose.slots, plan.period.index, cohort: cohort, number: number)
    let generationDraws = generationStream(for: purpose, plan, cohort: cohort, number: number)
    return members.remove(
      count, of: population, slots: slots, cohort: cohort, using: &draws,
      generations: generationDraws)
  }

  /// The stream that tells to which generations of the year those belong who were taken out.
  func generationStream(
    for purpose: Stream.Purpose, _ plan: PeriodPlan, cohort: Int, number: Int
  ) -> Stream {
    stream(purpose.generations, plan.period.index, cohort: cohort, number: number)
  }
}
