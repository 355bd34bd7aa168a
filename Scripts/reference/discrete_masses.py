"""Masses and cumulative probabilities of the discrete laws to 17 digits, from 60 with mpmath.

Each mass is the textbook formula, each tail a sum of masses. Prints the cases of
Tests/ProbabilityTests/DiscreteReference.swift.
"""

from mpmath import binomial, exp, factorial, gamma, mp, mpf

mp.dps = 60


def binomial_mass(n, p, k):
    return binomial(n, k) * mpf(p) ** k * (1 - mpf(p)) ** (n - k)


def poisson_mass(mean, k):
    return exp(-mpf(mean)) * mpf(mean) ** k / factorial(k)


def hypergeometric_mass(N, M, D, k):
    return binomial(M, k) * binomial(N - M, D - k) / binomial(N, D)


def negative_binomial_mass(r, p, k):
    return gamma(k + mpf(r)) / (gamma(mpf(r)) * factorial(k)) * mpf(p) ** r * (1 - mpf(p)) ** k


def rows(law, mass, cases, lowest=lambda *a: 0):
    """Each case is parameters and k; the smaller tail is summed and named."""
    for *parameters, k in cases:
        total, j = mpf(0), k
        first = mass(*parameters, k)
        # Down from k, until what follows cannot count.
        while j >= lowest(*parameters):
            term = mass(*parameters, j) if j == k else term * ratio(mass, parameters, j)
            total += term
            if term < total * mpf(10) ** -30 and j < k - 5:
                break
            j -= 1
        print(
            f"    .init(.{law}({', '.join(map(swift, parameters))}), {swift(k)}, "
            f"{float(first)!r}, {float(total)!r}, {float(1 - total)!r}),"
        )


def swift(x):
    return f"{x:_}" if isinstance(x, int) else repr(x)


def ratio(mass, parameters, j):
    """mass(j) / mass(j + 1)"""
    if mass is binomial_mass:
        n, p = parameters
        return (mpf(j) + 1) / (n - j) * (1 - mpf(p)) / mpf(p)
    if mass is poisson_mass:
        return (mpf(j) + 1) / mpf(parameters[0])
    if mass is hypergeometric_mass:
        N, M, D = parameters
        return mpf(j + 1) * (N - M - D + j + 1) / (mpf(M - j) * (D - j))
    r, p = parameters
    return (mpf(j) + 1) / ((j + mpf(r)) * (1 - mpf(p)))


if __name__ == "__main__":
    rows("binomial", binomial_mass, [
        (1, 0.3, 0), (10, 0.25, 3), (10, 0.75, 9), (100, 0.01, 0), (100, 0.01, 7), (1_000, 0.5, 480),
        (1_000, 0.999, 990), (1_000_000, 1e-6, 4), (1_000_000, 0.3, 302_000),
        (100_000_000, 1e-3, 99_000), (100_000_000, 1e-3, 101_500), (100_000_000, 1e-9, 1),
        (1 << 40, 1e-10, 100), (1 << 40, 1e-6, 1_100_000),
    ])  # fmt: skip
    rows("poisson", poisson_mass, [
        (0.001, 0), (0.001, 2), (2.5, 3), (9.99, 20), (10.0, 5), (400.0, 350), (1e5, 101_000),
        (1e5, 98_000),
    ])  # fmt: skip
    rows("hypergeometric", hypergeometric_mass, [
        (10, 3, 4, 2), (10, 7, 6, 4), (100, 50, 50, 20), (10_000, 16, 5_000, 12),
        (1_000_000, 2_000, 4_000, 14), (100_000_000, 1_000_000, 50, 3),
        (100_000_000, 100_000, 100_000, 80), (100_000_000, 1_000_000, 1_000_000, 10_200),
    ], lambda N, M, D: max(0, D + M - N))  # fmt: skip
    rows("negativeBinomial", negative_binomial_mass, [
        (0.3, 0.1, 0), (0.3, 0.1, 9), (1.0, 0.5, 4), (2.5, 0.2, 30), (25.0, 0.01, 1_500),
        (25.0, 0.01, 3_500), (400.0, 0.9, 40), (25.0, 2.5e-4, 110_000),
    ])  # fmt: skip
