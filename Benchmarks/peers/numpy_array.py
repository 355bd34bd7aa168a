"""Every group's claims by numpy: one call a settlement with arrays of parameters, its usual form."""

import time

import numpy as np
from cells import FEE, SEED, arguments, tell

settlements, replications = arguments()
random = np.random.default_rng(SEED)
start = time.perf_counter()
costs = np.zeros((len(settlements), replications))
for row, settlement in zip(costs, settlements):
    claims = random.binomial(
        settlement.members, settlement.probability, size=(replications, len(settlement.members))
    )
    left = np.ones(len(settlement.members))
    for amount, chances in zip(settlement.amounts, settlement.chances.T):
        part = random.binomial(claims, np.minimum(1, chances / np.maximum(left, 1e-300)))
        row += amount * part.sum(axis=1)
        claims = claims - part
        left = left - chances
    row *= (1 + FEE) / settlement.payers
tell(time.perf_counter() - start, costs)
