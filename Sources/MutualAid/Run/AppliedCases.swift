/// Cases of one replication on their way from the application to the settlement that is the first to see them.
///
/// They are lists by settlement: there are few of them at a time, and each is looked at once.
struct AppliedCases {
  /// Cases of a line and generation that are applied for on a day and will be approved.
  struct Approved {
    let line: Int
    let day: Int
    var generation: Int
    /// Their number; negative for cases that are taken out again.
    let count: Int
  }

  /// A case that is applied for on a day and will be refused.
  struct Refused: Equatable {
    var claim: RefusedClaim
    let day: Int
  }

  private var approved: [[Approved]]
  private var refused: [[Refused]]

  /// None, for so many settlements.
  init(settlements: Int) {
    approved = [[Approved]](repeating: [], count: settlements)
    refused = [[Refused]](repeating: [], count: settlements)
  }

  mutating func add(_ cases: Approved, seenBy settlement: Int) {
    approved[settlement].append(cases)
  }

  mutating func add(_ claim: Refused, seenBy settlement: Int) {
    refused[settlement].append(claim)
  }

  mutating func remove(_ claim: Refused, seenBy settlement: Int) {
    guard let place = refused[settlement].firstIndex(of: claim) else { return }
    refused[settlement].remove(at: place)
  }

  /// The cases that will be refused.
  var refusals: [RefusedClaim] { refused.flatMap { $0.map(\.claim) } }

  /// A calendar year begins: every claimant has joined before it.
  mutating func beginYear() {
    for settlement in approved.indices {
      for place in approved[settlement].indices { approved[settlement][place].generation = 0 }
    }
    for settlement in refused.indices {
      for place in refused[settlement].indices {
        refused[settlement][place].claim.generation = 0
      }
    }
  }

  /// Takes what a settlement sees.
  ///
  /// - Returns: The cases that will be approved in any order, those that will be refused by line and day, and of
  ///   one day as they came.
  /// - Complexity: O(*n* + *r* log *r*) for *n* cases, of which *r* will be refused.
  mutating func take(seenBy settlement: Int) -> (approved: [Approved], refused: [Refused]) {
    var seen: (approved: [Approved], refused: [Refused]) = ([], [])
    swap(&seen.approved, &approved[settlement])
    seen.refused = refused[settlement].enumerated().sorted {
      ($0.element.claim.line, $0.element.day, $0.offset)
        < ($1.element.claim.line, $1.element.day, $1.offset)
    }.map(\.element)
    refused[settlement] = []
    return seen
  }
}
