"""A common factor in numpy: a gamma factor of mean 1 and a spread of 0.2 for each year and replication.

One call a settlement with an array of probabilities, as every draw has its own: 1 − (1 − p)^z.
"""

import time

import numpy as np
from cells import FEE, SEED, arguments, tell

settlements, replications = arguments()
random = np.random.default_rng(SEED)
start = time.perf_counter()
costs = np.zeros((len(settlements), replications))
for number, (row, settlement) in enumerate(zip(costs, settlements)):
    if number % 24 == 0:
        factor = random.gamma(25, 1 / 25, size=replications)
    hazard = -np.log1p(-settlement.probability)
    probability = -np.expm1(-factor[:, None] * hazard)
    claims = random.binomial(settlement.members, probability)
    left = np.ones(len(settlement.members))
    for amount, chances in zip(settlement.amounts, settlement.chances.T):
        part = random.binomial(claims, np.minimum(1, chances / np.maximum(left, 1e-300)))
        row += amount * part.sum(axis=1)
        claims = claims - part
        left = left - chances
    row *= (1 + FEE) / settlement.payers
tell(time.perf_counter() - start, costs)
