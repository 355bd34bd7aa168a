import ArgumentParser
import MutualAid

/// What a break-even is searched over: `loading`, `loss_ratio`, or a setting of the scenario in a range
/// such as `apportionment.fee=0..0.5`.
enum BreakEvenSetting: Equatable, ExpressibleByArgument {
  case loading
  case lossRatio
  /// A setting of the scenario; whole where both ends are.
  case key(String, ClosedRange<Double>, isWhole: Bool)

  init?(argument: String) {
    switch argument {
    case "loading": self = .loading
    case "loss_ratio": self = .lossRatio
    default:
      guard let setting = Setting(argument: argument),
        let dots = setting.value.firstRange(of: "..")
      else { return nil }
      let ends = [
        String(setting.value[..<dots.lowerBound]), String(setting.value[dots.upperBound...]),
      ]
      let numbers = ends.compactMap(Double.init)
      guard numbers.count == 2, numbers.allSatisfy(\.isFinite), numbers[0] < numbers[1] else {
        return nil
      }
      self = .key(
        setting.keyPath, numbers[0]...numbers[1], isWhole: ends.allSatisfy { Int($0) != nil })
    }
  }

  /// What is moved, in words.
  var name: String {
    switch self {
    case .loading: "loading"
    case .lossRatio: "loss_ratio"
    case .key(let path, _, _): path
    }
  }
}

/// By what figure of the share sharing and a premium are to cost the same.
enum BreakEvenMeasure: Equatable, ExpressibleByArgument {
  case mean
  case certain
  case quantile(Double)

  init?(argument: String) {
    switch argument {
    case "mean": self = .mean
    case "certain": self = .certain
    default:
      guard argument.hasPrefix("q"),
        let percentage = Percentage(argument: String(argument.dropFirst())),
        0 < percentage.fraction, percentage.fraction < 1
      else { return nil }
      self = .quantile(percentage.fraction)
    }
  }

  /// The measure in words.
  var defaultValueDescription: String {
    switch self {
    case .mean: "mean"
    case .certain: "certain"
    case .quantile(let p): "q" + Percentage(fraction: p).defaultValueDescription
    }
  }
}
