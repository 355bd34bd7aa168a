/// A parameter that its law does not allow.
///
/// Every law checks its parameters when it is made, so a law that exists is valid, and no function
/// of it returns NaN.
public struct ParameterError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The name of the law, as the type is called.
  public let law: String
  /// The name of the parameter, as the initializer calls it.
  public let parameter: String
  /// What the parameter was.
  ///
  /// It can be NaN, and an error with a NaN equals no other.
  public let found: Double
  /// What the parameter may be, in words that follow "should be".
  public let allowed: String

  /// Says that `parameter` of `law` was `found` and should be `allowed`.
  public init(law: String, parameter: String, found: Double, allowed: String) {
    self.law = law
    self.parameter = parameter
    self.found = found
    self.allowed = allowed
  }

  /// One sentence, such as "Binomial: probability should be from 0 to 1, but is 1.5".
  public var description: String {
    "\(law): \(parameter) should be \(allowed), but is \(found)"
  }
}
