import Foundation

@testable import MutualAid

/// Joining, birthdays, deaths and leaving.
extension ReferencePool {
  /// Lets members join, or leave where a path falls; returns how many joined.
  mutating func joinOrLeave(_ period: Period) -> Int {
    if let shutdown = scenario.shutdown {
      if period.first > shutdown.announced {
        if scenario.membership.flow == nil { leaveForPath(period) }
        return 0
      }
    }
    let wanted: Int
    if let flow = scenario.membership.flow {
      wanted = joins(by: flow, in: period)
    } else {
      let path = scenario.membership.path.members(on: period.publication)
      wanted = path - members.count { $0.isPresent }
      if wanted < 0 { leaveForPath(period) }
    }
    guard wanted > 0 else { return 0 }
    everJoined += wanted
    join(wanted, in: period)
    return wanted
  }

  /// Where the path falls, members without an open claim leave, each equally likely.
  private mutating func leaveForPath(_ period: Period) {
    if let shutdown = scenario.shutdown, period.first >= shutdown.contributionsEnd { return }
    let path = scenario.membership.path.members(on: period.publication)
    let present = members.indices.filter { members[$0].isPresent }
    guard present.count > path else { return }
    var free = present.filter { !members[$0].hasOpenClaim }
    dice.shuffle(&free)
    let leaving = free.prefix(present.count - path)
    for place in leaving { members[place].isPresent = false }
    note(.left, leaving.count, in: period)
  }

  private func joins(by flow: JoiningFlow, in period: Period) -> Int {
    switch flow {
    case .perPeriod(let joins): joins
    case .dated(let dated):
      dated.filter { period.first...period.settlement ~= $0.day }.reduce(0) { $0 + $1.joins }
    case .logistic(let growth):
      rounded(
        Double(growth.limit)
          / (1 + exp(-growth.ratePerYear * years(from: growth.middle, to: period.publication))))
        - everJoined
    case .bass(let growth):
      rounded(bass(growth, after: years(from: scenario.launch, to: period.publication)))
        - everJoined
    }
  }

  private func bass(_ growth: BassGrowth, after years: Double) -> Double {
    let (p, q) = (growth.innovationPerYear, growth.imitationPerYear)
    let left = exp(-(p + q) * years)
    return Double(growth.limit) * (1 - left) / (1 + q / p * left)
  }

  private func rounded(_ value: Double) -> Int { Int((value + 0.5).rounded(.down)) }

  /// Years between two days, each day counted as a part of its own year.
  private func years(from start: Day, to end: Day) -> Double {
    func place(_ day: Day) -> Double {
      Double(day.year) + Double(day.dayOfYear - 1) / Double(Day.count(in: day.year))
    }
    return place(end) - place(start)
  }

  /// Whole parts of a count in proportion to weights; what is left goes to the largest remainders,
  /// of equal ones to the first.
  private func parts(of count: Int, by weights: [Double]) -> [Int] {
    let sum = weights.reduce(0, +)
    let exact = weights.map { Double(count) * $0 / sum }
    // A remainder that is 0 but for the arithmetic is 0.
    var parts = exact.map { Int(($0 + 1e-9).rounded(.down)) }
    let order = exact.indices.sorted {
      let (left, right) = (exact[$0] - Double(parts[$0]), exact[$1] - Double(parts[$1]))
      return abs(left - right) > 1e-9 ? left > right : $0 < $1
    }
    for place in order.prefix(count - parts.reduce(0, +)) { parts[place] += 1 }
    return parts
  }

  private mutating func join(_ count: Int, in period: Period) {
    let rules = scenario.membership
    let mix = rules.mixes.last { $0.from <= period.first } ?? rules.mixes[0]
    let (year, elapsed) = (period.first.year, Double(period.first.dayOfYear))
    let length = Double(Day.count(in: year))
    for (part, joining) in zip(mix.parts, parts(of: count, by: mix.parts.map(\.share))) {
      var births: [(year: Int?, count: Int)] = [(nil, joining)]
      if rules.ages != nil, let age = part.age {
        let split = parts(of: joining, by: [elapsed / length, 1 - elapsed / length])
        births = [(year - age, split[0]), (year - age - 1, split[1])]
      }
      for birth in births {
        let classes = parts(of: birth.count, by: rules.riskClasses.map(\.share))
        for (riskClass, count) in classes.enumerated() {
          for _ in 0..<count {
            members.append(
              ReferenceMember(
                segment: part.segment, sex: part.sex ?? .male, birthYear: birth.year,
                riskClass: riskClass, joined: period.first, lastDay: period.settlement))
          }
        }
      }
    }
  }

  /// Spreads the birthdays of those present evenly over the year, or over what is left of the year
  /// in which they reach the upper age.
  mutating func drawBirthdays(_ hazards: ReferenceHazards) {
    guard let oldest = scenario.membership.ages?.upperBound else { return }
    let first = hazards.days[0]
    for place in members.indices where members[place].isPresent {
      guard let born = members[place].birthYear else { continue }
      var birthday = dice.uniform()
      members[place].tooOldFrom = Int.max
      let leaving = born + oldest + 1
      if leaving < first.year {
        members[place].tooOldFrom = 0
      } else if leaving == first.year {
        let left = first.length - first.number + 1
        birthday = (Double(first.number - 1) + birthday * Double(left)) / Double(first.length)
      }
      members[place].birthday = birthday
      if let day = hazards.days.firstIndex(where: {
        $0.year == leaving && $0.number == Int(birthday * Double($0.length)) + 1
      }) {
        members[place].tooOldFrom = day
      }
    }
  }

  /// Deaths among those without an open claim, at the end of the period.
  mutating func die(_ hazards: ReferenceHazards) -> Int {
    guard scenario.membership.mortality != nil else { return 0 }
    if coverHasEnded(by: hazards.period.first) { return 0 }
    var died = 0
    for place in members.indices where members[place].isPresent && !members[place].hasOpenClaim {
      let hazard = hazards.ages(of: members[place]).reduce(0.0) { sum, span in
        guard let sums = hazards.death(members[place].sex, age: span.age) else { return sum }
        return sum + sums[span.days.upperBound] - sums[span.days.lowerBound]
      }
      if dice.exponential() <= hazard {
        members[place].isPresent = false
        died += 1
      }
    }
    return died
  }

  /// Marks those who are payers on the publication day.
  mutating func countPayers(_ hazards: ReferenceHazards) {
    let period = hazards.period
    let waiting = scenario.membership.waiting
    let publication = period.first.distance(to: period.publication)
    let isOver = coverHasEnded(by: period.publication)
    for place in members.indices {
      let member = members[place]
      members[place].hadClaim = member.hasOpenClaim
      let waits = member.joined.distance(to: period.publication) < waiting.days
      let isTooOld = member.tooOldFrom <= publication && !member.hasOpenClaim
      members[place].isPayer =
        member.isPresent && !isOver && !isTooOld && (waiting.pays || !waits)
    }
  }

  mutating func failedDebitsLeave(_ period: Period) {
    for place in members.indices {
      if let day = members[place].failsOn, day <= period.settlement, members[place].isPresent {
        members[place].isPresent = false
        note(.expelled, 1, in: period)
      }
    }
  }

  mutating func paidClaimantsLeave() {
    guard scenario.membership.claimants == .leave else { return }
    for claim in claims where claim.state == .paid { members[claim.member].isPresent = false }
  }

  /// Those who have become too old leave, unless they wait for a claim.
  ///
  /// Once cover has ended there is nobody left to become too old.
  mutating func reachUpperAge(_ period: Period) -> Int {
    if coverHasEnded(by: period.first) { return 0 }
    var count = 0
    for place in members.indices where members[place].isPresent {
      let member = members[place]
      if member.tooOldFrom != Int.max, !member.hasOpenClaim {
        members[place].isPresent = false
        count += 1
      }
    }
    return count
  }
}
