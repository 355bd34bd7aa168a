/// What a claim can be: a benefit promised to members of a segment, or a refusal.
struct ClaimLine: Hashable, Sendable {
  /// What a claim is worth.
  enum Worth: Hashable, Sendable {
    /// An amount in fen.
    case fixed(Int)
    /// An amount that is drawn when the claim is decided, by the class's place in the scenario, and
    /// the most that it can be.
    case drawn(kind: Int, most: Int)
    /// Nothing: the application is going to be refused.
    case refused
  }

  let segment: Int
  let worth: Worth

  /// The most that a claim can be worth, in fen.
  var amount: Int {
    switch worth {
    case .fixed(let amount): amount
    case .drawn(_, let most): most
    case .refused: 0
    }
  }

  /// Whether the amount is drawn claim by claim.
  var isDrawn: Bool {
    if case .drawn = worth { true } else { false }
  }
}

extension ClaimLine {
  /// The number of each line in the names of streams: its segment's, and its place among the segment's lines.
  static func streamNumbers(of lines: [ClaimLine]) -> [Int] {
    var counts: [Int: Int] = [:]
    return lines.map { line in
      defer { counts[line.segment, default: 0] += 1 }
      return line.segment << 16 | counts[line.segment, default: 0]
    }
  }
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
  let accidentShare: Double
  /// The parts of a diagnosis that gives a claim, as probabilities, while a member waits and after.
  private let probabilities:
    (waiting: [(line: Int, chance: Double)], covered: [(line: Int, chance: Double)])

  init(parts: [Part]) {
    self.parts = parts
    accidentShare = parts.reduce(0) { $1.isAccident ? $0 + $1.share : $0 }
    probabilities = (
      Self.probabilities(parts.filter(\.isAccident)), Self.probabilities(parts)
    )
  }

  private static func probabilities(_ parts: [Part]) -> [(line: Int, chance: Double)] {
    let valid = parts.filter { $0.share > 0 }
    let total = valid.reduce(0) { $0 + $1.share }
    return valid.map { ($0.line, $0.share / total) }
  }

  static func == (left: Self, right: Self) -> Bool { left.parts == right.parts }

  func hash(into hasher: inout Hasher) { hasher.combine(parts) }

  /// The parts of a diagnosis that gives a claim, as probabilities; while a member waits, accidents
  /// alone do.
  func probabilities(waiting: Bool) -> [(line: Int, chance: Double)] {
    waiting ? probabilities.waiting : probabilities.covered
  }

  /// The line of a diagnosis that gives a claim, at a place of the running sum of these probabilities.
  func line(at place: Double, waiting: Bool) -> Int {
    // Each list is read where it stands, because a copy would count references that all threads share.
    waiting
      ? Self.line(of: probabilities.waiting, at: place)
      : Self.line(of: probabilities.covered, at: place)
  }

  private static func line(of parts: [(line: Int, chance: Double)], at place: Double) -> Int {
    var rest = place
    for part in parts {
      rest -= part.chance
      if rest <= 0 { return part.line }
    }
    return parts[parts.count - 1].line
  }
}

/// The terms of every segment and age.
struct TermsTable: Sendable {
  let lines: [ClaimLine]
  private let terms: [[Terms]]
  /// The first age with the terms of each.
  private let firstAges: [[Int]]

  init(of scenario: Scenario) {
    let oldest = (scenario.membership.ages?.upperBound ?? 0) + 1
    var lines: [ClaimLine] = []
    func place(_ segment: Int, _ worth: ClaimLine.Worth) -> Int {
      let line = ClaimLine(segment: segment, worth: worth)
      if let place = lines.firstIndex(of: line) { return place }
      lines.append(line)
      return lines.count - 1
    }
    terms = scenario.segments.indices.map { segment in
      (0...oldest).map { age in
        Terms(
          parts: scenario.claims.classes.enumerated().flatMap { number, kind in
            let worth = ClaimLine.Worth(kind.severities[segment], of: number, age: age)
            let approval = kind.approval[segment]
            let share = kind.share[age]
            let approved = Terms.Part(
              share: share * approval, line: place(segment, worth), isAccident: kind.isAccident)
            guard approval < 1 else { return [approved] }
            // Whether an application is approved does not depend on anything else, so a refusal is
            // one of the things that a diagnosis can fall into.
            let refused = Terms.Part(
              share: share * (1 - approval), line: place(segment, .refused),
              isAccident: kind.isAccident)
            return [approved, refused]
          })
      }
    }
    self.lines = lines
    firstAges = terms.map { terms in
      terms.indices.map { terms.firstIndex(of: terms[$0]) ?? $0 }
    }
  }

  /// The number of the terms at an age, the same whatever other segments there are: the segment,
  /// and the first age that has them.
  func number(segment: Int, age: Int) -> Int {
    segment << 18 | firstAges[segment][age]
  }

  subscript(segment: Int, age: Int) -> Terms { terms[segment][age] }
}

extension ClaimLine.Worth {
  fileprivate init(_ severity: Severity, of kind: Int, age: Int) {
    switch severity {
    case .fixed(let bands): self = .fixed(bands[age])
    case .random(let benefit): self = .drawn(kind: kind, most: benefit.maximum)
    }
  }
}
