import RealModule

/// Cheng's algorithms BB and BC, by the letters of the paper that ``Beta`` names.
///
/// The paper prints log 4 and 1 + log 5 to 7 digits. They are in full here: the first of them is in
/// the test that decides.
struct ChengBeta: Equatable, Sendable {
  private let isSwapped: Bool
  private let isBB: Bool
  // BB has a = min, BC has a = max of the two shapes.
  private let a, b, alpha, beta: Double
  private let gamma: Double
  private let k1, k2: Double

  /// The sampler of the beta law with the shapes `a0` and `b0`, both above 0.
  init(_ a0: Double, _ b0: Double) {
    alpha = a0 + b0
    isBB = min(a0, b0) > 1
    // Step 0 of BB and BC.
    if isBB {
      (a, b) = (min(a0, b0), max(a0, b0))
      beta = ((alpha - 2) / (2 * a * b - alpha)).squareRoot()
      gamma = a + 1 / beta
      (k1, k2) = (0, 0)
    } else {
      (a, b) = (max(a0, b0), min(a0, b0))
      beta = 1 / b
      gamma = 0
      let delta = 1 + a - b
      k1 = delta * (1.0 / 72 + b / 24) / (a * beta - 7.0 / 9)
      k2 = 0.25 + (0.5 + 0.25 / delta) * b
    }
    isSwapped = a != a0
  }

  /// A draw.
  func sample(using stream: inout Stream) -> Double {
    let (v, w) = isBB ? acceptedBB(using: &stream) : acceptedBC(using: &stream)
    // The last step: W/(b + W), or its complement where the shapes were swapped. At tiny shapes
    // W = a e^V may pass the greatest number before b/W reaches the least.
    if isSwapped { return w == .infinity ? b / a * .exp(-v) : b / (b + w) }
    return w == .infinity ? 1 : w / (b + w)
  }

  /// The V and W of algorithm BB.
  private func acceptedBB(using stream: inout Stream) -> (Double, Double) {
    while true {
      // Step 1.
      let (u1, u2) = (stream.uniform(), stream.uniform())
      let v = beta * .log(u1 / (1 - u1))
      let w = a * .exp(v)
      let z = u1 * u1 * u2
      let r = gamma * v - logOf4
      let s = a + r - w
      // Step 2.
      if s + onePlusLogOf5 >= 5 * z { return (v, w) }
      // Step 3.
      let t = Double.log(z)
      if s >= t { return (v, w) }
      // Step 4.
      if r + alpha * .log(alpha / (b + w)) >= t { return (v, w) }
    }
  }

  /// The V and W of algorithm BC.
  private func acceptedBC(using stream: inout Stream) -> (Double, Double) {
    while true {
      // Step 1.
      let (u1, u2) = (stream.uniform(), stream.uniform())
      let v = beta * .log(u1 / (1 - u1))
      let w = a * .exp(v)
      let z = u1 * u1 * u2
      if u1 < 0.5 {
        // Step 2.
        let y = u1 * u2
        if 0.25 * u2 + z - y >= k1 { continue }
      } else {
        // Steps 3 and 4.
        if z <= 0.25 { return (v, w) }
        if z >= k2 { continue }
      }
      // Step 5. An infinite W, at tiny shapes, has α (log α − log(b + W) + V) → α log(α/a).
      let tail = w == .infinity ? Double.log(alpha / a) : .log(alpha / (b + w)) + v
      if alpha * tail - logOf4 >= .log(z) { return (v, w) }
    }
  }
}

private let logOf4 = Double.log(4)
private let onePlusLogOf5 = 1 + Double.log(5)
