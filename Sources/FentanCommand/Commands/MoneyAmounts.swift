import ArgumentParser
import MutualAid
import ScenarioFiles

/// A list of amounts of money in the scenario's currency, `100,188.5`.
struct MoneyAmounts: ExpressibleByArgument {
  /// The most digits that a currency has after the point.
  private static let mostDigits = 4
  /// The amounts as they were written, each below 10⁹.
  private let texts: [String]

  init?(argument: String) {
    texts = argument.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    let isGood = texts.allSatisfy { text in
      guard let amount = Numeral.fixed(text, digits: Self.mostDigits) else { return false }
      return 0..<10_000_000_000_000 ~= amount
    }
    guard isGood else { return nil }
  }

  /// The amounts in the currency's minor unit.
  ///
  /// - Throws: `Failure` with status 64 where one has more digits than the currency.
  func inMinorUnits(of currency: Currency) throws(Failure) -> [Int] {
    let amounts = texts.compactMap { Numeral.fixed($0, digits: currency.minorDigits) }
    guard amounts.count == texts.count else {
      throw Failure(
        .usage,
        "--above takes amounts with at most \(currency.minorDigits) digits after the point, as "
          + "\(currency.code) has.")
    }
    return amounts
  }
}
