import MutualAid
import Probability

/// A made-up roster: own probabilities, two classes, half of the members there from the first period
/// to the last.
struct Individuals {
  let members: Int
  let periods: Int

  /// Member i, a pure function of its number, that other programs can write down as well.
  ///
  /// The word is that of SplitMix64 in its i-th step from 0: bits 0–31 make the probability, even on
  /// 0.5 to 1.5 times 4.6·10⁻⁵; bit 32 the class; bit 33 says whether the membership is in part, from
  /// bits 34–48 and 49–63.
  ///
  /// > G. L. Steele, D. Lea, C. H. Flood. "Fast splittable pseudorandom number generators." *ACM
  /// > SIGPLAN Notices* 49 (2014), 453–472. doi:10.1145/2714064.2660195
  func member(_ number: Int) -> (probability: Double, joins: Int, leaves: Int, benefitClass: Int) {
    var word = (UInt64(number) &+ 1) &* 0x9E37_79B9_7F4A_7C15
    word = (word ^ word >> 30) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ word >> 27) &* 0x94D0_49BB_1331_11EB
    word ^= word >> 31
    let probability = 4.6e-5 * (0.5 + Double(word & 0xFFFF_FFFF) * 0x1p-32)
    var (joins, leaves) = (0, periods)
    if word >> 33 & 1 == 1 {
      joins = Int(word >> 34 & 0x7FFF) % periods
      leaves = joins + 1 + Int(word >> 49) % (periods - joins)
    }
    return (probability, joins, leaves, Int(word >> 32 & 1))
  }

  /// Makes the roster, prepares it, and runs it.
  func run(replications: Int, threads: Int) async throws {
    var watch = Watch()
    var roster = Roster(periods: periods, benefits: [30_000_000, 5_000_000], capacity: members)
    for number in 0..<members {
      let member = member(number)
      try roster.add(
        probability: member.probability, joins: member.joins, leaves: member.leaves,
        benefitClass: member.benefitClass)
    }
    watch.lap("read")
    let memory = roster.memory
    let simulation = try IndividualSimulation(
      of: consume roster, factors: [Double](repeating: 1, count: periods),
      rule: ApportionmentRule(fee: Rate(millionths: 80_000)), seed: 1)
    watch.lap("prepare")
    let outcome = try await simulation.run(replications: replications, threads: threads)
    watch.lap("run")
    let claims = outcome.claims.compactMap { $0.mean?.value }.reduce(0, +)
    let costs = outcome.lifeCosts.compactMap { $0.mean?.value }
    watch.print([
      ("replications", Double(replications)), ("claims", claims),
      ("bytes_a_member", Double(memory) / Double(members)),
      ("life_cost_q05", costs[0]), ("life_cost_q50", costs[1]), ("life_cost_q95", costs[2]),
    ])
  }
}
