/// A running sum that keeps what rounding takes from it.
///
/// The error of the total is about one rounding plus n²·2⁻¹⁰⁶ of the sum of the magnitudes, however
/// many terms there are.
///
/// > A. Neumaier. "Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen."
/// > *Zeitschrift für Angewandte Mathematik und Mechanik* 54 (1974), 39–51.
/// > doi:[10.1002/zamm.19740540106](https://doi.org/10.1002/zamm.19740540106)
struct CompensatedSum {
  private var sum = 0.0
  private var carry = 0.0

  /// The sum of what was added.
  var value: Double { sum + carry }

  /// Adds a term.
  mutating func add(_ term: Double) {
    let next = sum + term
    carry += abs(sum) >= abs(term) ? (sum - next) + term : (term - next) + sum
    sum = next
  }
}

extension Sequence<Double> {
  /// The sum of all terms, as if rounded once.
  func compensatedSum() -> Double {
    var total = CompensatedSum()
    for term in self { total.add(term) }
    return total.value
  }
}
