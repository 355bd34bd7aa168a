/// What a claim can be: an amount promised to members of a segment.
struct ClaimLine: Hashable, Sendable {
  let segment: Int
  /// The benefit in fen.
  let amount: Int
}

/// What a diagnosis at an age means: the classes it can fall into, and what each promises.
struct Terms: Hashable, Sendable {
  struct Part: Hashable, Sendable {
    /// The part of diagnoses.
    let share: Double
    /// The place of the claim's line.
    let line: Int
    let isAccident: Bool
  }

  let parts: [Part]

  /// The part of diagnoses that are accidents.
  var accidentShare: Double { parts.reduce(0) { $1.isAccident ? $0 + $1.share : $0 } }

  /// The parts of a diagnosis that gives a claim, as probabilities; while a member waits, accidents
  /// alone do.
  func probabilities(waiting: Bool) -> [(line: Int, chance: Double)] {
    let valid = parts.filter { (!waiting || $0.isAccident) && $0.share > 0 }
    let total = valid.reduce(0) { $0 + $1.share }
    return valid.map { ($0.line, $0.share / total) }
  }
}

/// The terms of every segment and age.
struct TermsTable: Sendable {
  let lines: [ClaimLine]
  private let terms: [[Terms]]

  init(of scenario: Scenario) {
    let oldest = (scenario.membership.ages?.upperBound ?? 0) + 1
    var lines: [ClaimLine] = []
    terms = scenario.segments.indices.map { segment in
      (0...oldest).map { age in
        Terms(
          parts: scenario.claims.classes.map { kind in
            let line = ClaimLine(segment: segment, amount: kind.benefits[segment][age])
            let place = lines.firstIndex(of: line) ?? lines.count
            if place == lines.count { lines.append(line) }
            return .init(share: kind.share[age], line: place, isAccident: kind.isAccident)
          })
      }
    }
    self.lines = lines
  }

  /// The number of the terms at an age, the same whatever other segments there are: the segment,
  /// and the first age that has them.
  func number(segment: Int, age: Int) -> Int {
    segment << 18 | (terms[segment].firstIndex(of: terms[segment][age]) ?? age)
  }

  subscript(segment: Int, age: Int) -> Terms { terms[segment][age] }
}
