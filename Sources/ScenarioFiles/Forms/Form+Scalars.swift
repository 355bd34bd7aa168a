import MutualAid

/// The widest numbers that a scenario may have.
enum Limit {
  /// Members, 2 to the power of 40.
  static let count = 1 << 40
  /// An amount in minor units, 10 million million.
  static let amount = 10_000_000_000_000
  /// All money that a pool can ever move, in minor units: half of what 64 bits hold.
  static let money = 4.6e18
  /// The years from launch to horizon.
  static let years = 200
  /// The calendar years of a launch.
  ///
  /// Before the first there is no Gregorian calendar; up to `years` after the last, years of birth have the
  /// room that names of random streams give them.
  static let launch = 1583...3800
  /// The settlements from launch to horizon.
  static let periods = 5_000
  /// The settlements of a pool in which joiners of each are told apart to the end, because past shares
  /// are refunded, members have balances, or a yearly cap goes by what those have paid who wait.
  static let generations = 120
  /// Segments times sexes times birth years.
  static let cells = 1_000_000
  /// The oldest age.
  static let age = 120
  /// The longest delay in days.
  static let delay = 36_525
}

extension Form<String> {
  /// Any text but an empty one, at most 10,000 characters.
  static let text = Form.scalar(
    "a text", schema: ["type": ["string", "number", "boolean"], "minLength": 1]
  ) { text in
    text.contains { !$0.isWhitespace } && text.utf8.count <= 40_000 ? text : nil
  }

  /// A path below the folder of the file that names it.
  static let path = Form.scalar(
    "the path of a file below the scenario's folder",
    schema: ["type": "string", "pattern": #"^(?!/)(?!.*\.\.)[^\\:]+$"#]
  ) { text in
    RelativePath.isAllowed(text) ? text : nil
  }

  /// A path of a scenario, which may lie in a folder above.
  static let pathOfScenario = Form.scalar(
    "the path of a scenario",
    schema: ["type": "string", "pattern": #"^(\.\./)*(?!/)(?!.*\.\.)[^\\:]+$"#]
  ) { text in
    RelativePath.isAllowedAbove(text) ? text : nil
  }
}

extension Form<Int> {
  /// A whole number in a range.
  static func whole(_ range: ClosedRange<Int>, _ expectation: String? = nil) -> Form {
    .number(
      expectation ?? "a whole number from \(range.lowerBound) to \(range.upperBound)",
      schema: [
        "type": "integer", "minimum": .integer(range.lowerBound),
        "maximum": .integer(range.upperBound),
      ]
    ) { text in
      Numeral.whole(text).flatMap { range ~= $0 ? $0 : nil }
    }
  }

  /// A number of people.
  static let count = whole(0...Limit.count, "a whole number of members up to \(Limit.count)")

  /// A length of time in whole days: `90 days`.
  static let days = Form.scalar(
    "a number of days such as 90 days",
    schema: ["type": "string", "pattern": "^(0|[1-9][0-9]*) days?$"]
  ) { text in
    Form.dayCount(text).flatMap(Numeral.whole).flatMap { 0...Limit.delay ~= $0 ? $0 : nil }
  }

  /// A decimal number from 0 with at most 6 digits after the point, in millionths.
  static func millionths(upTo limit: Int, _ expectation: String) -> Form {
    .number(
      expectation, schema: ["type": "number", "minimum": 0, "maximum": .integer(limit)]
    ) { text in
      Numeral.fixed(text, digits: 6).flatMap { 0...(limit * 1_000_000) ~= $0 ? $0 : nil }
    }
  }

  /// An amount of money, in the minor unit of the scenario's currency.
  static let money = Form(
    "an amount of money", schema: ["type": "number", "minimum": 0]
  ) { node, path, reading in
    let digits = reading.currency.minorDigits
    let text = node.plainText
    if let amount = text.flatMap({ Numeral.fixed($0, digits: digits) }),
      0...Limit.amount ~= amount
    {
      return amount
    }
    let unit = "\(reading.currency.code)"
    let isTooFine = (text.flatMap(Numeral.digitsAfterPoint) ?? 0) > digits
    let most = Limit.amount / powerOfTen(digits)
    let fine =
      digits == 0
      ? "a whole amount in \(unit)"
      : "an amount in \(unit) with at most \(digits) digits after the point"
    let expectation = isTooFine ? fine : "an amount in \(unit) from 0 to \(most)"
    reading.note(.expected(expectation, found: node.foundNumber), at: node.place, path: path)
    return nil
  }

  private static func powerOfTen(_ exponent: Int) -> Int {
    (0..<exponent).reduce(1) { power, _ in power * 10 }
  }

  /// The number in `90 days` or `1 day`.
  static func dayCount(_ text: String) -> String? {
    let words = text.split(separator: " ", omittingEmptySubsequences: true)
    guard words.count == 2, words[1] == "days" || words[1] == "day" else { return nil }
    return String(words[0])
  }
}

extension Form<Double> {
  /// A real number in a range.
  static func real(_ range: ClosedRange<Double>, _ expectation: String, maximum: Int) -> Form {
    .number(
      expectation, schema: ["type": "number", "minimum": 0, "maximum": .integer(maximum)]
    ) { text in
      Numeral.real(text).flatMap { range ~= $0 ? $0 : nil }
    }
  }

  /// A part of a whole.
  static let fraction = real(0...1, "a fraction from 0 to 1", maximum: 1)
  /// A yearly probability.
  static let yearlyProbability = real(0...1, "a yearly probability from 0 to 1", maximum: 1)
  /// What multiplies a hazard.
  static let factor = real(0...1000, "a factor from 0 to 1000", maximum: 1000)
  /// A weight that is set beside others.
  static let weight = real(0...1e9, "a weight from 0 to 1000000000", maximum: 1_000_000_000)
  /// A coefficient of variation.
  static let cv = real(0.01...10, "a coefficient of variation from 0.01 to 10", maximum: 10)

  /// A mean length of time in days, above 0: `59.5 days`.
  static let meanDays = Form.scalar(
    "a number of days above 0 such as 60 days",
    schema: ["type": "string", "pattern": #"^(0|[1-9][0-9]*)(\.[0-9]+)? days?$"#]
  ) { text in
    Form<Int>.dayCount(text).flatMap(Numeral.real).flatMap {
      0.001...Double(Limit.delay) ~= $0 ? $0 : nil
    }
  }
}

extension Form<Bool> {
  /// `yes` or `no`, `true` or `false`, not quoted.
  static let yesNo = Form.number(
    "yes or no", schema: ["enum": [true, false, "yes", "no"]]
  ) { text in
    switch text {
    case "yes", "true": true
    case "no", "false": false
    default: nil
    }
  }
}

extension Form {
  /// One of several words.
  static func choice(_ words: [(word: String, value: Value)]) -> Form {
    let expectation = words.map(\.word).listed("or")
    // A word of digits is a number to other readers.
    let numbers = words.compactMap { Int($0.word) }.map { JSON.integer($0) }
    let schema: JSON = ["enum": .array(words.map { .string($0.word) } + numbers)]
    let values = Dictionary(words.map { ($0.word, $0.value) }) { first, _ in first }
    return Form(expectation, schema: schema) { node, path, reading in
      if let value = node.text.flatMap({ values[$0] }) { return value }
      reading.note(.expected(expectation, found: node.found), at: node.place, path: path)
      return nil
    }
  }

  /// One of the words of an enumeration.
  static func choice() -> Form
  where Value: CaseIterable & RawRepresentable<String> {
    choice(Value.allCases.map { ($0.rawValue, $0) })
  }
}
