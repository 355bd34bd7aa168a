/// The sex that tables and cohorts go by.
public enum Sex: Int, CaseIterable, Sendable {
  /// Men and boys.
  case male = 0
  /// Women and girls.
  case female = 1
}

/// Yearly probabilities by age and sex, such as those of a critical illness or of death.
public struct RateTable: Equatable, Sendable {
  /// The first age of the table.
  public let firstAge: Int
  /// Yearly probabilities of men, one for each age from the first.
  public let male: [Double]
  /// Yearly probabilities of women, one for each age from the first.
  public let female: [Double]

  /// A table by age and sex.
  ///
  /// - Precondition: Both columns have the same length, at least 1, and hold values in 0..<1 or 1.
  public init(firstAge: Int, male: [Double], female: [Double]) {
    precondition(male.count == female.count && !male.isEmpty, "columns differ in length")
    precondition((male + female).allSatisfy { 0...1 ~= $0 }, "a probability is in 0...1")
    self.firstAge = firstAge
    self.male = male
    self.female = female
  }

  /// One yearly probability for everybody.
  public init(flat rate: Double) { self.init(firstAge: 0, male: [rate], female: [rate]) }

  /// Whether everybody has the same probability.
  public var isFlat: Bool { male.count == 1 && male == female }

  /// The ages that the table covers.
  public var ages: ClosedRange<Int> {
    isFlat ? 0...Int.max : firstAge...(firstAge + male.count - 1)
  }

  /// The yearly probability at an age.
  ///
  /// - Precondition: The table covers the age; a scenario is checked for this when it is read.
  public func rate(age: Int, sex: Sex) -> Double {
    if isFlat { return male[0] }
    precondition(ages ~= age, "the table covers ages \(ages), not \(age)")
    return sex == .male ? male[age - firstAge] : female[age - firstAge]
  }
}
