import MutualAid

extension Assembly {
  /// The segments with their yearly probabilities.
  func checkedSegments() -> [Segment]? {
    guard let incidence = draft.claims?.incidence, let segments = draft.segments else { return nil }
    var factors: [Double]? = Array(repeating: 1, count: segments.count)
    if let written = draft.claims?.segmentFactors { factors = values(written, standard: 1) }
    let tables = self.tables(incidence, count: segments.count)
    guard let factors, let tables else { return nil }
    return segments.indices.map { index in
      Segment(
        name: segments[index].name, weight: segments[index].weight, incidence: tables[index],
        incidenceFactor: incidence.value.factor * factors[index])
    }
  }

  private func tables(_ incidence: Placed<RatesDraft>, count: Int) -> [RateTable]? {
    switch incidence.value.rates.value {
    case .table: table(incidence).map { Array(repeating: $0, count: count) }
    case .bySegment(let pairs):
      values(incidence.value.rates.map { _ in pairs }, standard: nil)?
        .map { RateTable(flat: $0) }
    }
  }

  /// A table of rates that covers the ages of the plan, or `nil` with a problem noted.
  func table(_ rates: Placed<RatesDraft>) -> RateTable? {
    guard case .table(let table, let name) = rates.value.rates.value else { return nil }
    if table.isFlat { return table }
    guard let ages else {
      noteMissingAges(for: rates.path)
      return nil
    }
    guard table.ages.lowerBound <= ages.value.lowerBound,
      ages.value.upperBound <= table.ages.upperBound
    else {
      let subject = name == "per_year" ? "rates" : "a table"
      reading.note(
        "\(subject) for the members' ages \(ages.value.ages)",
        found: "\(name == "per_year" ? "ages" : "\(name), which covers ages") \(table.ages.ages)",
        at: rates.value.rates)
      return nil
    }
    return table
  }

  /// The rules of the claims.
  func checkedClaims() -> ClaimRules? {
    guard let claims = draft.claims else { return nil }
    let classes = claims.classes.flatMap(checkedClasses)
    guard let calendar = claims.calendar, let classes, let reporting = claims.reporting,
      let processing = claims.processing
    else { return nil }
    return ClaimRules(
      calendar: calendar, classes: classes, durationFactors: claims.durationFactors,
      systemic: claims.systemic, reporting: reporting.delay, reportingChanges: reporting.changes,
      processing: processing.delay, processingChanges: processing.changes,
      processingCapacity: capacity(of: processing))
  }

  private func capacity(of processing: DelayDraft) -> [DatedCapacity] {
    switch processing.capacity {
    case .dated(let capacity): return capacity
    case .always(let cases):
      guard let launch = draft.launch?.value, let horizon = draft.horizon?.value,
        launch <= horizon
      else { return [] }
      return [DatedCapacity(from: launch, to: horizon, cases: cases)]
    case nil: return []
    }
  }

  /// The probabilities of approval by segment; who is not named has the standard's.
  private func approval(_ draft: Placed<ApprovalDraft>?, standard: [Double]) -> [Double]? {
    switch draft?.value {
    case .all(let approval): return standard.map { _ in approval }
    case .bySegment(let pairs):
      guard let written = draft.map({ $0.map { _ in pairs.map { $0.optional } } }) else {
        return nil
      }
      return values(written, standard: .some(nil)).map { zip($0, standard).map { $0 ?? $1 } }
    case nil: return standard
    }
  }

  private func checkedClasses(_ drafts: Placed<[ClassDraft]>) -> [ClaimClass]? {
    var shares: [AgeBands<Double>] = []
    for draft in drafts.value {
      if let share = draft.share {
        if covers(share) { shares.append(share.value) }
      } else if drafts.value.count == 1, !draft.hasShare {
        shares.append(AgeBands(1))
      } else if !draft.hasShare {
        reading.note(
          .missing(expected: "a fraction from 0 to 1, because there are several classes"),
          at: draft.place, path: draft.path.appending(key: "share"))
      }
    }
    let benefits = drafts.value.map(checkedBenefits)
    let standard = draft.segments.flatMap {
      approval(draft.claims?.approval, standard: $0.map { _ in 1 })
    }
    let approvals = drafts.value.map { draft in
      standard.flatMap { approval(draft.approval, standard: $0) }
    }
    guard shares.count == drafts.value.count, sumToOne(shares, drafts) else { return nil }
    let classes = drafts.value.indices.compactMap { index -> ClaimClass? in
      guard let severities = benefits[index], let approval = approvals[index] else { return nil }
      return ClaimClass(
        name: drafts.value[index].name, share: shares[index], severities: severities,
        approval: approval, isAccident: drafts.value[index].isAccident)
    }
    return classes.count == drafts.value.count ? classes : nil
  }

  private func checkedBenefits(_ draft: ClassDraft) -> [Severity]? {
    guard let benefit = draft.benefit, let segments = self.draft.segments else { return nil }
    switch benefit.value {
    case .all(let severity):
      return covers(benefit.map { _ in severity })
        ? Array(repeating: severity, count: segments.count) : nil
    case .bySegment(let pairs):
      let path = benefit.path.appending(key: "segments")
      let placed = Placed(value: pairs, place: benefit.place, path: path)
      guard let severities = values(placed, standard: nil) else { return nil }
      for pair in pairs {
        let path = path.appending(key: pair.name)
        guard covers(Placed(value: pair.value, place: pair.place, path: path)) else { return nil }
      }
      return severities
    }
  }

  private func covers(_ severity: Placed<Severity>) -> Bool {
    guard case .fixed(let bands) = severity.value else { return true }
    return covers(severity.map { _ in bands })
  }

  /// Whether bands of ages cover the ages of the plan.
  func covers<Value>(_ bands: Placed<AgeBands<Value>>) -> Bool {
    let all = bands.value.bands
    guard let first = all.first?.from, let last = all.last?.to, last < .max else { return true }
    guard let ages else {
      noteMissingAges(for: bands.path)
      return false
    }
    if first <= ages.value.lowerBound, ages.value.upperBound <= last { return true }
    reading.note(
      "values for the members' ages \(ages.value.ages)", found: "ages \((first...last).ages)",
      at: bands)
    return false
  }

  /// Whether the shares of the classes sum to 1 at every age of the plan.
  private func sumToOne(_ shares: [AgeBands<Double>], _ drafts: Placed<[ClassDraft]>) -> Bool {
    // A benefit by age needs the ages anyway; one age stands for all where they are not modelled.
    for age in ages?.value ?? 0...0 {
      let sum = shares.reduce(0) { $0 + $1[age] }
      guard abs(sum - 1) > 1e-6 else { continue }
      let isByAge = shares.contains { $0.bands.count > 1 }
      reading.note(
        "shares that sum to 1", found: "\(sum.rounded(to: 6))\(isByAge ? " at age \(age)" : "")",
        at: drafts)
      return false
    }
    return true
  }
}

extension Double {
  /// The number rounded to some digits after the point, for a message.
  func rounded(to digits: Int) -> Double {
    let unit = (0..<digits).reduce(1.0) { power, _ in power * 10 }
    return (self * unit).rounded() / unit
  }
}
