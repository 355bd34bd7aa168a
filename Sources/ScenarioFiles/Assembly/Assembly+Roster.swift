import MutualAid

extension Assembly {
  /// The members of the roster, or `nil` with problems noted.
  ///
  /// The file is read only where what its rows may say is known.
  func checkedEnrolment(_ members: MembersDraft) -> Enrolment? {
    guard let roster = members.roster else { return nil }
    if members.hasMix {
      let place = members.mix?.place ?? members.place
      reading.note(
        .expected("no mix beside roster, whose rows say who joins", found: "mix"), at: place,
        path: "members.mix")
    }
    guard let launch = draft.launch?.value, let horizon = draft.horizon?.value, launch < horizon,
      let periodCount, 1...Limit.periods ~= periodCount, let calendar = draft.calendar?.value,
      let segments = draft.segments, let riskClasses = checkedRiskClasses(members),
      members.ages != nil || !members.hasAges
    else { return nil }
    let isOne = riskClasses == [.all]
    let enrolment = reading.enrolment(
      in: roster.value,
      by: RosterRules(
        launch: launch, horizon: horizon,
        periods: calendar.periods(from: launch, to: horizon),
        ages: members.ages?.value, segments: segments.map(\.name),
        riskClasses: isOne ? [] : riskClasses.map(\.name), needsSex: goesBySex))
    if let enrolment, enrolment.members > Limit.count {
      reading.note(
        "at most \(Limit.count) members", found: "\(enrolment.members)", at: roster.value)
      return nil
    }
    return enrolment
  }
}

extension Reading {
  /// The members of a roster's file, or `nil` with problems noted.
  fileprivate func enrolment(in file: Placed<String>, by rules: RosterRules) -> Enrolment? {
    let relative = resolve(file)
    let source = Place.Source.table(displayed(relative))
    var reader = RosterReader(rules)
    guard read(file, { reader.take($0) }) else { return nil }
    register(SourceText(""), as: source, folder: RelativePath.folder(of: relative))
    let enrolment = reader.finish()
    for fault in reader.faults {
      note(
        fault.reason, at: Place(source: source, line: fault.line, column: fault.place),
        path: fault.column, line: fault.text.isEmpty ? nil : fault.text)
    }
    leaveOut(reader.faultCount - reader.faults.count, of: source)
    if let enrolment { keep(enrolment, as: relative) }
    return enrolment
  }
}
