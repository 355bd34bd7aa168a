internal import MutualAid
internal import Probability

/// What the picture of a sweep shows of a year's cost.
public enum SweptFigure: String, CaseIterable, Sendable {
  /// The mean.
  case mean
  /// The standard deviation over futures.
  case sd
  /// The standard deviation over the mean.
  case cv

  /// The figure in words.
  var words: String {
    switch self {
    case .mean: "mean"
    case .sd: "standard deviation"
    case .cv: "coefficient of variation"
    }
  }

  /// The figure of a line, in fen except for `cv`.
  func value(of line: SweptPools.Line) -> Double? {
    switch self {
    case .mean: line.values.mean?.value
    case .sd: line.values.standardDeviation.flatMap { $0.value.isFinite ? $0.value : nil }
    case .cv: line.variation?.value
    }
  }
}
