"""Aggregate laws by means that share nothing with the engine: exact rational convolution and SciPy.

Prints the figures that Tests/ProbabilityTests/Aggregate compares with. Run with

    python3 Scripts/reference/aggregate.py

Sources of the inputs:
  Loss Data Analytics (OpenActTexts), examples 5.2.1, 5.2.3, 5.3.6, 5.3.7
  H. U. Gerber, An Introduction to Mathematical Risk Theory (1979), portfolio of 31 policies
  S. A. Klugman, H. H. Panjer, G. E. Willmot, Loss Models, 4th edition (2012), examples 9.16, 9.17
  R. Gruebel, R. Hermesmeier, ASTIN Bulletin 29 (1999), 197-214, table 1
"""

from fractions import Fraction as Exact
import math

import numpy as np
from scipy.special import erfc
from scipy.stats import binom


def convolve(one, other):
    """The product of two sparse laws {value: probability}."""
    product = {}
    for x, p in one.items():
        for y, q in other.items():
            product[x + y] = product.get(x + y, 0) + p * q
    return product


def individual(policies):
    """The exact law of independent policies (amount, chance)."""
    law = {0: Exact(1)}
    for amount, chance in policies:
        law = convolve(law, {0: 1 - Exact(chance), amount: Exact(chance)})
    return law


def two_groups():
    """Quantiles and tails of Loss Data Analytics 5.2.1, by SciPy's binomial masses."""
    first, second = binom.pmf(range(101), 100, 0.05), binom.pmf(range(201), 200, 0.06)
    masses = np.zeros(4 * 100 + 3 * 200 + 1)
    for j, p in enumerate(first):
        masses[4 * j : 4 * j + 601 : 3] += p * second
    sums = np.cumsum(masses)
    for level in (0.5, 0.9, 0.95, 0.99, 0.995, 0.999):
        k = int(np.searchsorted(sums, level))
        print(f"LDA 5.2.1  q{level}: {100 * k}  F {sums[k]:.8f}")
    print(f"LDA 5.2.1  P(S>7000) {1 - sums[70]:.10f}  P(S>8000) {1 - sums[80]:.10f}")


def gerber():
    """Masses of Gerber's portfolio."""
    counts = {
        "0.03": (2, 3, 1, 2, 0),
        "0.04": (0, 1, 2, 2, 1),
        "0.05": (0, 2, 4, 2, 2),
        "0.06": (0, 2, 2, 2, 1),
    }
    policies = [
        (amount, chance)
        for chance, row in counts.items()
        for amount, number in enumerate(row, 1)
        for _ in range(number)
    ]
    law = individual(policies)
    for x in range(12):
        print(f"Gerber     P({x}) {float(law[x]):.10f}")
    for d in (0, 1, 2, 5, 10, 15, 20):
        excess = sum(p * max(0, x - d) for x, p in law.items())
        print(f"Gerber     E(S-{d})+ {float(excess):.6f}")


def employees():
    """The group life case of Loss Models."""
    policies = [
        (15, "0.00149"), (16, "0.00142"), (20, "0.00128"), (28, "0.00122"), (31, "0.00123"),
        (18, "0.00353"), (26, "0.00394"), (24, "0.00484"), (60, "0.02182"), (14, "0.00050"),
        (17, "0.00050"), (19, "0.00054"), (30, "0.00103"), (55, "0.00479"),
    ]
    law = individual(policies)
    for x in (2, 24, 31, 60, 86, 120):
        print(f"KPW 9.16   F({x}) {float(sum(p for y, p in law.items() if y <= x)):.10f}")


def geometric():
    """Stop-loss premiums of Loss Data Analytics 5.3.6 and 5.3.7, in exact fractions."""
    severity = {5: Exact(1, 5), 10: Exact(3, 10), 20: Exact(1, 2)}
    masses, below, premium = {0: Exact(1, 3)}, Exact(0), Exact(28)
    for d in range(5, 20, 5):
        below += masses[d - 5]
        premium -= 5 * (1 - below)
        masses[d] = Exact(2, 3) * sum(p * masses.get(d - x, 0) for x, p in severity.items())
        print(f"LDA 5.3.6  E(S-{d})+ {float(premium):.5f}")


def heavy_tail(mean=20, points=1024):
    """Gruebel and Hermesmeier's table: Poisson(20), Levy amounts rounded to units."""
    cdf = lambda x: 0.0 if x <= 0 else float(erfc(math.sqrt(0.5 / x)))
    f = np.array([cdf(k + 0.5) - cdf(k - 0.5) for k in range(points)])
    g = np.zeros(points)
    g[0] = math.exp(-mean * (1 - f[0]))
    weighted = np.arange(points) * f
    for k in range(1, points):
        g[k] = mean / k * np.dot(weighted[1 : k + 1], g[k - 1 :: -1])
    print("GH Panjer  ", [f"{g[x]:.3e}" for x in (1, 10, 100, 1000)])
    for tilt in (0, 1 / points, 5 / points, 25 / points):
        weights = np.exp(-tilt * np.arange(points))
        h = np.fft.ifft(np.exp(mean * (np.fft.fft(f * weights) - 1))).real / weights
        print(f"GH {tilt:.6f}", [f"{h[x]:.3e}" for x in (1, 10, 100, 1000)])


def shares():
    """Quantiles and tails of equal shares, by SciPy's binomial law."""
    for n, q, b in ((1_000, 0.001, 300_000), (10_000, 0.001, 300_000),
                    (100_000, 0.001, 300_000), (1_000_000, 0.0006, 200_000)):
        unit = 1.08 * b / n
        quantiles = [round(unit * binom.ppf(p, n, q), 3)
                     for p in (0.05, 0.5, 0.9, 0.95, 0.99, 0.995, 0.999)]
        print(f"share {n}: sd {unit * math.sqrt(n * q * (1 - q)):.6f} {quantiles}")
    for n, funds in ((1_000, (10, 11, 12, 13, 15)), (10_000, (100, 110, 120, 130, 150))):
        print(f"fund  {n}:", [f"{binom.sf(fund, n, 0.01):.10g}" for fund in funds])


if __name__ == "__main__":
    two_groups()
    gerber()
    employees()
    geometric()
    heavy_tail()
    shares()
