"""Checksums of draws of the discrete laws, for Tests/ProbabilityTests.

The samplers are written from the papers, and decide by the textbook form of a mass (log-gamma) or of a
tail (mpmath), where the Swift code uses recursions, squeezes and Stirling's series. A checksum is
h <- h * 6364136223846793005 + k mod 2^64, read as a signed number.
"""

import math
from fractions import Fraction
from functools import lru_cache

from mpmath import mp, mpf
from scipy.special import ndtri

from stream import MASK64, Stream

mp.dps = 30
DRAWS = 20_000


def log_factorial(k):
    return math.lgamma(k + 1)


def from_above(u, none, ratio, last):
    """The smallest k with P(X > k) <= u, summed to 30 digits."""
    mass, tail, k = mpf(none), 1 - mpf(none), 0
    while tail > u and k < last:
        mass *= ratio(k)
        tail -= mass
        k += 1
    return k


def binomial(n, p, s):
    if p > 0.5:
        return n - binomial(n, 1 - p, s)
    if n == 0 or p == 0:
        return 0
    if n * p < 10:
        u = s.fine_uniform()
        if u >= n * p:
            return 0
        q = 1 - mpf(p)
        return from_above(u, none_of(n, p), lambda k: mpf(n - k) / (k + 1) * p / q, n)
    # Hormann (1993), algorithm BTRS, with log v in step 3.
    spq = math.sqrt(n * p * (1 - p))
    b = 1.15 + 2.53 * spq
    a = -0.0873 + 0.0248 * b + 0.01 * p
    c = n * p + 0.5
    v_r = 0.92 - 4.2 / b
    alpha = (2.83 + 5.1 / b) * spq
    m = math.floor((n + 1) * p)
    while True:
        u = s.uniform() - 0.5
        v = s.uniform()
        us = 0.5 - abs(u)
        k = math.floor((2 * a / us + b) * u + c)
        if us >= 0.07 and v <= v_r:
            return k
        if k < 0 or k > n:
            continue
        log_ratio = (
            log_factorial(m)
            + log_factorial(n - m)
            - log_factorial(k)
            - log_factorial(n - k)
            + (k - m) * math.log(p / (1 - p))
        )
        if math.log(v * alpha / (a / (us * us) + b)) <= log_ratio:
            return k


def poisson(mean, s):
    if mean == 0:
        return 0
    if mean < 10:
        u = s.fine_uniform()
        if u >= mean:
            return 0
        return from_above(u, mp.exp(-mpf(mean)), lambda k: mpf(mean) / (k + 1), math.inf)
    # Hormann (1993), algorithm PTRS.
    b = 0.931 + 2.53 * math.sqrt(mean)
    a = -0.059 + 0.02483 * b
    v_r = 0.9277 - 3.6224 / (b - 2)
    inverse_alpha = 1.1239 + 1.1328 / (b - 3.4)
    while True:
        u = s.uniform() - 0.5
        v = s.uniform()
        us = 0.5 - abs(u)
        k = math.floor((2 * a / us + b) * u + mean + 0.43)
        if us >= 0.07 and v <= v_r:
            return k
        if k < 0 or (us < 0.013 and v > us):
            continue
        log_mass = -mean + k * math.log(mean) - log_factorial(k)
        if math.log(v * inverse_alpha / (a / (us * us) + b)) <= log_mass:
            return k


@lru_cache
def none_marked(N, M, D):
    none = mpf(1)
    for i in range(D):
        none *= mpf(N - M - i) / (N - i)
    return none


@lru_cache
def none_of(n, p):
    return (1 - mpf(p)) ** n


def hypergeometric(N, M, D, s):
    if M > N - M:
        return D - hypergeometric(N, N - M, D, s)
    if D > N - D:
        return M - hypergeometric(N, M, N - D, s)
    if D > M:
        M, D = D, M
    if D == 0:
        return 0
    if D * M / N < 10:
        u = s.fine_uniform()
        if u >= D * M / N:
            return 0
        return from_above(
            u, none_marked(N, M, D), lambda k: mpf((M - k) * (D - k)) / ((k + 1) * (N - M - D + k + 1)), D
        )
    # Stadlober (1990), as HRUA in NumPy, without its cut at 16 standard deviations.
    p = M / N
    a = D * p + 0.5
    c = math.sqrt((N - D) * D * p * (1 - p) / (N - 1) + 0.5)
    h = 2 * math.sqrt(2 / math.e) * c + 3 - 2 * math.sqrt(3 / math.e)
    m = (D + 1) * (M + 1) // (N + 2)

    def table(k):
        return sum(log_factorial(x) for x in (k, M - k, D - k, N - M - D + k))

    at_mode = table(m)
    while True:
        u = s.uniform()
        v = s.uniform()
        k = math.floor(a + h * (v - 0.5) / u)
        if 0 <= k <= D and 2 * math.log(u) <= at_mode - table(k):
            return k


def geometric(p, s):
    if p == 1:
        return 0
    word = s.word()
    u = mpf((word >> 1) + 0.5) / 2**64
    e = -mp.log(u) if word & 1 == 0 else -mp.log(1 - u)
    return int(mp.floor(e / -mp.log(1 - mpf(p))))


def gamma(shape, scale, s):
    """Marsaglia and Tsang (2000), a normal number by inversion."""
    d = (shape + 1 if shape < 1 else shape) - 1 / 3
    c = 1 / math.sqrt(9 * d)
    while True:
        x = float(ndtri(s.uniform()))
        v = (1 + c * x) ** 3
        if v <= 0:
            continue
        if math.log(s.uniform()) < 0.5 * x * x + d * (1 - v + math.log(v)):
            break
    return scale * d * v * (s.uniform() ** (1 / shape) if shape < 1 else 1)


def negative_binomial(r, p, s):
    return 0 if p == 1 else poisson(gamma(r, (1 - p) / p, s), s)


def multinomial(n, ps, s):
    counts = []
    for g in range(len(ps)):
        rest = float(sum(Fraction(p) for p in ps[g:]))
        counts.append(binomial(n - sum(counts), ps[g] / rest, s) if n > sum(counts) else 0)
    return counts


def multivariate_hypergeometric(counts, drawn, s):
    result = []
    for i, count in enumerate(counts):
        left = drawn - sum(result)
        result.append(hypergeometric(sum(counts[i:]), count, left, s) if left else 0)
    return result


class Alias:
    """Vose (1991) in fractions, with a stack of small and a stack of large outcomes."""

    def __init__(self, weights):
        n = len(weights)
        whole = [round(w / sum(weights) * 2.0**62) for w in weights]
        share = [Fraction(w * n, sum(whole)) for w in whole]
        small = [i for i in range(n) if share[i] < 1]
        large = [i for i in range(n) if share[i] >= 1]
        self.cells = [(1 << 64, i) for i in range(n)]
        while small and large:
            j, k = small.pop(), large[-1]
            self.cells[j] = (math.floor(share[j] * 2**64), k)
            share[k] -= 1 - share[j]
            if share[k] < 1:
                small.append(large.pop())

    def sample(self, s):
        index, place = divmod(s.word() * len(self.cells), 1 << 64)
        threshold, alias = self.cells[index]
        return index if place < threshold else alias


def checksum(draw, draws=DRAWS):
    stream = Stream(seed=20_110_612, replication=3, purpose=7, period=11, cohort=13)
    h = 0
    for _ in range(draws):
        drawn = draw(stream)
        for k in drawn if isinstance(drawn, list) else [drawn]:
            h = (h * 6364136223846793005 + k) & MASK64
    return h - (1 << 64) if h >> 63 else h


BINOMIALS = [
    (1, 0.3), (20, 0.4999), (20, 0.51), (1_000, 0.001), (10_000_000, 9.99e-7), (40, 0.3),
    (64, 0.5), (1_000, 0.05), (1_000, 0.95), (100_000, 0.1), (100_000_000, 1e-3),
]  # fmt: skip
POISSONS = [0.01, 1, 9.99, 10, 30, 400, 1e5]
HYPERGEOMETRICS = [
    (10, 3, 4), (10, 7, 6), (41, 20, 21), (100, 50, 50), (1_000, 900, 100), (10_000, 16, 5_000),
    (1_000_000, 2_000, 4_000), (100_000_000, 20_000_000, 10), (100_000_000, 100_000, 100_000),
    (100_000_000, 1_000_000, 1_000_000),
]  # fmt: skip
GEOMETRICS = [0.9, 0.3, 1e-3, 1e-9]
NEGATIVE_BINOMIALS = [(0.3, 0.1), (1, 0.5), (2.5, 0.2), (25, 0.01), (400, 0.9)]
MULTINOMIALS = [(7, [0.5, 0.25, 0.25]), (1_000, [0.001, 0.599, 0.0, 0.4]), (10**6, [0.2] * 5)]
MULTIVARIATE = [([3, 4, 5], 6), ([1_000, 0, 20_000, 300], 500), ([10**6, 10**6, 10**4], 10**5)]
WEIGHTS = [[1.0], [1.0, 1.0], [0.1, 0.0, 0.7, 0.2], [float(i + 1) for i in range(100)], [1e-9, 1.0, 3.0]]


def show(name, cases, draw, draws=DRAWS):
    print(f"# {name}, {draws} draws")
    for case in cases:
        arguments = case if isinstance(case, tuple) else (case,)
        value = f"{checksum(lambda s: draw(*arguments, s), draws):_}"
        print(f"    ({', '.join(f'{x:_}' if isinstance(x, int) else repr(x) for x in arguments)}, {value}),")


if __name__ == "__main__":
    show("binomial", BINOMIALS, binomial)
    show("poisson", POISSONS, poisson)
    show("hypergeometric", HYPERGEOMETRICS, hypergeometric)
    show("geometric", GEOMETRICS, geometric)
    show("negative binomial", NEGATIVE_BINOMIALS, negative_binomial)
    show("multinomial", MULTINOMIALS, multinomial, 5_000)
    show("multivariate hypergeometric", MULTIVARIATE, multivariate_hypergeometric, 5_000)
    print("# alias, weights and checksum")
    for weights in WEIGHTS:
        print(f"    ({weights}, {checksum(Alias(weights).sample):_}),")
