import MutualAid

extension Assembly {
  /// The membership.
  func checkedMembership() -> Membership? {
    guard let members = draft.members else { return nil }
    let mortality = members.deaths.map { table($0) }
    let enrolment = checkedEnrolment(members)
    let mixes = members.roster == nil ? checkedMixes(members) : []
    checkCells()
    let flow = members.flow.map(checkedFlow)
    let lapse = checkedLapse(members)
    guard let launch = draft.launch, let mixes, let riskClasses = checkedRiskClasses(members),
      let waiting = members.waiting, let claimants = members.claimants,
      members.path != nil || flow != nil || enrolment != nil
    else { return nil }
    if case .some(nil) = mortality { return nil }
    if case .some(nil) = flow { return nil }
    let points = members.path?.value ?? [PathPoint(day: nil, members: 0)]
    return Membership(
      path: MembershipPath(
        points: points.map { .init(day: $0.day ?? launch.value, members: $0.members) }),
      flow: flow ?? nil, enrolment: enrolment, mixes: mixes, ages: members.ages?.value,
      waiting: waiting,
      mortality: mortality ?? nil, mortalityFactor: members.deaths?.value.factor ?? 1,
      claimants: claimants, lapse: lapse, riskClasses: riskClasses,
      failedDebits: members.failedDebits?.value)
  }

  /// Notes a pool with more cells than the engine has room for.
  private func checkCells() {
    guard let ages, let segments = draft.segments, let launch = draft.launch,
      let horizon = draft.horizon, launch.value < horizon.value
    else { return }
    let births = ages.value.count + horizon.value.year - launch.value.year + 1
    let risks = max(1, draft.members?.riskClasses?.count ?? 1)
    let cells = segments.count * (goesBySex ? 2 : 1) * births * risks
    guard cells > Limit.cells else { return }
    let words = "segments by sexes by birth years" + (risks > 1 ? " by risk classes" : "")
    reading.note("at most \(Limit.cells) cells (\(words))", found: "\(cells)", at: ages)
  }

  private func checkedMixes(_ members: MembersDraft) -> [DatedMix]? {
    guard let segments = draft.segments else { return nil }
    // Without a launch there is no scenario, but the shares are checked all the same.
    let launch = draft.launch?.value ?? Day(number: 0)
    guard let mix = members.mix else {
      if members.hasMix { return nil }
      return alike(members, segments).map { [DatedMix(from: launch, parts: $0)] }
    }
    if let census = mix.value.census {
      return parts(of: census, mix, members, segments).map {
        [DatedMix(from: launch, parts: $0)]
      }
    }
    return dated(mix, launch, segments)
  }

  /// The mix where none is written: nothing tells members apart.
  private func alike(_ members: MembersDraft, _ segments: [SegmentDraft]) -> [DatedMix.Part]? {
    if members.ages != nil || segments.count > 1 {
      let cause = members.ages == nil ? "there are several segments" : "ages are modelled"
      reading.note(
        .missing(expected: "shares by ages, parts, a file or a census, because \(cause)"),
        at: members.place, path: "members.mix")
      return nil
    }
    return [DatedMix.Part(segment: 0, share: 1)]
  }

  /// The population of a census within the ages of the plan.
  private func parts(
    of census: BundledTable, _ mix: Placed<MixDraft>, _ members: MembersDraft,
    _ segments: [SegmentDraft]
  ) -> [DatedMix.Part]? {
    guard let ages else {
      noteMissingAges(for: "members.mix")
      return nil
    }
    guard segments.count == 1 else {
      reading.note(
        "shares of the segments, because there are several", found: census.name, at: mix)
      return nil
    }
    let persons = (census.persons() ?? []).filter { ages.value ~= $0.age }
    guard persons.count == ages.value.count else {
      reading.note(
        "a census for the members' ages \(ages.value.ages)", found: "\(census.name), ages 0..100",
        at: mix)
      return nil
    }
    let total = persons.reduce(0) { $0 + $1.male + $1.female }
    return persons.flatMap { row in
      [
        DatedMix.Part(segment: 0, age: row.age, sex: .male, share: row.male / total),
        DatedMix.Part(segment: 0, age: row.age, sex: .female, share: row.female / total),
      ]
    }
  }

  /// The mixes by date; the shares of each sum to 1.
  private func dated(_ mix: Placed<MixDraft>, _ launch: Day, _ segments: [SegmentDraft])
    -> [DatedMix]?
  {
    if segments.count > 1, mix.value.isByAgeAlone {
      reading.note(
        "parts or a file that name the segments, because there are several",
        found: "shares by ages alone", at: mix)
      return nil
    }
    let count = mix.value.parts.reduce(0) { $0 + ($1.value.ages?.value.count ?? 1) }
    guard count <= Limit.cells else {
      reading.note("at most \(Limit.cells) ages in all parts", found: "\(count)", at: mix)
      return nil
    }
    let resolved = mix.value.parts.map { part in
      self.parts(part, spread: mix.value.spread, segments)
    }
    var isGood = true
    let byDate = Dictionary(grouping: mix.value.parts.indices) {
      mix.value.parts[$0].value.from?.value ?? launch
    }
    for (day, indices) in byDate.sorted(by: { $0.key < $1.key }) {
      let sum = indices.reduce(0) { $0 + mix.value.parts[$1].value.share }
      guard abs(sum - 1) > 1e-6, let first = indices.first else { continue }
      let part = mix.value.parts[first]
      let date = byDate.count > 1 ? " from \(day) on" : ""
      let place = byDate.count > 1 ? part.place : mix.place
      reading.note(
        .expected("shares that sum to 1\(date)", found: "\(sum.rounded(to: 6))"), at: place,
        path: mix.path)
      isGood = false
    }
    guard isGood, resolved.allSatisfy({ $0 != nil }) else { return nil }
    return byDate.sorted { $0.key < $1.key }.map { day, indices in
      DatedMix(from: day, parts: indices.flatMap { resolved[$0] ?? [] })
    }
  }

  /// A written part by single age and sex, or `nil` with problems noted.
  private func parts(
    _ part: Placed<MixDraft.Part>, spread: BundledTable?, _ segments: [SegmentDraft]
  ) -> [DatedMix.Part]? {
    let value = part.value
    var segment: Int? = 0
    if let name = value.segment {
      segment = index(of: name)
    } else if segments.count > 1 {
      reading.note(
        .missing(expected: "the name of a segment, because there are several"), at: part.place,
        path: part.path.appending(key: "segment"))
      segment = nil
    }
    guard let weights = ageWeights(part, spread: spread), let segment else { return nil }
    let sexes: [Sex?] = value.sex.map { [$0] } ?? (goesBySex ? [.male, .female] : [nil])
    return weights.flatMap { age, weight in
      sexes.map { sex in
        DatedMix.Part(
          segment: segment, age: age, sex: sex, share: value.share * weight / Double(sexes.count))
      }
    }
  }

  /// The ages of a part with weights that sum to 1; one `nil` age where age is not modelled.
  private func ageWeights(_ part: Placed<MixDraft.Part>, spread: BundledTable?)
    -> [(age: Int?, weight: Double)]?
  {
    guard let ages else {
      if part.value.ages == nil { return [(nil, 1)] }
      noteMissingAges(for: "members.mix")
      return nil
    }
    guard let band = part.value.ages else {
      reading.note(
        .missing(expected: "ages such as 0..17, because members.ages is set"), at: part.place,
        path: part.path.appending(key: "age"))
      return nil
    }
    guard ages.value.lowerBound <= band.value.lowerBound,
      band.value.upperBound <= ages.value.upperBound
    else {
      reading.note(
        "ages within those of the members, \(ages.value.ages)", found: band.value.ages, at: band)
      return nil
    }
    guard let spread else {
      return band.value.map { ($0, 1 / Double(band.value.count)) }
    }
    let persons = (spread.persons() ?? []).filter { band.value ~= $0.age }.map { row in
      switch part.value.sex {
      case .male: (age: row.age, weight: row.male)
      case .female: (age: row.age, weight: row.female)
      case nil: (age: row.age, weight: row.male + row.female)
      }
    }
    let total = persons.reduce(0) { $0 + $1.weight }
    guard persons.count == band.value.count, total > 0 else {
      reading.note("ages that \(spread.name) covers, 0..100", found: band.value.ages, at: band)
      return nil
    }
    return persons.map { ($0.age, $0.weight / total) }
  }
}
