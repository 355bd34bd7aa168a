"""Values of the continuous laws, from their definitions.

    python3 continuous_values.py > ../../Tests/ProbabilityTests/ContinuousValuesReference.swift

mpmath with 60 digits or more, which takes some 10 minutes. Moments are integrals of the tails, not
the closed forms of the Swift code; quantiles are roots of the distribution function. A line holds the
law and its parameters, the function, its argument, and the value.
"""

import sys

import mpmath as mp
import scipy.stats as st

mp.mp.dps = 60


def series(a, x):
    """P(a, x) by its series, with digits to spare for 1 - P."""
    total, term, n = mp.mpf(1), mp.mpf(1), a
    while term > total * mp.mpf(10) ** (-mp.mp.dps):
        n += 1
        term *= x / n
        total += term
    return mp.exp(a * mp.log(x) - x - mp.loggamma(a + 1)) * total


class Law:
    """A law by its density, lower tail and upper tail, with the ends of its support."""

    def __init__(self, density, lower, upper, support=(0, mp.inf), scipy=None, kinks=()):
        self.density, self.support, self.scipy = density, support, scipy
        self.kinks = list(kinks)
        self.lower = lambda x: lower(x) if x > support[0] else mp.mpf(0)
        self.upper = lambda x: upper(x) if x > support[0] else mp.mpf(1)

    def quantile(self, p):
        """A root of the smaller tail by Newton's method, from SciPy's."""
        x, p = mp.mpf(float(self.scipy.ppf(p))), mp.mpf(p)
        for _ in range(20):
            off = self.lower(x) - p if p < 0.5 else (1 - p) - self.upper(x)
            step = off / self.density(x)
            x -= step
            if abs(step) <= abs(x) * mp.mpf(10) ** -30:
                return x
        raise ArithmeticError("the quantile does not converge")

    def limited(self, d, k):
        low = self.support[0]
        if low == -mp.inf:
            below = mp.quad(
                lambda x: x**k * self.density(x),
                sorted([-mp.inf, *[q for q in self.kinks if q < d], d]))
            return below + d**k * self.upper(d)
        low = mp.mpf(low)
        if d <= low:
            return d**k
        ends = sorted([low, d, *[q for q in self.kinks if low < q < d]])
        return low**k + mp.quad(lambda x: k * x ** (k - 1) * self.upper(x), ends)


def uniform(a, b):
    w = mp.mpf(b) - a
    return Law(lambda x: 1 / w, lambda x: (x - a) / w, lambda x: (b - x) / w, (a, b),
               st.uniform(a, b - a))


def exponential(m):
    m = mp.mpf(m)
    return Law(lambda x: mp.exp(-x / m) / m, lambda x: -mp.expm1(-x / m), lambda x: mp.exp(-x / m),
               scipy=st.expon(scale=float(m)))


def normal(mu, sigma):
    mu, sigma = mp.mpf(mu), mp.mpf(sigma)
    return Law(lambda x: mp.npdf(x, mu, sigma), lambda x: mp.erfc((mu - x) / sigma / mp.sqrt(2)) / 2,
               lambda x: mp.erfc((x - mu) / sigma / mp.sqrt(2)) / 2, (-mp.inf, mp.inf),
               st.norm(float(mu), float(sigma)), [mu - 9 * sigma, mu - 3 * sigma, mu, mu + 3 * sigma])


def lognormal(mu, sigma):
    n = normal(mu, sigma)
    return Law(lambda x: n.density(mp.log(x)) / x, lambda x: n.lower(mp.log(x)),
               lambda x: n.upper(mp.log(x)), scipy=st.lognorm(sigma, scale=float(mp.exp(mu))),
               kinks=[mp.exp(mp.mpf(mu) + z * mp.mpf(sigma)) for z in (-3, 0, 3)])


def gamma(a, scale):
    a, scale = mp.mpf(a), mp.mpf(scale)

    def upper(x):
        x = x / scale
        if a < 50 and x > a:
            return mp.gammainc(a, x, mp.inf, regularized=True)
        with mp.workdps(330 if a > 500 else 160):
            return 1 - series(a, x)

    return Law(lambda x: mp.exp((a - 1) * mp.log(x / scale) - x / scale - mp.loggamma(a)) / scale,
               lambda x: series(a, x / scale), upper, scipy=st.gamma(float(a), scale=float(scale)),
               kinks=[scale * max(a + z * mp.sqrt(a), 0) for z in (-5, -2, 0, 2, 5)])


def beta(a, b):
    a, b = mp.mpf(a), mp.mpf(b)

    def upper(x):
        if x >= 1:
            return mp.mpf(0)
        with mp.workdps(100):
            return 1 - mp.betainc(a, b, 0, x, regularized=True)

    return Law(lambda x: x ** (a - 1) * (1 - x) ** (b - 1) / mp.beta(a, b),
               lambda x: mp.betainc(a, b, 0, x, regularized=True) if x < 1 else mp.mpf(1),
               upper, (0, 1), st.beta(float(a), float(b)))


def weibull(tau, theta):
    tau, theta = mp.mpf(tau), mp.mpf(theta)
    h = lambda x: (x / theta) ** tau
    return Law(lambda x: tau / x * h(x) * mp.exp(-h(x)), lambda x: -mp.expm1(-h(x)),
               lambda x: mp.exp(-h(x)), scipy=st.weibull_min(float(tau), scale=float(theta)),
               kinks=[theta])


def pareto(alpha, m):
    alpha, m = mp.mpf(alpha), mp.mpf(m)
    return Law(lambda x: alpha / x * (m / x) ** alpha, lambda x: -mp.expm1(-alpha * mp.log(x / m)),
               lambda x: (m / x) ** alpha, (m, mp.inf), st.pareto(float(alpha), scale=float(m)))


def lomax(alpha, theta):
    alpha, theta = mp.mpf(alpha), mp.mpf(theta)
    s = lambda x: (1 + x / theta) ** (-alpha)
    return Law(lambda x: alpha / (theta + x) * s(x),
               lambda x: -mp.expm1(-alpha * mp.log1p(x / theta)), s,
               scipy=st.lomax(float(alpha), scale=float(theta)), kinks=[theta])


MAKERS = dict(Uniform=uniform, Exponential=exponential, Normal=normal, LogNormal=lognormal,
              Gamma=gamma, Beta=beta, Weibull=weibull, Pareto=pareto, Lomax=lomax)
CASES = [
    ("Uniform", 2, 5), ("Uniform", -3, 1000), ("Exponential", 1), ("Exponential", 60),
    ("Normal", 0, 1), ("Normal", 5, 0.25), ("LogNormal", 0, 1), ("LogNormal", 10.5, 1.25),
    ("LogNormal", -2, 0.05), ("Gamma", 0.01, 1), ("Gamma", 0.3, 2), ("Gamma", 1, 5),
    ("Gamma", 2.5, 3), ("Gamma", 29.5, 1), ("Gamma", 30, 1), ("Gamma", 100, 0.5),
    ("Gamma", 1000, 1), ("Gamma", 100000, 1), ("Gamma", 1000000, 1), ("Beta", 0.01, 3),
    ("Beta", 0.5, 0.5), ("Beta", 1, 1), ("Beta", 1, 3), ("Beta", 2.5, 1.25), ("Beta", 30, 0.25),
    ("Beta", 100, 200), ("Weibull", 0.5, 30), ("Weibull", 1, 2), ("Weibull", 3.25, 2),
    ("Weibull", 20, 7), ("Pareto", 0.75, 2), ("Pareto", 1, 1), ("Pareto", 2, 1),
    ("Pareto", 2.5, 1000), ("Lomax", 0.75, 2), ("Lomax", 1, 3), ("Lomax", 2, 10),
    ("Lomax", 3.125, 10), ("Lomax", 50, 10),
]
LEVELS = [1e-12, 1e-5, 0.02, 0.3, 0.5, 0.7, 0.98, 1 - 1e-5, 1 - 1e-10]


def main():
    print("// Made by Scripts/reference/continuous_values.py.")
    print('let continuousValues = """')

    def show(spec, function, argument, value):
        if abs(value) > mp.mpf(10) ** -290:
            print(f"  {spec} | {function} | {float(argument)!r} | {mp.nstr(value, 25)}", flush=True)

    for name, *parameters in CASES:
        law = MAKERS[name](*parameters)
        spec = " ".join([name, *map(repr, parameters)])
        print(spec, file=sys.stderr)
        points = []
        for p in LEVELS:
            x = float(law.scipy.ppf(p))
            # Next to an end a number no longer tells how far it is.
            if not mp.mpf(law.support[0]) < x < mp.mpf(law.support[1]) or abs(x) < 1e-250:
                continue
            points.append(x)
            if not (name == "Gamma" and parameters[0] > 1e5):
                show(spec, "quantile", p, law.quantile(p))
        # Far beyond the last of them, where the support goes on and the series is not too long.
        if law.support[1] == mp.inf and not (name == "Gamma" and parameters[0] > 1e4):
            points.append(2.0 * points[-1])
        for x in points:
            exact = mp.mpf(x)
            show(spec, "density", x, law.density(exact))
            show(spec, "cumulative", x, law.lower(exact))
            show(spec, "survival", x, law.upper(exact))
            if not (name == "Gamma" and parameters[0] > 30):
                show(spec, "limitedExpectation", x, law.limited(exact, 1))
                show(spec, "limitedSecondMoment", x, law.limited(exact, 2))
    print('  """')


if __name__ == "__main__":
    main()
