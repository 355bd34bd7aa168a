import MutualAid

extension Assembly {
  /// Balances that go together with the rest of the scenario, or `nil` with problems noted.
  ///
  /// Members of one segment and joining period have one balance. So they must all be asked for the same:
  /// not by cohort, nor those alone who have a claim while they wait, nor those alone whose debit does
  /// not fail.
  func checked(
    _ prepaid: FundingDraft.PrepaidDraft, _ funding: Placed<FundingDraft>
  ) -> Funding? {
    let isGood = [
      hasNoFailedDebits(beside: "prepaid"), hasOneShare(), hasAboveCap(), asksThoseWhoWait(),
      hasFewPeriods(funding), endsContributionsInTime(),
    ]
    let recovery = checkedRecovery(prepaid)
    guard isGood.allSatisfy({ $0 }), let recovery else { return nil }
    var rule = prepaid.rule
    rule.recovery = recovery
    return .prepaid(rule)
  }

  private func hasOneShare() -> Bool {
    guard let share = draft.apportionment?.share, share.value.fair != nil else { return true }
    reading.note(
      "equal or weighted, beside funding: prepaid", found: share.value.rawValue, at: share)
    return false
  }

  private func hasAboveCap() -> Bool {
    guard let apportionment = draft.apportionment, !apportionment.hasAboveCap else { return true }
    let choices = ApportionmentRule.AboveCap.allCases.map(\.rawValue).listed("or")
    reading.note(
      .missing(expected: "\(choices), because a balance may be less than the share"),
      at: apportionment.place, path: "apportionment.above_cap")
    return false
  }

  private func asksThoseWhoWait() -> Bool {
    guard let members = draft.members, let waiting = members.waiting, waiting.sparesSome
    else { return true }
    reading.note(
      .expected("yes, beside funding: prepaid", found: "no"), at: members.place,
      path: "members.waiting.pays")
    return false
  }

  private func hasFewPeriods(_ funding: Placed<FundingDraft>) -> Bool {
    guard let count = periodCount, count > Limit.generations else { return true }
    reading.note(
      "no balances where there are more than \(Limit.generations) settlements",
      found: "prepaid", at: funding)
    return false
  }

  /// Whether contributions end by the end of cover, at which balances are closed.
  private func endsContributionsInTime() -> Bool {
    var isGood = true
    if let end = draft.shutdown?.contributionsEnd, let cover = draft.shutdown?.coverEnds,
      Moment(day: end.value, minute: 0) >= cover.value
    {
      reading.note(
        "a date by the end of cover, beside funding: prepaid", found: "\(end.value)", at: end)
      isGood = false
    }
    if let triggers = draft.shutdown?.triggers,
      triggers.contributionsEndAfter > triggers.coverEndsAfter
    {
      reading.note(
        .expected(
          "at most cover_ends_after, beside funding: prepaid",
          found: "\(triggers.contributionsEndAfter) days"),
        at: triggers.place, path: "shutdown.triggers.contributions_end_after")
      isGood = false
    }
    return isGood
  }

  /// What is recovered when the platform defaults, 0 where it cannot, or `nil` with problems noted.
  private func checkedRecovery(_ prepaid: FundingDraft.PrepaidDraft) -> Rate? {
    let ofTriggers = draft.shutdown?.triggers?.defaultPerYear ?? 0
    let ofBalances = prepaid.defaultPerYear?.value ?? 0
    if ofTriggers > 0, let stated = prepaid.defaultPerYear {
      reading.note(
        "the platform's default in one place, here or in shutdown.triggers", found: "both",
        at: stated)
      return nil
    }
    let mayDefault = max(ofTriggers, ofBalances) > 0
    if mayDefault, prepaid.recovery == nil {
      reading.note(
        .missing(expected: "a fraction from 0 to 1, because the platform may default"),
        at: prepaid.place, path: "funding.prepaid.recovery")
      return nil
    }
    if !mayDefault, let recovery = prepaid.recovery {
      reading.note("no recovery where the platform cannot default", found: "one", at: recovery)
      return nil
    }
    return Rate(millionths: prepaid.recovery?.value ?? 0)
  }
}
