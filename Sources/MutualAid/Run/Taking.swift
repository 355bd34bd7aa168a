import Probability

extension Replication {
  /// Takes members of a cohort out of some slots, each of them equally likely.
  ///
  /// How many come from each slot is multivariate hypergeometric; a few are sooner drawn one by one.
  ///
  /// - Parameters:
  ///   - population: The cohort's members in the slots.
  ///   - number: Tells apart draws of one purpose from groups of the same cohort.
  /// - Returns: The generations of the year of those taken, where they are told apart.
  @discardableResult
  mutating func take(
    _ count: Int, of population: Int, slots: [Int], _ cohort: Int, _ plan: PeriodPlan,
    purpose: Stream.Purpose, number: Int = 0
  ) -> [Int] {
    guard count > 0 else { return [] }
    guard slots.count > 1 else {
      return remove(count, slot: slots[0], cohort, plan, purpose: purpose, number: number)
    }
    var draws = stream(purpose.slots, plan.period.index, cohort: cohort, number: number)
    var taken = tellsGenerationsApart ? [Int](repeating: 0, count: paidThisYear[0].count) : []
    var left = count
    var rest = population
    func take(_ some: Int, from slot: Int, _ replication: inout Replication) {
      let generations = replication.remove(
        some, slot: slot, cohort, plan, purpose: purpose, number: number)
      for place in generations.indices { taken[place] += generations[place] }
      left -= some
    }
    while left > 0, count <= 16 {
      take(1, from: slot(of: draws.below(rest), among: slots, cohort), &self)
      rest -= 1
    }
    for slot in slots where left > 0 {
      let members = members[slot, cohort]
      let some = Hypergeometric.sample(
        population: rest, marked: members, drawn: left, using: &draws)
      take(some, from: slot, &self)
      rest -= members
    }
    return taken
  }

  /// The slot that the so-manyth member of a cohort is in.
  private func slot(of number: Int, among slots: [Int], _ cohort: Int) -> Int {
    var number = number
    for slot in slots {
      let members = members[slot, cohort]
      if number < members { return slot }
      number -= members
    }
    preconditionFailure("the slots hold fewer members than were counted")
  }

  private mutating func remove(
    _ count: Int, slot: Int, _ cohort: Int, _ plan: PeriodPlan, purpose: Stream.Purpose,
    number: Int
  ) -> [Int] {
    guard count > 0 else { return [] }
    let draws = generationStream(for: purpose, plan, cohort: cohort, number: number)
    return members.remove(count, slot: slot, cohort: cohort) { draws }
  }

  /// The stream that tells to which generations of the year those belong who were taken out.
  func generationStream(
    for purpose: Stream.Purpose, _ plan: PeriodPlan, cohort: Int, number: Int
  ) -> Stream {
    stream(purpose.generations, plan.period.index, cohort: cohort, number: number)
  }
}
