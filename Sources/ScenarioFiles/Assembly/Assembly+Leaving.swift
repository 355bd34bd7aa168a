import MutualAid

extension Assembly {
  /// Who joins by period, or `nil` with problems noted.
  func checkedFlow(_ flow: Placed<FlowDraft>) -> JoiningFlow? {
    var isGood = true
    if let launch = draft.launch, let horizon = draft.horizon, launch.value < horizon.value {
      for date in flow.value.dates where !(launch.value...horizon.value ~= date.value) {
        reading.note(
          "a date from \(launch.value) to \(horizon.value)", found: "\(date.value)", at: date)
        isGood = false
      }
    }
    let most = flow.value.flow.most(periods: periodCount ?? 1)
    if most == 0 {
      reading.note("at least one who joins", found: "nobody", at: flow)
      isGood = false
    }
    if most > Double(Limit.count) {
      reading.note(
        "at most \(Limit.count) who join in all settlements", found: "\(Int(most))", at: flow)
      isGood = false
    }
    return isGood ? flow.value.flow : nil
  }

  /// Leaving by choice, or `nil` where it is not written or with a problem noted.
  func checkedLapse(_ members: MembersDraft) -> Lapse? {
    guard let lapse = members.lapse, covers(lapse.value.perYear) else { return nil }
    return Lapse(
      perYear: lapse.value.perYear.value, calendar: lapse.value.calendar,
      response: lapse.value.response)
  }

  /// The classes of risk, or `nil` with problems noted.
  func checkedRiskClasses(_ members: MembersDraft) -> [RiskClass]? {
    guard let classes = members.riskClasses else { return nil }
    var isGood = true
    for kind in classes where members.lapse != nil || !members.hasLapse {
      let response = members.lapse?.value.response
      func refuse(_ key: String, _ value: Double?, unless isThere: Bool, _ other: String) {
        guard let value, !isThere else { return }
        reading.note("no \(key) without \(other)", found: "\(value)", at: kind)
        isGood = false
      }
      let (hasPower, hasWillingness) = (response?.hasPower == true, response?.hasPower == false)
      refuse(
        "elasticity", kind.value.elasticity, unless: hasPower,
        "members.lapse.response.elasticity")
      refuse(
        "willingness", kind.value.willingness, unless: hasWillingness,
        "members.lapse.response.willingness")
      let factor = kind.value.lapseFactor == 1 ? nil : kind.value.lapseFactor
      refuse("lapse_factor", factor, unless: members.hasLapse, "members.lapse")
    }
    guard isGood else { return nil }
    return classes.isEmpty ? [.all] : classes.map(\.value)
  }

  /// Notes failed debits whose shortfall nobody bears.
  func checkFailedDebits() {
    guard draft.members?.hasFailedDebits == true, let apportionment = draft.apportionment,
      !apportionment.hasAboveCap
    else { return }
    let choices = ApportionmentRule.AboveCap.allCases.map(\.rawValue).listed("or")
    reading.note(
      .missing(expected: "\(choices), because members.failed_debits leave a shortfall"),
      at: apportionment.place, path: "apportionment.above_cap")
  }
}

extension PriceResponse {
  /// Whether the response is by elasticity.
  fileprivate var hasPower: Bool {
    if case .elasticity = self { true } else { false }
  }
}
