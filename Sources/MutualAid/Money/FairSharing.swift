/// How a need is split by what each cohort can expect to claim.
///
/// With Xᵢ the benefit of one member of cohort *i* in a settlement and S that of all, a member's
/// share of a total s is
///
///     risk proportional    s · E[Xᵢ] / E[S]
///     linear regression    E[Xᵢ] + Cov(Xᵢ, S) / Var(S) · (s − E[S])
///     conditional mean     E[Xᵢ | S = s]
///
/// All three sum to s over the members, and each asks E[Xᵢ] of a member on average: they are fair.
///
/// > M. Denuit, J. Dhaene, C. Y. Robert. "Risk-sharing rules and their properties, with applications
/// > to peer-to-peer insurance." *Journal of Risk and Insurance* 89 (2022), 615–667.
/// > doi:[10.1111/jori.12385](https://doi.org/10.1111/jori.12385)
public enum FairSharing: String, Equatable, CaseIterable, Sendable {
  /// In proportion to the expected benefit.
  case riskProportional = "risk_proportional"
  /// The regression line of the benefit on the total.
  case linearRegression = "linear_regression"
  /// The expected benefit given the total.
  case conditionalMean = "conditional_mean"
}
