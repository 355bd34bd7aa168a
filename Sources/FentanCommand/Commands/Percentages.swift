import ArgumentParser

/// A list of percentages, `5,50,95,99.5`.
struct Percentages: Equatable, ExpressibleByArgument {
  /// The fractions, in the order of the list.
  let fractions: [Double]

  init?(argument: String) {
    var fractions: [Double] = []
    for part in argument.split(separator: ",", omittingEmptySubsequences: false) {
      guard let percentage = Percentage(argument: String(part)) else { return nil }
      fractions.append(percentage.fraction)
    }
    self.fractions = fractions
  }

  init(fractions: [Double]) { self.fractions = fractions }

  var defaultValueDescription: String {
    fractions.map { Percentage(fraction: $0).defaultValueDescription }.joined(separator: ",")
  }
}
