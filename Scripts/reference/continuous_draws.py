"""Draws of the continuous laws by an implementation apart from the Swift one.

    python3 continuous_draws.py > ../../Tests/ProbabilityTests/ContinuousDrawsReference.swift

A line holds the law, its parameters, the sum of 20,000 draws, their sum weighted by 1, 2, ..., 7 in
turn, the last draw, and the word of the stream that follows it, which shows how many were used. The
normal quantile is SciPy's `ndtri` (Cephes), not the AS 241 of the Swift code, so real numbers agree
to some 13 digits and words exactly.
"""

from math import exp, expm1, fsum, inf, log, log1p, sqrt

from continuous_stream import Stream
from scipy.special import ndtri

COUNT = 20_000


def normal(s):
    return float(ndtri(s.uniform()))


def gamma(s, a):
    """Marsaglia and Tsang 2000, pages 364 and 369."""
    if a < 1:
        g = gamma(s, a + 1)
        return g * s.uniform() ** (1 / a)
    d = a - 1 / 3
    while True:
        x = normal(s)
        v = (1 + x / sqrt(9 * d)) ** 3
        if v <= 0:
            continue
        if log(s.uniform()) < x * x / 2 + d - d * v + d * log(v):
            return d * v


def beta(s, a0, b0):
    """Cheng 1978, algorithms BB and BC, without the squeezes that only save logarithms."""
    both = a0 + b0
    small, large = min(a0, b0), max(a0, b0)
    if small > 1:
        lam = sqrt((both - 2) / (2 * a0 * b0 - both))
        while True:
            u1, u2 = s.uniform(), s.uniform()
            v = lam * (log(u1) - log1p(-u1))
            w = small * exp(v)
            if both * log(both / (large + w)) + (small + 1 / lam) * v - log(4) >= log(
                u1 * u1 * u2
            ):
                break
        return w / (large + w) if a0 == small else large / (large + w)
    while True:
        u1, u2 = s.uniform(), s.uniform()
        v = (log(u1) - log1p(-u1)) / small
        w = large * exp(v) if v < 700 else inf
        t = both * (log(both / (small + w)) + v) if w < inf else both * log(both / large)
        if t - log(4) >= log(u1 * u1 * u2):
            break
    ratio = 1.0 if w == inf else w / (small + w)
    other = 0.0 if w == inf else small / (small + w)
    return ratio if a0 == large else other


def mixture(s):
    """Exponential of mean 1, Gamma(2.5, 2), Uniform(5, 6), with weights 0.5, 0.3, 0.2."""
    u = s.uniform()
    if u < 0.5:
        return -log1p(-s.uniform())
    if u < 0.8:
        return 2 * gamma(s, 2.5)
    return 5 + s.uniform()


def interpolated(s):
    """The points 0, 1, 2, 5, 10 with the probabilities 0, 0.25, 0.25, 0.75, 1."""
    u = s.uniform()
    if u <= 0.25:
        return u / 0.25
    if u <= 0.75:
        return 2 + 6 * (u - 0.25)
    return 5 + 20 * (u - 0.75)


SAMPLERS = {
    "Uniform": lambda s, a, b: a + (b - a) * s.uniform(),
    "Exponential": lambda s, mean: -mean * log1p(-s.uniform()),
    "Normal": lambda s, mean, sd: mean + sd * normal(s),
    "LogNormal": lambda s, mu, sigma: exp(mu + sigma * normal(s)),
    "Gamma": lambda s, shape, scale: scale * gamma(s, shape),
    "Beta": beta,
    "Weibull": lambda s, shape, scale: scale * (-log1p(-s.uniform())) ** (1 / shape),
    "Pareto": lambda s, shape, least: least * (1 - s.uniform()) ** (-1 / shape),
    "Lomax": lambda s, shape, scale: scale * expm1(-log1p(-s.uniform()) / shape),
    "Mixture": mixture,
    "Interpolated": interpolated,
    "Capped": lambda s, cap: min(2 * gamma(s, 2.5), cap),
    "Layered": lambda s, a, limit: min(max(2 * gamma(s, 2.5) - a, 0), limit),
}

CASES = [
    ("Uniform", 2, 5),
    ("Exponential", 60),
    ("Normal", 0, 1),
    ("Normal", 5, 0.25),
    ("LogNormal", 10.5, 1.25),
    ("Gamma", 0.01, 1),
    ("Gamma", 0.3, 2),
    ("Gamma", 0.999, 1),
    ("Gamma", 1, 1),
    ("Gamma", 1.001, 1),
    ("Gamma", 2.5, 3),
    ("Gamma", 400, 0.0025),
    ("Beta", 0.01, 0.02),
    ("Beta", 0.5, 0.5),
    ("Beta", 0.3, 4),
    ("Beta", 4, 0.3),
    ("Beta", 1, 1),
    ("Beta", 1, 2.5),
    ("Beta", 1.01, 1.02),
    ("Beta", 2.5, 1.2),
    ("Beta", 2, 7),
    ("Beta", 100, 200),
    ("Weibull", 0.6, 30),
    ("Weibull", 3, 2),
    ("Pareto", 0.8, 1),
    ("Pareto", 2.5, 1000),
    ("Lomax", 1.5, 10),
    ("Mixture",),
    ("Interpolated",),
    ("Capped", 6),
    ("Layered", 3, 4),
]


def main():
    print("// Made by Scripts/reference/continuous_draws.py.")
    print('let continuousDraws = """')
    for seed, (law, *parameters) in enumerate(CASES, start=1978):
        s = Stream(seed, purpose=7)
        draws = [SAMPLERS[law](s, *parameters) for _ in range(COUNT)]
        weighted = fsum((1 + i % 7) * x for i, x in enumerate(draws))
        spec = " ".join([law, *map(repr, parameters)])
        print(f"  {spec} | {seed} | {fsum(draws)!r} {weighted!r} {draws[-1]!r} {s.word()}")
    print('  """')


if __name__ == "__main__":
    main()
