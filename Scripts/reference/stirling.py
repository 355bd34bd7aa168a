"""Prints stirlingTail(0 ... 15), the table of Sources/Probability/Stirling.swift, from 40 digits."""

from mpmath import log, loggamma, mp, mpf, pi

mp.dps = 40
for k in range(16):
    tail = loggamma(k + 1) - (log(2 * pi) / 2 + (k + mpf(1) / 2) * log(k + 1) - (k + 1))
    print(f"  {float(tail)!r},")
