"""The exact law of a settlement's total by numpy's FFT."""

import math
from functools import reduce

import numpy as np


def moments(settlement):
    """The mean and the standard deviation of the total, in fen."""
    amounts = np.array(settlement.amounts, dtype=float)
    mean = settlement.probability * (settlement.chances @ amounts)
    second = settlement.probability * (settlement.chances @ amounts**2)
    return (
        float(settlement.members @ mean),
        float(settlement.members @ (second - mean**2)) ** 0.5,
    )


def law(settlement):
    """The common step of the amounts, and the masses of its multiples from 0."""
    step = reduce(math.gcd, settlement.amounts)
    mean, deviation = moments(settlement)
    needed = (mean + 12 * deviation) / step + 2 * max(settlement.amounts) / step
    count = 1 << max(4, math.ceil(math.log2(needed)))
    turns = np.exp(-2j * np.pi * np.arange(count // 2 + 1) / count)
    logarithm = np.zeros(count // 2 + 1, dtype=complex)
    powers = [turns ** (amount // step) - 1 for amount in settlement.amounts]
    for members, probability, chances in zip(
        settlement.members, settlement.probability, settlement.chances
    ):
        claim = sum(chance * power for chance, power in zip(chances, powers) if chance > 0)
        logarithm += members * np.log1p(probability * claim)
    masses = np.maximum(np.fft.irfft(np.exp(logarithm), count), 0)
    return step, masses / masses.sum()
