/// A polynomial of few terms, far apart.
struct SparsePolynomial {
  typealias Term = (degree: Int, weight: Double)

  /// The terms by ascending degree, one of each.
  let terms: [Term]

  /// The sum of some terms; those of one degree are summed up in the order in which they come.
  ///
  /// - Complexity: O(*n*) for *n* terms that ascend already, else O(*n* log *n*).
  init(_ terms: [Term]) {
    let isAscending = zip(terms, terms.dropFirst()).allSatisfy { $0.degree < $1.degree }
    self.terms = isAscending ? terms : Self.sum(terms)
  }

  private static func sum(_ terms: [Term]) -> [Term] {
    let order = terms.indices.sorted { (terms[$0].degree, $0) < (terms[$1].degree, $1) }
    var sum: [Term] = []
    sum.reserveCapacity(terms.count)
    for place in order {
      if let last = sum.last, last.degree == terms[place].degree {
        sum[sum.count - 1].weight += terms[place].weight
      } else {
        sum.append(terms[place])
      }
    }
    return sum
  }

  static func + (one: Self, other: Self) -> Self { Self(one.terms + other.terms) }

  /// - Complexity: O(*m* *n* log *m* *n*) for *m* and *n* terms; O(*m*) where one factor is a single term.
  static func * (one: Self, other: Self) -> Self {
    var products: [Term] = []
    products.reserveCapacity(one.terms.count * other.terms.count)
    for (degree, weight) in one.terms {
      for (step, factor) in other.terms { products.append((degree + step, weight * factor)) }
    }
    return Self(products)
  }

  static prefix func - (one: Self) -> Self { Self(one.terms.map { ($0.degree, -$0.weight) }) }
}
