import MutualAid

extension Enrolment {
  /// The members in one line, for a manifest and its hash.
  ///
  /// It goes by the groups: the order of rows, the ends of lines and what else decides nothing make no
  /// difference. Members with risks of their own are told one by one as well, in the order that the draws
  /// of individuals follow.
  var digest: String {
    var hash = FNV.offset
    for group in groups {
      var words = [
        group.joins.number, group.leaves?.number ?? Int.max, group.segment,
        group.sex?.rawValue ?? -1, group.riskClass, group.members,
      ]
      if group.risk != 1 { words.append(Int(bitPattern: UInt(group.risk.bitPattern))) }
      switch group.birth {
      case .unknown: words += [0, 0]
      case .age(let age): words += [1, age]
      case .year(let year): words += [2, year]
      case .date(let day): words += [3, day.number]
      }
      for word in words {
        withUnsafeBytes(of: word.littleEndian) { hash = FNV.hash($0, from: hash) }
      }
    }
    roll?.forEachWord { word in
      withUnsafeBytes(of: word.littleEndian) { hash = FNV.hash($0, from: hash) }
    }
    return "\(rows) rows, \(groups.count) groups, fnv1a64 \(String(hash, radix: 16))"
  }
}
