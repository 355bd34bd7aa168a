import Probability
import Testing

struct RootFindingTests {
  @Test(arguments: [2.0, 1e-12, 1e12, 0.25])
  func `the root of x² − k is the square root of k`(k: Double) throws {
    let root = try brentRoot(in: 0...(k + 1), tolerance: 0) { $0 * $0 - k }
    #expect(relativeError(root, k.squareRoot()) < 1e-15)
  }

  @Test func `a root at either end is found at once`() throws {
    #expect(try brentRoot(in: 1...5, tolerance: 1e-9) { $0 - 1 } == 1)
    #expect(try brentRoot(in: 1...5, tolerance: 1e-9) { $0 - 5 } == 5)
  }

  @Test(arguments: [1e-3, 1e-9])
  func `a falling step is found to the tolerance`(tolerance: Double) throws {
    let root = try brentRoot(in: 0...10, tolerance: tolerance) { $0 < 7.3 ? 1 : -1 }
    #expect(abs(root - 7.3) <= tolerance)
  }

  @Test func `what has no root is refused with its reason`() {
    #expect(throws: RootError.notBracketed(0...1, lowerValue: 1, upperValue: 2)) {
      try brentRoot(in: 0...1, tolerance: 0) { $0 + 1 }
    }
    #expect(throws: RootError.notFinite(at: 1)) {
      try brentRoot(in: 0...1, tolerance: 0) { $0 < 1 ? -1 : .infinity }
    }
    #expect(throws: RootError.self) {
      try brentRoot(in: -1...2, tolerance: 0) { $0 == -1 ? -1 : $0 == 2 ? 1 : .nan }
    }
    let error = RootError.notBracketed(0...1, lowerValue: 1, upperValue: 2)
    #expect(
      error.description
        == "the function has one sign at both ends of 0.0...1.0, with the values 1.0 and 2.0")
  }

  @Test func `roots are found on several threads at once`() async throws {
    let roots = try await withThrowingTaskGroup(of: Double.self) { group in
      for k in 1...64 {
        group.addTask { try brentRoot(in: 0...100, tolerance: 0) { $0 * $0 - Double(k) } }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(roots.count == 64)
    for (root, k) in zip(roots.sorted(), 1...64) {
      #expect(relativeError(root * root, Double(k)) < 1e-14)
    }
  }
}
