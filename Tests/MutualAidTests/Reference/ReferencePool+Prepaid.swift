@testable import MutualAid

/// Balances of the reference engine's pool after the end of cover, in fen.
struct ReferenceFloat {
  /// Whether nobody leaves with a balance any more.
  var isFinal = false
  var isClosed = false
  /// What members get back and have not been paid.
  var due = 0
  /// What nobody gets back.
  var free = 0
  /// What nobody got back when balances were closed.
  var kept = 0
}

/// Members who pay from a balance, each with their own.
extension ReferencePool {
  private var rule: PrepaidRule? { scenario.funding.prepaidRule }

  /// Whoever has joined in the period pays the deposit.
  mutating func payDeposits(in period: Period) {
    guard let rule else { return }
    for place in members.indices
    where members[place].joined == period.first && members[place].isPresent {
      members[place].balance = rule.deposit
      note(.deposits, rule.deposit, in: period)
    }
  }

  /// Whoever has left gets the balance back.
  mutating func returnBalances(in period: Period, coverHasEnded: Bool) {
    guard rule != nil, !float.isFinal else { return }
    for place in members.indices where !members[place].isPresent {
      note(.refunds, members[place].balance, in: period)
      members[place].balance = 0
    }
    guard coverHasEnded, let shutdown = scenario.shutdown else { return }
    float.isFinal = true
    if shutdown.tail != .members { close(shutdown) }
  }

  private mutating func close(_ shutdown: Shutdown) {
    let part =
      switch shutdown.refunds {
      case .none: 0
      case .balances, .allPastShares: 1_000_000
      case .fractionOfBalances(let rate): rate.millionths
      }
    for place in members.indices {
      let refund = members[place].balance * part / 1_000_000
      float.due += refund
      float.free += members[place].balance - refund
      members[place].balance = 0
    }
    float.kept = float.free
    float.isClosed = true
  }

  /// Below the minimum a member tops up or leaves with the balance; who had an open claim does not leave.
  mutating func topUp(in period: Period) {
    guard let rule, scenario.shutdown.map({ period.settlement < $0.contributionsEnd }) ?? true
    else { return }
    for place in members.indices
    where members[place].isPresent && members[place].balance < rule.minimum {
      if !members[place].hadClaim, !dice.happens(rule.topUp) {
        members[place].isPresent = false
        note(.expelled, 1, in: period)
      } else {
        note(.topUps, rule.deposit - members[place].balance, in: period)
        members[place].balance = rule.deposit
      }
    }
  }

  /// After the end: closes balances that a last apportionment needed, pays refunds on their day, and
  /// gives the platform what is left.
  mutating func endFloat(in period: Period) {
    guard rule != nil else { return }
    defer {
      let held = members.reduce(0) { $0 + $1.balance }
      note(.float, held + float.due + float.free, in: period)
    }
    guard let shutdown = scenario.shutdown, float.isFinal else { return }
    if shutdown.tail == .members {
      guard record[Measure(.lastShare, .run, segment: 0)] != nil else { return }
      if !float.isClosed { close(shutdown) }
      float.free = 0
    }
    if shutdown.refundDate.map({ $0 <= period.settlement }) ?? true {
      note(.refunds, float.due, in: period)
      note(ofRun: .balanceRefunds, float.due)
      float.due = 0
    }
    if shutdown.tail == .platform, !claims.contains(where: { $0.isOpen }) { float.free = 0 }
  }

  mutating func noteFloat() { note(ofRun: .floatKept, float.kept) }
}
