import Foundation
import TestSupport

/// The tests of two samples of one size, at a stated risk of false alarm each.
struct TwoSamples {
  let left: [Int]
  let right: [Int]

  /// What the samples disagree in, or `nil` where no test of the three tells them apart.
  ///
  /// - Parameter risk: The risk of false alarm of each of the three tests.
  /// - Returns: Words for a failure.
  func disagreement(risk: Double) -> String? {
    means(risk: risk) ?? distance(risk: risk) ?? bins(risk: risk)
  }

  /// The means, by the normal approximation of their difference.
  private func means(risk: Double) -> String? {
    func moments(_ values: [Int]) -> (mean: Double, squaredError: Double) {
      let n = Double(values.count)
      let mean = values.reduce(0.0) { $0 + Double($1) } / n
      let squares = values.reduce(0.0) { $0 + (Double($1) - mean) * (Double($1) - mean) }
      return (mean, squares / (n - 1) / n)
    }
    let (a, b) = (moments(left), moments(right))
    guard a.mean != b.mean else { return nil }
    let error = (a.squaredError + b.squaredError).squareRoot()
    let z = abs(a.mean - b.mean) / error
    return erfc(z / 2.0.squareRoot()) < risk
      ? "means \(a.mean) and \(b.mean), \(z) standard errors apart" : nil
  }

  /// The greatest distance of the distribution functions, with a bound that is true of every law
  /// and size.
  ///
  /// > F. Wei, R. M. Dudley. "Two-sample Dvoretzky–Kiefer–Wolfowitz inequalities." *Statistics &
  /// > Probability Letters* 82 (2012), 636–644.
  /// > doi:[10.1016/j.spl.2011.11.012](https://doi.org/10.1016/j.spl.2011.11.012)
  private func distance(risk: Double) -> String? {
    let (a, b) = (left.sorted(), right.sorted())
    var (i, j) = (0, 0)
    var (greatest, place) = (0, 0)
    while i < a.count, j < b.count {
      let value = min(a[i], b[j])
      while i < a.count, a[i] == value { i += 1 }
      while j < b.count, b[j] == value { j += 1 }
      if abs(i - j) > greatest { (greatest, place) = (abs(i - j), value) }
    }
    let n = Double(a.count)
    let bound = (log(exp(1) / risk) / n).squareRoot()
    return Double(greatest) / n > bound
      ? "distribution functions \(Double(greatest) / n) apart at \(place)" : nil
  }

  /// The counts in bins of neighbouring values, by the χ² test of homogeneity.
  ///
  /// A bin holds at least 40 values and one in 40 of both samples together.
  private func bins(risk: Double) -> String? {
    var counts: [Int: (left: Int, right: Int)] = [:]
    for value in left { counts[value, default: (0, 0)].left += 1 }
    for value in right { counts[value, default: (0, 0)].right += 1 }
    let least = max(40, (left.count + right.count) / 40)
    var bins: [(left: Int, right: Int)] = []
    var open = (left: 0, right: 0)
    for (_, count) in counts.sorted(by: { $0.key < $1.key }) {
      open = (open.left + count.left, open.right + count.right)
      if open.left + open.right >= least {
        bins.append(open)
        open = (0, 0)
      }
    }
    if let last = bins.popLast() { bins.append((last.left + open.left, last.right + open.right)) }
    guard bins.count > 1 else { return nil }
    let statistic = bins.reduce(0.0) { sum, bin in
      let difference = Double(bin.left - bin.right)
      return sum + difference * difference / Double(bin.left + bin.right)
    }
    return chiSquareSurvival(statistic, degreesOfFreedom: bins.count - 1) < risk
      ? "χ² of \(statistic) in \(bins.count) bins" : nil
  }
}
