internal import MutualAid

extension Measure.Quantity {
  /// What people call the figure.
  var words: String {
    switch self {
    case .share: "share"
    case .members: "members"
    case .joined: "joined"
    case .died: "died"
    case .left: "left"
    case .agedOut: "reached the upper age"
    case .systemicFactor: "common factor on all hazards"
    case .expelled: "left by a failed debit or for want of topping up"
    case .lapsed: "left by choice"
    case .diagnosed: "claims diagnosed"
    case .cases: "claims paid"
    case .benefits: "benefits paid"
    case .fee: "fee"
    case .contributions: "paid by members"
    case .platform: "paid by the platform"
    case .surplus: "surplus carried"
    case .incurredNotReported: "claims incurred, not reported"
    case .reportedNotSettled: "claims reported, not settled"
    case .capBinds: "a cap binds"
    case .refused: "claims refused"
    case .shut: "shut by a trigger"
    case .shutByFloor: "shut by too few members"
    case .shutByCeiling: "shut by too high a share"
    case .shutByRegulator: "shut by the regulator"
    case .shutByDefault: "shut by the platform's default"
    case .fund: "fund after the settlement"
    case .qard: "qard owed by the fund"
    case .wakala: "wakala"
    case .refunds: "given back to members"
    case .benefitsCut: "benefits cut"
    case .fundShort: "the fund is short"
    case .everShort: "the fund is ever short"
    case .float: "float after the settlement"
    case .deposits: "first deposits"
    case .topUps: "topped up by members"
    case .tailFloat: "paid from the float in the tail"
    case .balanceRefunds: "balances given back after the end"
    case .floatKept: "balances not given back"
    case .floatLost: "float lost with the platform"
    case .yearCost: "cost of a year"
    case .leftWithoutCover: "members left without cover"
    case .replaced: "members who took replacement cover"
    case .replacementCost: "cost of the replacement cover"
    case .tailCases: "claims paid in the tail"
    case .tailBenefits: "benefits paid in the tail"
    case .tailPlatform: "paid by the platform in the tail"
    case .tailLastPeriods: "of that, before the end of cover"
    case .closingCost: "the platform's closing cost"
    case .tailContributions: "paid by members in the tail"
    case .lastShare: "share of the last apportionment"
    case .lostLate: "claims lost, filed too late or never"
    case .lostUnpaid: "claims approved and never paid"
    case .lostRights: "of these, after rights had ended"
    case .cutClaims: "claims paid in part only"
    case .benefitsUnpaid: "benefits approved and not paid"
    case .expectedClaims: "expected claims of these in 12 months"
    case .expectedBenefits: "expected benefits of these claims"
    case .tailPaidPart: "part of the tail's benefits paid"
    case .openAtHorizon: "claims open at the horizon"
    }
  }
}

extension Shutdown.Tail {
  /// Who pays the tail, in words.
  var words: String {
    switch self {
    case .platform: "the platform"
    case .members: "the members, by one last apportionment"
    case .nobody: "nobody"
    }
  }
}

extension Shutdown.FilingLimit {
  /// Until when a claim must be filed, in words.
  var words: String {
    switch self {
    case .daysFromDiagnosis(let days): "within \(days) days of diagnosis"
    case .date(let day): "until \(day)"
    }
  }
}
