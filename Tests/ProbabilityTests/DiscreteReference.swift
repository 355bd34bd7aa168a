import Probability

/// A mass and its tails, from Scripts/reference/discrete_masses.py.
struct DiscreteReference: Sendable {
  /// A law by its parameters.
  enum Law: Sendable {
    case binomial(Int, Double)
    case poisson(Double)
    case hypergeometric(Int, Int, Int)
    case negativeBinomial(Double, Double)

    func made() throws -> any DiscreteLaw {
      switch self {
      case .binomial(let n, let p): try Binomial(trials: n, probability: p)
      case .poisson(let mean): try Poisson(mean: mean)
      case .hypergeometric(let n, let m, let d):
        try Hypergeometric(population: n, marked: m, drawn: d)
      case .negativeBinomial(let r, let p): try NegativeBinomial(size: r, probability: p)
      }
    }
  }

  let law: Law
  let k: Int
  let mass: Double
  let cumulative: Double
  let survival: Double

  /// What relative error is allowed.
  var tolerance: Double {
    // The continued fraction of the negative binomial law loses digits as p goes to 0.
    if case .negativeBinomial(_, let p) = law, p < 1e-3 { return 1e-11 }
    return 2e-13
  }

  init(_ law: Law, _ k: Int, _ mass: Double, _ cumulative: Double, _ survival: Double) {
    self.law = law
    self.k = k
    self.mass = mass
    self.cumulative = cumulative
    self.survival = survival
  }

  static let all: [DiscreteReference] = [
    .init(.binomial(1, 0.3), 0, 0.7, 0.7, 0.3),
    .init(.binomial(10, 0.25), 3, 0.25028228759765625, 0.7758750915527344, 0.22412490844726562),
    .init(.binomial(10, 0.75), 9, 0.1877117156982422, 0.9436864852905273, 0.056313514709472656),
    .init(.binomial(100, 0.01), 0, 0.3660323412732295, 0.3660323412732295, 0.6339676587267705),
    .init(
      .binomial(100, 0.01), 7, 6.286345663268091e-05, 0.9999917797952614, 8.220204738566517e-06),
    .init(
      .binomial(1_000, 0.5), 480, 0.011340982371187728, 0.10872414660207047, 0.8912758533979295),
    .init(
      .binomial(1_000, 0.999), 990, 9.782838349942127e-08, 1.0742833868464958e-07,
      0.9999998925716613),
    .init(
      .binomial(1_000_000, 1e-06), 4, 0.015328271728001122, 0.9963401761650977,
      0.0036598238349022697),
    .init(
      .binomial(1_000_000, 0.3), 302_000, 6.427913308560936e-08, 0.999993580546952,
      6.4194530480702665e-06),
    .init(
      .binomial(100_000_000, 0.001), 99_000, 8.363469658984012e-06, 0.0007700075461247696,
      0.9992299924538752),
    .init(
      .binomial(100_000_000, 0.001), 101_500, 1.7038879605792484e-08, 0.9999989107026622,
      1.08929733780016e-06),
    .init(
      .binomial(100_000_000, 1e-09), 1, 0.09048374188955552, 0.9953211598802733,
      0.004678840119726786),
    .init(
      .binomial(1_099_511_627_776, 1e-10), 100, 0.02504930772836127, 0.18443789253412637,
      0.8155621074658737),
    .init(
      .binomial(1_099_511_627_776, 1e-06), 1_100_000, 0.00034128482928115863, 0.6795173265679014,
      0.32048267343209863),
    .init(.poisson(0.001), 0, 0.999000499833375, 0.999000499833375, 0.0009995001666250085),
    .init(.poisson(0.001), 2, 4.995002499166875e-07, 0.9999999998334583, 1.6654171665278076e-10),
    .init(.poisson(2.5), 3, 0.21376301724973645, 0.7575761331330659, 0.24242386686693404),
    .init(.poisson(9.99), 20, 0.0018474950073184516, 0.998430307095685, 0.0015696929043149278),
    .init(.poisson(10.0), 5, 0.03783327480207071, 0.06708596287903178, 0.9329140371209682),
    .init(.poisson(400.0), 350, 0.0008151358373334484, 0.005861799693414334, 0.9941382003065856),
    .init(
      .poisson(100000.0), 101_000, 8.59961239408931e-06, 0.9992087985708396, 0.0007912014291604517),
    .init(
      .poisson(100000.0), 98_000, 2.2956992253481687e-12, 1.121599489826466e-10, 0.99999999988784),
    .init(.hypergeometric(10, 3, 4), 2, 0.3, 0.9666666666666667, 0.03333333333333333),
    .init(.hypergeometric(10, 7, 6), 4, 0.5, 0.6666666666666666, 0.3333333333333333),
    .init(
      .hypergeometric(100, 50, 50), 20, 0.0220153934585847, 0.03567120174410516, 0.9643287982558948),
    .init(
      .hypergeometric(10_000, 16, 5_000), 12, 0.027704309069491194, 0.9894145692807771,
      0.010585430719222952),
    .init(
      .hypergeometric(1_000_000, 2_000, 4_000), 14, 0.016783614011657344, 0.9830465680070459,
      0.01695343199295407),
    .init(
      .hypergeometric(100_000_000, 1_000_000, 50), 3, 0.012221077340500213, 0.99840383419069,
      0.0015961658093100366),
    .init(
      .hypergeometric(100_000_000, 100_000, 100_000), 80, 0.005181220003938716,
      0.022545323427731013, 0.977454676572269),
    .init(
      .hypergeometric(100_000_000, 1_000_000, 1_000_000), 10_200, 0.0005254917371667682,
      0.9783231942952074, 0.02167680570479254),
    .init(
      .negativeBinomial(0.3, 0.1), 0, 0.5011872336272724, 0.5011872336272724, 0.4988127663727277),
    .init(
      .negativeBinomial(0.3, 0.1), 9, 0.013778811604208336, 0.9177904345795104, 0.08220956542048963),
    .init(.negativeBinomial(1.0, 0.5), 4, 0.03125, 0.96875, 0.03125),
    .init(
      .negativeBinomial(2.5, 0.2), 30, 0.0029099041799291576, 0.9853775235174962,
      0.014622476482503756),
    .init(
      .negativeBinomial(25.0, 0.01), 1_500, 9.390014533142034e-05, 0.012982204217954717,
      0.9870177957820453),
    .init(
      .negativeBinomial(25.0, 0.01), 3_500, 0.0001059856751466606, 0.9710173001489011,
      0.028982699851098873),
    .init(
      .negativeBinomial(400.0, 0.9), 40, 0.04875913430588289, 0.29413232281607127,
      0.7058676771839287),
    .init(
      .negativeBinomial(25.0, 0.00025), 110_000, 1.606245609291852e-05, 0.7094195477141064,
      0.2905804522858936),
  ]
}
