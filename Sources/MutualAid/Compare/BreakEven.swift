public import Probability

/// Where two ways to pay cost the same, as one setting moves: a loading, a loss ratio, a fee, the
/// size of the pool, the response of lapses.
///
/// The root of the difference D(x) of their costs is found by Brent's method. D is simulated, so the
/// root is uncertain. To first order (the delta method)
///
///     se(root) = se(D(root)) / |D′(root)|
///
/// with the slope by a central difference. This holds where D is about straight over the interval
/// and its error about the same, and where all D(x) are of **the same draws** (common random
/// numbers): then D is one smooth function, and its root is that of the run. With fresh draws for
/// each x the search would chase noise.
public struct BreakEven: Hashable, Sendable {
  /// Where the costs are equal, with its standard error; infinite where D is flat.
  public let root: Estimate
  /// The interval for the true root, which may reach beyond the range that was searched.
  public let interval: ClosedRange<Double>
  /// What the difference was at the root, 0 but for the tolerance or a jump.
  public let difference: Estimate
  /// The slope D′ at the root, in units of cost for each unit of the setting.
  public let slope: Double
  /// Whether at both ends of the range the sign is beyond chance, at the same confidence.
  ///
  /// If not, the true D may have no root in the range.
  public let isBracketed: Bool

  /// The setting in a range at which a difference of costs is 0.
  ///
  /// - Parameters:
  ///   - range: The settings to search, over whose ends the difference changes its sign.
  ///   - tolerance: The greatest error of the root in the setting's unit; by default a millionth of
  ///     the range.
  ///   - step: The reach of the slope to each side, within the range; by default a hundredth of the
  ///     range. Where D is made of steps, as with whole fen, it should span several.
  ///   - confidence: The share of runs whose interval holds the true root.
  ///   - difference: The difference of costs at a setting with its own paired error, or `nil` where
  ///     there is none. It is called some 10 times, once a setting.
  /// - Throws: `BreakEvenError`: `notBracketed` if one way is cheaper at both ends.
  /// - Precondition: The range is finite and not empty, `tolerance` not negative, `step` positive.
  public init(
    in range: ClosedRange<Double>, tolerance: Double? = nil, step: Double? = nil,
    confidence: Double = 0.95, of difference: (Double) -> Estimate?
  ) throws(BreakEvenError) {
    let width = range.upperBound - range.lowerBound
    precondition(width > 0 && width < .infinity, "a break-even is searched in \(range)")
    let reach = step ?? width / 100
    precondition(reach > 0, "a slope's step should be positive, but is \(reach)")
    var memory = Memory()
    let lower = try memory.figure(at: range.lowerBound, of: difference)
    let upper = try memory.figure(at: range.upperBound, of: difference)
    let found: Double
    do throws(RootError) {
      found = try brentRoot(in: range, tolerance: tolerance ?? width * 1e-6) {
        (try? memory.figure(at: $0, of: difference))?.value ?? .nan
      }
    } catch {
      throw BreakEvenError(error, lower: lower, upper: upper)
    }
    let here = try memory.figure(at: found, of: difference)
    let (left, right) = (max(found - reach, range.lowerBound), min(found + reach, range.upperBound))
    let rise =
      try memory.figure(at: right, of: difference).value
      - memory.figure(at: left, of: difference).value

    slope = rise / (right - left)
    self.difference = here
    let error = slope == 0 ? .infinity : here.standardError / abs(slope)
    root = Estimate(value: found, standardError: error)
    interval = root.interval(confidence: confidence)
    isBracketed = [lower, upper].allSatisfy {
      $0.standardError == 0 || !$0.interval(confidence: confidence).contains(0)
    }
  }

  /// The differences that were already found, for each may have cost a simulation.
  private struct Memory {
    private var known: [Double: Estimate] = [:]

    mutating func figure(
      at x: Double, of difference: (Double) -> Estimate?
    ) throws(BreakEvenError) -> Estimate {
      if let figure = known[x] { return figure }
      guard let figure = difference(x) else { throw .noFigure(at: x) }
      known[x] = figure
      return figure
    }
  }
}

/// Why no break-even was found.
public enum BreakEvenError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The difference has the same sign at both ends: one way is cheaper in the whole range, or the
  /// sign changes an even number of times.
  case notBracketed(ClosedRange<Double>, lower: Estimate, upper: Estimate)
  /// There is no finite difference at this setting.
  case noFigure(at: Double)
  /// The search did not end, for this reason.
  case search(String)

  init(_ error: RootError, lower: Estimate, upper: Estimate) {
    switch error {
    case .notBracketed(let range, _, _):
      self = .notBracketed(range, lower: lower, upper: upper)
    case .notFinite(let x): self = .noFigure(at: x)
    case .notConverged, .refused: self = .search(error.description)
    }
  }

  /// The error as one sentence.
  public var description: String {
    switch self {
    case .notBracketed(let range, let lower, let upper):
      """
      no break-even between \(range.lowerBound) and \(range.upperBound): the difference has one \
      sign at both ends, \(Self.yuan(lower)) and \(Self.yuan(upper)) yuan
      """
    case .noFigure(let x): "there is no difference of costs at \(x)"
    case .search(let reason): "the search for a break-even failed: \(reason)"
    }
  }

  /// A difference in fen as whole fen of yuan, `12.34 ± 0.05`.
  private static func yuan(_ difference: Estimate) -> String {
    func text(_ fen: Double) -> String {
      guard abs(fen) < 1e15 else { return "\(fen / 100)" }
      let (whole, rest) = Int(abs(fen).rounded()).quotientAndRemainder(dividingBy: 100)
      return "\(fen <= -0.5 ? "-" : "")\(whole).\(rest < 10 ? "0" : "")\(rest)"
    }
    return "\(text(difference.value)) ± \(text(difference.standardError))"
  }
}
