"""Fentan's own collapse in numpy: the exact law of each settlement by FFT, then one draw each."""

import time

import numpy as np
from cells import FEE, SEED, arguments, tell
from laws import law

settlements, replications = arguments()
random = np.random.default_rng(SEED)
start = time.perf_counter()
costs = np.zeros((len(settlements), replications))
for row, settlement in zip(costs, settlements):
    step, masses = law(settlement)
    totals = np.searchsorted(np.cumsum(masses), random.random(replications))
    row += totals * (step * (1 + FEE) / settlement.payers)
tell(time.perf_counter() - start, costs)
