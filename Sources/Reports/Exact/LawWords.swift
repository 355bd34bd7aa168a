internal import MutualAid

/// The words and numbers that reports of exact laws share.
struct LawWords {
  /// What was asked about.
  let scenario: Scenario
  /// The pool's periods.
  let periods: [Period]

  /// How the values of a measure become figures.
  func scale(of measure: Measure) -> Scale { Scale(measure.quantity.unit, in: scenario.currency) }

  /// The currency's code.
  var currency: String { Scale(.money, in: scenario.currency).unit }

  /// The settlement day or the year of a measure.
  func time(of measure: Measure) -> String {
    switch measure.scope {
    case .period(let index): periods[index].settlement.description
    case .year(let year): "\(year)"
    case .run: ""
    }
  }

  /// The segment of a measure, or an empty text where there is only one, or it is of all members.
  func segment(of measure: Measure) -> String {
    guard let segment = measure.segment, scenario.segments.count > 1 else { return "" }
    return PlainWords.cleaned(scenario.segments[segment].name)
  }

  /// A number as people read it: six decimals at most, without zeros at the end.
  static func short(_ value: Double) -> String {
    let text = NumberText.fixed(value, decimals: 6)
    guard text.contains(".") else { return text }
    let trimmed = text.reversed().drop { $0 == "0" }
    return String((trimmed.first == "." ? trimmed.dropFirst() : trimmed).reversed())
  }

  /// The two ends of a range as people read them, `10.79…10.8`, or the one number that they are.
  static func short(_ range: ClosedRange<Double>?, scale: Scale) -> String {
    guard let range else { return NumberText.missing }
    let ends = [range.lowerBound, range.upperBound].map { short(scale.figure($0)) }
    return ends[0] == ends[1] ? ends[0] : ends.joined(separator: "…")
  }

  /// The same for values in whole units.
  static func short(_ range: ClosedRange<Int>, scale: Scale) -> String {
    short(Double(range.lowerBound)...Double(range.upperBound), scale: scale)
  }

  /// The figures that have no exact law, alike ones together, each with the reasons.
  func points(_ missing: [NoExactLaw]) -> [String] {
    var groups: [(quantity: Measure.Quantity, reasons: [NoExactLaw.Reason], times: [String])] = []
    for item in missing {
      let time = time(of: item.measure)
      let place = groups.firstIndex {
        $0.quantity == item.measure.quantity && $0.reasons == item.reasons
      }
      if let place {
        if groups[place].times.last != time { groups[place].times.append(time) }
      } else {
        groups.append((item.measure.quantity, item.reasons, [time]))
      }
    }
    return groups.map { group in
      let times =
        group.times.count > 2
        ? "\(group.times[0]) to \(group.times[group.times.count - 1])"
        : group.times.joined(separator: " and ")
      return "\(group.quantity.words), \(times): "
        + group.reasons.map(\.description).joined(separator: "; ")
    }
  }

  /// What has no exact law, plainly.
  func missingBlocks(_ missing: [NoExactLaw]) -> [Block] {
    let rest =
      "Of what a run reports, shares, yearly costs and claims paid are computed exactly; all other "
      + "figures are known by simulation alone."
    guard !missing.isEmpty else {
      return [
        .heading("What has no exact law"),
        .paragraph("Every share, yearly cost and number of claims paid has one. " + rest),
      ]
    }
    return [.heading("What has no exact law"), .list(points(missing)), .paragraph(rest)]
  }

  /// How to read a range in a table of exact figures.
  static let rangeNote =
    "a…b is a figure that is known to lie between the two: what rounding carries over from one "
    + "settlement to the next is not known to the fen."

  /// The table without the columns in which nothing stands.
  static func withoutEmptyColumns(_ table: Table) -> Table {
    var table = table
    for column in table.columns.indices.reversed()
    where table.rows.allSatisfy({ $0[column].isEmpty }) {
      table = table.without(column)
    }
    return table
  }

  /// The pool in a few words.
  var pool: String {
    let settlements = PlainWords.counted(periods.count, "settlement")
    let segments = scenario.segments.count
    return "\(scenario.launch) to \(scenario.horizon), \(settlements)"
      + (segments > 1 ? ", \(segments) segments" : "")
  }
}
