import Testing

@testable import Probability

struct SparsePolynomialTests {
  private func degrees(_ polynomial: SparsePolynomial) -> [Int] { polynomial.terms.map(\.degree) }
  private func weights(_ polynomial: SparsePolynomial) -> [Double] {
    polynomial.terms.map(\.weight)
  }

  @Test func `terms of one degree are one, in any order`() {
    let sum = SparsePolynomial([(7, 1), (2, 3), (7, 0.5), (0, -1), (2, -3)])
    #expect(degrees(sum) == [0, 2, 7] && weights(sum) == [-1, 0, 1.5])
    let twice = sum + -sum
    #expect(degrees(twice) == [0, 2, 7] && weights(twice) == [0, 0, 0])
    #expect(SparsePolynomial([]).terms.isEmpty)
  }

  /// (1 + 2z³)² and (1 + 2z³)(z − z⁴), worked by hand.
  @Test func `products have the products of terms`() {
    let one = SparsePolynomial([(0, 1), (3, 2)])
    let square = one * one
    #expect(degrees(square) == [0, 3, 6] && weights(square) == [1, 4, 4])
    let other = one * SparsePolynomial([(4, -1), (1, 1)])
    #expect(degrees(other) == [1, 4, 7] && weights(other) == [1, 1, -2])
    #expect((one * SparsePolynomial([])).terms.isEmpty)
  }
}
