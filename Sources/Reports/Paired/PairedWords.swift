internal import MutualAid
internal import Probability

/// How the figures of a paired run are named and written, in every form of its report.
struct PairedWords {
  /// The scenario whose currency amounts are in.
  let base: Scenario

  /// What a scenario is called beside the others: A the base, then B, C and so on.
  static func letter(_ place: Int) -> String {
    guard place < 26, let letter = Unicode.Scalar(65 + place) else { return "S\(place + 1)" }
    return String(Character(letter))
  }

  /// The scale of a figure.
  func scale(of figure: ComparedFigure) -> Scale { Scale(figure.quantity.unit, in: base.currency) }

  /// The currency's code.
  var currency: String { Scale(.money, in: base.currency).unit }

  /// The calendar year that a figure is of.
  func year(of figure: ComparedFigure) -> Int? {
    if case .year(let year) = figure.extent { year } else { nil }
  }

  /// What a figure is of, in files.
  func scope(of figure: ComparedFigure) -> String {
    if case .year = figure.extent { "year" } else { "run" }
  }

  /// What people call a figure.
  func words(of figure: ComparedFigure) -> String {
    let words = figure.quantity.words
    return switch figure.extent {
    case .year(let year):
      "\(words) \(year)" + (figure.segment.map { ", " + PlainWords.cleaned($0) } ?? "")
    case .run: words
    case .total: words + ", in all"
    }
  }

  /// A mean and its error as people read them.
  func short(_ estimate: Estimate?, _ scale: Scale) -> [String] {
    let texts = scale.short(mean: estimate?.value, error: finiteError(of: estimate))
    return [texts.mean, texts.error]
  }

  /// A difference and its error as people read them, with the sign of what is more.
  func shortDifference(_ estimate: Estimate?, _ scale: Scale) -> [String] {
    Self.signed(short(estimate, scale), estimate)
  }

  /// A difference and its error in words, with the sign of what is more.
  static func signed(_ texts: [String], _ estimate: Estimate?) -> [String] {
    var texts = texts
    let isNone = !texts[0].contains { "123456789".contains($0) }
    if isNone {
      texts[0] = texts[0].filter { $0 != "-" }
    } else if let estimate, estimate.value > 0 {
      texts[0] = "+" + texts[0]
    }
    return texts
  }

  /// A standard error, where the replications are enough to tell.
  func finiteError(of estimate: Estimate?) -> Double? {
    estimate.flatMap { $0.standardError.isFinite ? $0.standardError : nil }
  }
}
