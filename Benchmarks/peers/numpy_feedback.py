"""Members who leave the faster, the more the last settlement cost, in numpy: arrays a settlement.

The pool is that of Benchmarks/Paths/Feedback.swift: closed, one in ten leaving a year at a share of 5
yuan, and in proportion to the share, between a quarter and four times as many. Every replication has
members of its own, and so every draw its parameters.
"""

import datetime
import time

import numpy as np
from cells import FEE, SEED, arguments, tell

settlements, replications = arguments()
random = np.random.default_rng(SEED)


def periods():
    """The days of each period in each year that they lie in, as parts of that year."""
    first = datetime.date(2020, 1, 1)
    for year in range(2020, 2023):
        for month in range(1, 13):
            for day in (14, 28):
                last = datetime.date(year, month, day)
                parts = 0.0
                while first <= last:
                    leap = first.year % 4 == 0
                    parts += 1 / (366 if leap else 365)
                    first += datetime.timedelta(days=1)
                yield parts


start = time.perf_counter()
costs = np.zeros((len(settlements), replications))
members = np.tile(settlements[0].members, (replications, 1))
surplus = np.zeros(replications)
for row, settlement, years in zip(costs, settlements, periods()):
    claims = random.binomial(members, settlement.probability)
    left = np.ones(members.shape[1])
    cost = np.zeros(replications)
    for amount, chances in zip(settlement.amounts, settlement.chances.T):
        part = random.binomial(claims, np.minimum(1, chances / np.maximum(left, 1e-300)))
        cost += amount * part.sum(axis=1)
        claims = claims - part
        left = left - chances
    payers = members.sum(axis=1)
    need = cost * (1 + FEE) - surplus
    row[:] = np.maximum(np.ceil(need / payers - 1e-9), 0)
    surplus = row * payers - need
    hazard = -np.log(0.9) * years * np.clip(row / 500, 0.25, 4)
    members = members - random.binomial(members, -np.expm1(-hazard)[:, None])
tell(time.perf_counter() - start, costs)
