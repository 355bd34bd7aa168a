/// How far a run is, in words.
struct Progress: Equatable {
  /// Replications that are finished.
  let finished: Int
  /// Replications in all.
  let total: Int
  /// The time since the start.
  let elapsed: Duration

  /// A line for a log: `3,200 of 10,000 replications (32%), 0:10 elapsed, 320/s, 0:21 left`.
  var line: String {
    "\(grouped(finished)) of \(grouped(total)) replications (\(percent)%), \(times)"
  }

  /// A line for a terminal that is so many columns wide.
  func bar(columns: Int) -> String {
    let text = "\(grouped(finished))/\(grouped(total)) \(percent)% · \(times)"
    // One column is left free: a terminal wraps a line that fills it.
    let width = min(30, columns - text.count - 2)
    guard width >= 8 else { return String(text.prefix(max(0, columns - 1))) }
    let full = width * finished / max(1, total)
    let cells = String(repeating: "█", count: full) + String(repeating: "░", count: width - full)
    return "\(cells) \(text)"
  }

  private var percent: Int { 100 * finished / max(1, total) }

  private var seconds: Double { elapsed / .seconds(1) }

  private var times: String {
    guard finished > 0, seconds > 0 else { return "\(Self.clock(seconds)) elapsed" }
    let rate = Double(finished) / seconds
    let left = Double(total - finished) / rate
    return "\(Self.clock(seconds)) elapsed, \(Self.rate(rate))/s, \(Self.clock(left)) left"
  }

  /// A rate in three digits or so.
  static func rate(_ rate: Double) -> String {
    guard rate < 100 else { return grouped(Int(min(rate, 1e15).rounded())) }
    let tenths = Int((rate * 10).rounded())
    return "\(tenths / 10).\(tenths % 10)"
  }

  /// A time in words: `0.8 s`, `12 s`, `3:20`.
  static func time(_ seconds: Double) -> String {
    seconds < 10 ? "\(rate(seconds)) s" : seconds < 60 ? "\(Int(seconds)) s" : clock(seconds)
  }

  private static func clock(_ seconds: Double) -> String {
    let whole = Int(min(seconds, 1e9).rounded())
    func padded(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
    guard whole >= 3600 else { return "\(whole / 60):\(padded(whole % 60))" }
    return "\(whole / 3600):\(padded(whole / 60 % 60)):\(padded(whole % 60))"
  }
}

/// A whole number with a comma between its thousands, `10,000`.
func grouped(_ value: Int) -> String {
  var digits = String(value.magnitude)
  var place = digits.count - 3
  while place > 0 {
    digits.insert(",", at: digits.index(digits.startIndex, offsetBy: place))
    place -= 3
  }
  return value < 0 ? "-\(digits)" : digits
}
