import CGSL

/// Why no root was found.
public enum RootError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The function has the same sign at both ends of the range.
  case notBracketed(ClosedRange<Double>, lowerValue: Double, upperValue: Double)
  /// The function is infinite or not a number at this point.
  case notFinite(at: Double)
  /// The range was still too wide after so many steps.
  case notConverged(steps: Int)
  /// GSL refused, in its own words.
  case refused(String)

  /// The error as one sentence.
  public var description: String {
    switch self {
    case .notBracketed(let range, let lower, let upper):
      "the function has one sign at both ends of \(range), with the values \(lower) and \(upper)"
    case .notFinite(let x): "the function is not finite at \(x)"
    case .notConverged(let steps): "the range was still too wide after \(steps) steps"
    case .refused(let reason): "the GNU Scientific Library refused: \(reason)"
    }
  }
}

/// A root of a function by Brent's method, which never leaves the range.
///
/// > R. P. Brent. *Algorithms for Minimization without Derivatives.* Prentice-Hall, 1973, chapter 4.
///
/// - Parameters:
///   - range: The range, over whose ends the function changes its sign.
///   - tolerance: The greatest error of the root, at least 0, in the root's unit.
///   - function: The function. It is called at both ends, then some 10 times.
/// - Returns: A root, within `tolerance` of a change of sign, or within 4 units in the last place
///   where these are wider.
/// - Throws: ``RootError`` if the signs at the ends are alike, or the function is not finite.
/// - Precondition: `tolerance` is not negative, and the range is finite.
public func brentRoot(
  in range: ClosedRange<Double>, tolerance: Double, of function: (Double) -> Double
) throws(RootError) -> Double {
  precondition(tolerance >= 0, "a tolerance should not be negative, but is \(tolerance)")
  precondition(range.lowerBound.isFinite && range.upperBound.isFinite, "a root's range is infinite")
  let (lower, upper) = (function(range.lowerBound), function(range.upperBound))
  guard lower.isFinite else { throw .notFinite(at: range.lowerBound) }
  guard upper.isFinite else { throw .notFinite(at: range.upperBound) }
  if lower == 0 { return range.lowerBound }
  if upper == 0 { return range.upperBound }
  guard (lower < 0) != (upper < 0) else {
    throw .notBracketed(range, lowerValue: lower, upperValue: upper)
  }
  return try withoutActuallyEscaping(function) { escapable in
    Result { () throws(RootError) in
      try iterateBrent(CheckedFunction(escapable), in: range, tolerance: tolerance)
    }
  }.get()
}

/// A function in a box that a C pointer can point to, with the first point where it failed.
private final class CheckedFunction {
  let function: (Double) -> Double
  var failure: Double?

  init(_ function: @escaping (Double) -> Double) { self.function = function }

  func callAsFunction(_ x: Double) -> Double {
    let value = function(x)
    if !value.isFinite, failure == nil { failure = x }
    return value
  }
}

private func iterateBrent(
  _ function: CheckedFunction, in range: ClosedRange<Double>, tolerance: Double
) throws(RootError) -> Double {
  _ = GSL.handlerIsOff
  guard let solver = gsl_root_fsolver_alloc(cgsl_root_fsolver_brent()) else {
    throw .refused("no memory for a solver")
  }
  defer { gsl_root_fsolver_free(solver) }
  var door = gsl_function(
    function: { x, box in
      guard let box else { return .nan }
      return Unmanaged<CheckedFunction>.fromOpaque(box).takeUnretainedValue()(x)
    },
    params: Unmanaged.passUnretained(function).toOpaque())

  let steps = 200
  return try withUnsafeMutablePointer(to: &door) { door throws(RootError) in
    defer { withExtendedLifetime(function) {} }
    func check(_ code: Int32) throws(RootError) {
      if let x = function.failure { throw .notFinite(at: x) }
      if code != Int32(GSL_SUCCESS) { throw .refused(GSL.message(of: code)) }
    }
    try check(gsl_root_fsolver_set(solver, door, range.lowerBound, range.upperBound))
    for _ in 0..<steps {
      try check(gsl_root_fsolver_iterate(solver))
      let (lower, upper) = (gsl_root_fsolver_x_lower(solver), gsl_root_fsolver_x_upper(solver))
      let root = gsl_root_fsolver_root(solver)
      if upper - lower <= max(tolerance, 4 * root.ulp) { return root }
    }
    throw .notConverged(steps: steps)
  }
}

/// The smallest number in a range at which a condition holds that never ceases to hold above.
///
/// It halves the range in the order of the floating-point numbers themselves, so it ends within 64
/// steps at the very number, whether near 0 or at the far end, and stops at jumps.
///
/// - Precondition: The condition holds at the upper end.
/// - Complexity: 64 calls of the condition at most.
func smallestValue(
  in range: ClosedRange<Double>, where condition: (Double) -> Bool
) -> Double {
  if condition(range.lowerBound) { return range.lowerBound }
  // The condition fails at the lower end and holds at the upper one.
  var (lower, upper) = (ordinal(range.lowerBound), ordinal(range.upperBound))
  while upper - lower > 1 {
    let middle = lower + (upper - lower) / 2
    if condition(value(ordinal: middle)) { upper = middle } else { lower = middle }
  }
  return value(ordinal: upper)
}

/// The number in the middle of two, in the order of the floating-point numbers.
func middle(_ x: Double, _ y: Double) -> Double {
  let (lower, upper) = (ordinal(x), ordinal(y))
  return value(ordinal: lower + (upper - lower) / 2)
}

/// The place of a number among the floating-point numbers, 0 at 0.
///
/// The bits of a positive number, read as a whole number, grow with the number. Of a negative one
/// they grow the other way.
private func ordinal(_ x: Double) -> Int128 {
  let magnitude = Int128(x.magnitude.bitPattern)
  return x < 0 ? -magnitude : magnitude
}

/// The floating-point number of a place, the inverse of `ordinal`.
private func value(ordinal: Int128) -> Double {
  let magnitude = Double(bitPattern: UInt64(ordinal.magnitude))
  return ordinal < 0 ? -magnitude : magnitude
}
