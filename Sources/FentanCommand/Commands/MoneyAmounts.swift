import ArgumentParser
import MutualAid

/// A list of amounts of money in the scenario's currency, `100,188.5`.
struct MoneyAmounts: ExpressibleByArgument {
  /// The amounts, with at most four digits after the point.
  private let amounts: [Double]

  init?(argument: String) {
    var amounts: [Double] = []
    for part in argument.split(separator: ",", omittingEmptySubsequences: false) {
      let digits = part.split(separator: ".", omittingEmptySubsequences: false)
      guard 1...2 ~= digits.count, digits.allSatisfy({ !$0.isEmpty && $0.allSatisfy(\.isDecimal) }),
        digits[0].count <= 9, digits.count == 1 || digits[1].count <= 4, let amount = Double(part)
      else { return nil }
      amounts.append(amount)
    }
    self.amounts = amounts
  }

  /// The amounts in the currency's minor unit.
  ///
  /// - Throws: `Failure` with status 64 where one has more digits than the currency.
  func inMinorUnits(of currency: Currency) throws(Failure) -> [Int] {
    var found: [Int] = []
    for amount in amounts {
      // Below 10⁹ with four digits, a product that should be whole is so to far less than a hundredth.
      let units = (0..<currency.minorDigits).reduce(amount) { product, _ in product * 10 }
      guard abs(units - units.rounded()) < 0.01 else {
        throw Failure(
          .usage,
          "--above takes amounts with at most \(currency.minorDigits) digits after the point, as "
            + "\(currency.code) has.")
      }
      found.append(Int(units.rounded()))
    }
    return found
  }
}

extension Character {
  /// Whether it is one of the digits 0 to 9.
  fileprivate var isDecimal: Bool { ("0"..."9").contains(self) && isASCII }
}
