/// Cover elsewhere that the platform offers, and pays for, when the pool shuts.
public struct ReplacementCover: Equatable, Sendable {
  /// What it costs the platform for one who takes it, in fen.
  public var price: Int
  /// The part of those offered who take it.
  public var taken: Rate

  /// An offer.
  ///
  /// - Precondition: `price` is not negative and `taken` at most 1.
  public init(price: Int, taken: Rate) {
    precondition(price >= 0, "a price is not negative")
    precondition(taken.millionths <= 1_000_000, "no more take the cover than are offered it")
    self.price = price
    self.taken = taken
  }

  /// How many of the members take it, rounded half up.
  public func takers(of members: Int) -> Int { taken.of(members) }

  /// What it costs the platform, in fen.
  ///
  /// It goes to an insurer, outside the pool's books.
  public func cost(for members: Int) -> Int { takers(of: members) * price }

  /// The members left without cover.
  public func uncovered(of members: Int) -> Int { members - takers(of: members) }
}
