"""Reference figures for the estimates of the Probability target.

An independent implementation with SciPy and exact fractions. Run it and compare with the tables in
Tests/ProbabilityTests/{Tally,QuantileInterval,Proportion}Tests.swift:

    python3 Scripts/reference/estimates.py

Needs Python 3.11 and SciPy (tried with 1.17.1).
"""
from fractions import Fraction
from math import ceil, floor, isqrt, sqrt

from scipy.stats import binom, binomtest

MASK = (1 << 64) - 1


def splitmix(state):
    """G. L. Steele, D. Lea, C. H. Flood, 'Fast splittable pseudorandom number generators', OOPSLA 2014."""
    while True:
        state = (state + 0x9E3779B97F4A7C15) & MASK
        z = state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        yield z ^ (z >> 31)


def sample(seed, count):
    """Skewed whole numbers of both signs: the product of three draws below 1,000, less 10^8."""
    words = splitmix(seed)
    result = []
    for _ in range(count):
        product = 1
        for _ in range(3):
            product *= next(words) % 1000
        result.append(product - 100_000_000)
    return result


def ranks(n, p, confidence):
    """Order-statistic ranks by SciPy's binomial quantile."""
    tail = (1 - confidence) / 2
    lower = int(binom.ppf(tail, n, p))
    while binom.cdf(lower - 1, n, p) > tail:
        lower -= 1
    while binom.cdf(lower, n, p) <= tail:
        lower += 1
    upper = int(binom.ppf(1 - tail, n, p)) + 1
    while binom.sf(upper - 1, n, p) > tail:
        upper += 1
    while binom.sf(upper - 2, n, p) <= tail:
        upper -= 1
    return (lower if lower > 0 else None, upper if upper <= n else None)


def moments(x):
    """Mean, sd, skewness and errors. The errors are by central moments: M. G. Kendall, A. Stuart,
    The Advanced Theory of Statistics, volume 1, the sampling variance of a function of moments."""
    n = len(x)
    mean = Fraction(sum(x), n)
    m = {k: float(sum((Fraction(v) - mean) ** k for v in x) / n) for k in (2, 3, 4, 5, 6)}
    sd = sqrt(m[2] * n / (n - 1))
    sd_error = sqrt((m[4] - m[2] ** 2) / (4 * sd**2 * n))
    skewness = m[3] / m[2] ** 1.5
    numerator = (
        4 * m[2] ** 2 * m[6] - 12 * m[2] * m[3] * m[5] - 24 * m[2] ** 3 * m[4]
        + 9 * m[3] ** 2 * m[4] + 35 * m[2] ** 2 * m[3] ** 2 + 36 * m[2] ** 5
    )
    return [(float(mean), sd / sqrt(n)), (sd, sd_error), (skewness, sqrt(numerator / (4 * m[2] ** 5 * n)))]


def tail(x, level):
    """Hardy's estimator, literally, and Manistre and Hancock's error from the tail's own variance."""
    x = sorted(x)
    n = len(x)
    k = floor(n * level) + 1
    value = ((Fraction(k, n) - level) * x[k - 1] + Fraction(sum(x[k:]), n)) / (1 - level)
    q = x[max(ceil(n * level), 1) - 1]
    above = [v for v in x if v > q]
    m = len(above)
    mean = Fraction(sum(above), m)
    variance = float(sum((v - mean) ** 2 for v in above) / m)
    # Var((X - q)+) = P Var(X | X > q) + P (1 - P) (E[X | X > q] - q)^2 with P = m/n.
    p = m / n
    square = p * variance + p * (1 - p) * float(mean - q) ** 2
    return float(value), sqrt(square * n / (n - 1) / n) / float(1 - level)


if __name__ == "__main__":
    print("ranks")
    for n, p, c in [
        (1_000_000, 0.5, 0.95), (1_000_000, 0.95, 0.95), (1_000_000, 0.99, 0.95), (1_000_000, 0.999, 0.95),
        (100_000, 0.99, 0.95), (10_000, 0.005, 0.99), (1_000, 0.99, 0.95), (1_000, 0.001, 0.95),
        (100, 0.99, 0.95), (368, 0.99, 0.95), (367, 0.99, 0.95), (5, 0.5, 0.9), (5, 0.5, 0.95),
        (6, 0.5, 0.95), (1, 0.5, 0.5), (20, 0.25, 0.1), (10_000_000, 0.7, 0.999), (3, 0.5, 0.05),
    ]:
        print(f"    ({n:_}, {p}, {c}, {ranks(n, p, c)}),")
    print("Wilson")
    for hits, n, c in [(0, 20, 0.95), (1, 29, 0.95), (7, 1_000_000, 0.95), (500, 1_000, 0.99), (10, 10, 0.9)]:
        interval = binomtest(hits, n).proportion_ci(c, "wilson")
        print(f"    ({hits}, {n:_}, {c}, {interval.low!r}, {interval.high!r}),")
    x = sample(2019, 20_000)
    print("sample", x[:3], "distinct", len(set(x)), "sum", sum(x), "squares", sum(v * v for v in x))
    for value, error in moments(x):
        print(f"    {value!r}, {error!r}")
    print("quantiles")
    for p in (Fraction(1, 20), Fraction(1, 2), Fraction(99, 100), Fraction(999, 1000)):
        print(f"    ({float(p)}, {sorted(x)[ceil(p * len(x)) - 1]:_}),")
    print("tails")
    for level in (Fraction(0), Fraction(1, 2), Fraction(95, 100), Fraction(99, 100), Fraction(99991, 100000)):
        print(f"    ({float(level)}, {tail(x, level)}),")
