import MutualAid

/// The settings of the currency.
enum CurrencySection {
  /// Codes and minor digits of ISO 4217:2015 that a scenario can name by the code alone.
  static let known: [(code: String, minorDigits: Int)] = [
    ("CNY", 2), ("HKD", 2), ("MOP", 2), ("TWD", 2), ("USD", 2), ("EUR", 2), ("GBP", 2), ("CHF", 2),
    ("JPY", 0), ("KRW", 0), ("VND", 0), ("SGD", 2), ("MYR", 2), ("IDR", 2), ("INR", 2), ("THB", 2),
    ("PHP", 2), ("AUD", 2), ("NZD", 2), ("CAD", 2), ("ZAR", 2), ("KES", 2), ("NGN", 2), ("BRL", 2),
    ("SEK", 2), ("NOK", 2), ("DKK", 2), ("PLN", 2), ("CZK", 2), ("AED", 2), ("SAR", 2), ("KWD", 3),
    ("BHD", 3), ("OMR", 3),
  ]

  private static let code = Key(
    "code",
    Form<String>.scalar(
      "a code of three capital letters", schema: ["type": "string", "pattern": "^[A-Z]{3}$"]
    ) { text in
      text.utf8.count == 3 && text.utf8.allSatisfy { 0x41...0x5A ~= $0 } ? text : nil
    }, .required, "The ISO 4217 code.")
  private static let digits = Key(
    "minor_digits", Form<Int>.whole(0...4), .required, unit: "digits",
    "The digits after the point, 2 for yuan and fen.")

  static let definition = SectionDefinition(
    "a currency such as { code: CNY, minor_digits: 2 }", keys: [code.definition, digits.definition])

  private static let words = "a currency code such as CNY, or { code: CNY, minor_digits: 2 }"

  static let form = Form<Currency>.scalar(
    words, schema: ["enum": .array(known.map { .string($0.code) })]
  ) { text in
    known.first { $0.code == text }.map { Currency(code: $0.code, minorDigits: $0.minorDigits) }
  }.orMapping(
    .mapping(definition) { section, _ in
      let code = section.read(code)
      let digits = section.read(digits)
      guard let code, let digits else { return nil }
      return Currency(code: code.value, minorDigits: digits.value)
    }, words)
}
