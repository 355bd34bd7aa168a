import MutualAid

extension Assembly {
  /// When members pay, or `nil` with problems noted.
  func checkedFunding() -> Funding? {
    guard let funding = draft.funding else { return nil }
    checkRefundOfBalances()
    switch funding.value.kind {
    case .postpaid: return .postpaid
    case .prepaid(let prepaid): return checked(prepaid, funding)
    case .fund(let fund):
      guard isPlain(funding), let contributions = contributions(fund.contribution) else {
        return nil
      }
      var rule = fund.rule
      rule.contributions = contributions
      rule.fee = draft.apportionment?.rule.fee ?? .zero
      return .fund(rule)
    }
  }

  /// Whether nothing is written that supposes settlements that ask for what they need.
  private func isPlain(_ funding: Placed<FundingDraft>) -> Bool {
    let word = funding.value.word
    var isGood = true
    if let apportionment = draft.apportionment {
      for key in apportionment.others {
        reading.note(
          .expected("no \(key) beside funding: \(word)", found: "one"), at: apportionment.place,
          path: "apportionment.\(key)")
        isGood = false
      }
    }
    if checkRefunds(beside: "funding: \(word)") { isGood = false }
    if !hasNoFailedDebits(beside: word) { isGood = false }
    if draft.shutdown?.tail == .members {
      reading.note(
        "no shutdown.tail: members beside it, because nobody is charged after the fact",
        found: word, at: funding)
      isGood = false
    }
    return isGood
  }

  /// Whether no debits fail; a problem where some do.
  func hasNoFailedDebits(beside word: String) -> Bool {
    guard draft.members?.hasFailedDebits == true, let members = draft.members else { return true }
    reading.note(
      .expected("no failed_debits beside funding: \(word)", found: "some"), at: members.place,
      path: "members.failed_debits")
    return false
  }

  private func contributions(_ drafts: Placed<FundingDraft.Contributions>) -> [Int]? {
    switch drafts.value {
    case .all(let amount): draft.segments.map { $0.map { _ in amount } }
    case .bySegment(let pairs): values(drafts.map { _ in pairs }, standard: nil)
    }
  }
}
