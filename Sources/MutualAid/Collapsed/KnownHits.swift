import Probability

/// What is known of whom some hits fall on.
struct KnownHits {
  /// A member on whom several hits fall.
  struct Member {
    let source: Int
    /// The amount of each hit.
    var amounts: [Int]
  }

  /// The members who are known to have several hits.
  var members: [Member] = []
  /// The hits by amount of which nothing else is known.
  var free: [Int]

  /// The pairs of hits that are known to share a member.
  var pairs: Int { members.reduce(0) { $0 + $1.amounts.count * ($1.amounts.count - 1) / 2 } }
}

/// The hits of those who have several.
enum Twins {
  /// One member has two hits, of these amounts.
  case pair(Int, Int)
  /// For each member, the amounts of all hits.
  case members([[Int]])

  /// What is known, if it is all there is; `nil` if nobody has several hits.
  init?(_ all: KnownHits) {
    if all.members.isEmpty { return nil }
    self = .members(all.members.map(\.amounts))
  }

  /// Leaves each member one hit, any of them with the same chance, and tells the amounts of the others.
  @inline(__always)
  func forEachExtra(using stream: inout Stream, _ body: (_ amount: Int) -> Void) {
    switch self {
    case .pair(let first, let second): body(stream.below(2) == 0 ? first : second)
    case .members(let members):
      for amounts in members {
        let kept = stream.below(amounts.count)
        for (number, amount) in amounts.enumerated() where number != kept { body(amount) }
      }
    }
  }
}
