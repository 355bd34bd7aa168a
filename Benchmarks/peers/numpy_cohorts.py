"""Every group's claims by numpy: one call a group, which is its best form, as its set-up is kept."""

import time

import numpy as np
from cells import FEE, SEED, arguments, tell

settlements, replications = arguments()
random = np.random.default_rng(SEED)
start = time.perf_counter()
costs = np.zeros((len(settlements), replications))
for row, settlement in zip(costs, settlements):
    for members, probability, chances in zip(
        settlement.members, settlement.probability, settlement.chances
    ):
        claims = random.binomial(members, probability, size=replications)
        left = 1.0
        for amount, chance in zip(settlement.amounts, chances):
            if chance <= 0:
                continue
            part = claims if chance >= left else random.binomial(claims, chance / left)
            row += amount * part
            claims = claims - part
            left -= chance
    row *= (1 + FEE) / settlement.payers
tell(time.perf_counter() - start, costs)
