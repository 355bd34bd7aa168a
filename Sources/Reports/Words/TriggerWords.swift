internal import MutualAid

extension ShutdownTriggers {
  /// What shuts the pool, in words, each on its own.
  func words(in currency: Currency) -> [String] {
    var words: [String] = []
    if let floor {
      let members = "fewer than \(NumberText.exact(floor.members, grouped: true)) members"
      words.append(
        floor.graceMonths == 0
          ? members : members + " for " + PlainWords.counted(floor.graceMonths, "month"))
    }
    if let ceiling {
      let scale = Scale(.money, in: currency)
      words.append("a share above \(scale.short(ceiling)) \(scale.unit)")
    }
    if regulatorPerYear > 0 {
      words.append("a regulator, \(NumberText.percent(regulatorPerYear)) a year")
    }
    if defaultPerYear > 0 {
      words.append("the platform's default, \(NumberText.percent(defaultPerYear)) a year")
    }
    return words
  }
}

extension ShutdownTriggers.Terms {
  /// When contributions and cover end, counted from the announcement.
  var contributionsEndWords: String { Self.words(contributionsEndAfter) }
  /// When cover ends, counted from the announcement.
  var coverEndsWords: String { Self.words(coverEndsAfter) }

  /// Until when a claim must be filed, in words.
  var filingWords: String {
    switch filing {
    case .daysFromDiagnosis(let days): Shutdown.FilingLimit.daysFromDiagnosis(days).words
    case .daysFromAnnouncement(let days): "until " + Self.words(days)
    case nil: "at any time"
    }
  }

  private static func words(_ days: Int) -> String {
    days == 0
      ? "the day of the announcement" : PlainWords.counted(days, "day") + " after the announcement"
  }
}
