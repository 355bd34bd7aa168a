import MutualAid

extension Assembly {
  /// The shutdown by date, or `nil` without one or with problems noted.
  func checkedShutdown() -> Shutdown? {
    guard let shutdown = draft.shutdown else { return nil }
    checkRefunds(shutdown)
    guard let announced = shutdown.announced, let contributionsEnd = shutdown.contributionsEnd,
      let coverEnds = shutdown.coverEnds, let tail = shutdown.tail
    else { return nil }
    check(shutdown, announced: announced, [contributionsEnd, coverEnds.map(\.day)])
    return Shutdown(
      announced: announced.value, contributionsEnd: contributionsEnd.value,
      coverEnds: coverEnds.value,
      filing: shutdown.fileWithin.map { .daysFromDiagnosis($0) }
        ?? shutdown.fileBy.map { .date($0.value) },
      tail: tail, budget: shutdown.budget, refunds: shutdown.refunds?.value ?? .none,
      refundDate: shutdown.refundDate?.value, replacement: shutdown.replacement)
  }

  private func check(
    _ shutdown: ShutdownDraft, announced: Placed<Day>, _ dates: [Placed<Day>]
  ) {
    if let launch = draft.launch, announced.value <= launch.value {
      reading.note(
        "a date after the launch, \(launch.value)", found: "\(announced.value)", at: announced)
    }
    let dates = dates + [shutdown.refundDate].compactMap(\.self)
    let later = dates + [shutdown.fileBy].compactMap(\.self)
    for date in later where date.value < announced.value {
      reading.note(
        "a date on or after the announcement, \(announced.value)", found: "\(date.value)", at: date)
    }
    guard let horizon = draft.horizon else { return }
    for date in dates where date.value > horizon.value {
      reading.note(
        "a date on or before the horizon, \(horizon.value)", found: "\(date.value)", at: date)
    }
  }

  private func checkRefunds(_ shutdown: ShutdownDraft) {
    guard let refunds = shutdown.refunds, refunds.value == .allPastShares, let count = periodCount,
      count > Limit.generations
    else { return }
    reading.note(
      "none, because there are more than \(Limit.generations) settlements",
      found: "all_shares", at: refunds)
  }

  /// Notes that balances are given back where there are none.
  func checkRefundOfBalances() {
    guard let refunds = draft.shutdown?.refunds, let funding = draft.funding,
      funding.value.prepaid == nil
    else { return }
    switch refunds.value {
    case .balances, .fractionOfBalances:
      reading.note(
        "no balances to be given back beside funding: \(funding.value.word)", found: "some",
        at: refunds)
    case .none, .allPastShares: break
    }
  }

  /// Notes that all past shares are given back where members of a segment do not pay alike after the
  /// fact, so that what each has paid is not known.
  ///
  /// - Returns: Whether that is so.
  @discardableResult
  func checkRefunds(beside setting: String) -> Bool {
    guard let refunds = draft.shutdown?.refunds, refunds.value == .allPastShares else {
      return false
    }
    reading.note("no shutdown.refunds beside \(setting)", found: "all_shares", at: refunds)
    return true
  }

  /// What may shut the pool before a date does.
  ///
  /// The platform's default may stand with the balances that are lost by it. Where nothing is said of a
  /// pool's end, it ends at once then, and nobody pays what is open.
  func checkedTriggers() -> ShutdownTriggers? {
    let prepaid = draft.funding?.value.prepaid
    let shutdown = draft.shutdown
    let triggers = shutdown?.triggers
    let ofBalances = prepaid?.defaultPerYear?.value ?? 0
    guard triggers != nil || ofBalances > 0 else { return nil }
    return ShutdownTriggers(
      floor: triggers?.floor, ceiling: triggers?.ceiling,
      regulatorPerYear: triggers?.regulatorPerYear ?? 0,
      defaultPerYear: max(triggers?.defaultPerYear ?? 0, ofBalances),
      terms: .init(
        contributionsEndAfter: triggers?.contributionsEndAfter ?? 0,
        coverEndsAfter: triggers?.coverEndsAfter ?? 0,
        filing: triggers?.fileUntil.map { .daysFromAnnouncement($0) }
          ?? shutdown?.fileWithin.map { .daysFromDiagnosis($0) },
        tail: shutdown?.tail ?? .nobody, budget: shutdown?.budget,
        refunds: shutdown?.refunds?.value ?? .none,
        refundsAfter: triggers?.refundAfter, replacement: shutdown?.replacement))
  }
}
