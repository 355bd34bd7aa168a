"""Members one by one in numpy: `individuals.py waiting|dense MEMBERS PERIODS [RUN]`.

The roster is that of Benchmarks/Paths/Individuals.swift. `waiting` draws one exponential a member, and
`dense` one uniform a member and period; of the latter only the first RUN periods are run.
"""

import json
import sys
import time

import numpy as np
from cells import SEED, peak

form, members, periods = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
run = int(sys.argv[4]) if len(sys.argv) > 4 else periods
CHUNK = 1 << 22


def roster(first, last):
    """Hazards, and first and last periods, of members first ..< last."""
    with np.errstate(over="ignore"):
        word = np.arange(first + 1, last + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
        word = (word ^ (word >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        word = (word ^ (word >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        word ^= word >> np.uint64(31)
    probability = 4.6e-5 * (0.5 + (word & np.uint64(0xFFFFFFFF)) * 2.0**-32)
    part = (word >> np.uint64(33)) & np.uint64(1) == 1
    joins = ((word >> np.uint64(34)) & np.uint64(0x7FFF)).astype(np.int64) % periods
    leaves = joins + 1 + (word >> np.uint64(49)).astype(np.int64) % (periods - joins)
    return (
        probability.astype(np.float32),
        np.where(part, joins, 0).astype(np.uint8),
        np.where(part, leaves, periods).astype(np.uint8),
    )


starts = range(0, members, CHUNK)
chunks = [roster(start, min(start + CHUNK, members)) for start in starts]
random = np.random.default_rng(SEED)
start = time.perf_counter()
claims = 0
for probability, joins, leaves in chunks:
    if form == "waiting":
        hazard = -np.log1p(-probability)
        wait = random.standard_exponential(len(hazard), dtype=np.float32) / hazard
        claims += int(np.count_nonzero(wait < leaves - joins))
    else:
        there = np.ones(len(joins), dtype=bool)
        for period in range(run):
            hit = random.random(len(joins), dtype=np.float32) < probability
            hit &= there & (joins <= period) & (period < leaves)
            there &= ~hit
            claims += int(np.count_nonzero(hit))
seconds = (time.perf_counter() - start) * periods / run
print(json.dumps({"run_seconds": seconds, "peak_mib": peak(), "claims": claims}))
