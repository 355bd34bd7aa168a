"""Members one by one in numpy: `individuals.py waiting|dense MEMBERS PERIODS [RUN]`.

The roster is that of Benchmarks/Paths/Individuals.swift. `waiting` draws one exponential a member, and
`dense` one uniform a member and period; of the latter only the first RUN periods are run. Both find what
Fentan's path does: claims, payers and shares by period, and quantiles of what members paid in all, here over
every 15th member.
"""

import json
import sys
import time

import numpy as np
from cells import FEE, SEED, peak

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
        ((word >> np.uint64(32)) & np.uint64(1)).astype(np.uint8),
    )


starts = range(0, members, CHUNK)
chunks = [roster(start, min(start + CHUNK, members)) for start in starts]
random = np.random.default_rng(SEED)
start = time.perf_counter()
drawing = 0.0
BENEFITS = np.array([30_000_000.0, 5_000_000.0])
# By period, and one more for members who leave at the end.
claims, benefits = np.zeros(periods), np.zeros(periods)
joined, left = np.zeros(periods + 1), np.zeros(periods + 1)
stays = []
for probability, joins, leaves, kind in chunks:
    if form == "waiting":
        hazard = -np.log1p(-probability)
        wait = random.standard_exponential(len(hazard), dtype=np.float32) / hazard
        hit = np.flatnonzero(wait < leaves - joins)
        period = joins[hit] + wait[hit].astype(np.uint8)
    else:
        there = np.ones(len(joins), dtype=bool)
        hits = []
        begun = time.perf_counter()
        for number in range(run):
            found = random.random(len(joins), dtype=np.float32) < probability
            found &= there & (joins <= number) & (number < leaves)
            there &= ~found
            hits.append(np.flatnonzero(found))
        drawing += time.perf_counter() - begun
        hit = np.concatenate(hits)
        period = np.repeat(np.arange(run), [len(found) for found in hits])
    exits = leaves.copy()
    exits[hit] = period + 1
    claims += np.bincount(period, minlength=periods)
    benefits += np.bincount(period, weights=BENEFITS[kind[hit]], minlength=periods)
    joined += np.bincount(joins, minlength=periods + 1)
    left += np.bincount(exits, minlength=periods + 1)
    stays.append((joins[::15], exits[::15]))
payers = np.cumsum(joined - left)[:periods]
shares = np.ceil(benefits * (1 + FEE) / np.maximum(payers, 1))
paid = np.concatenate([[0], np.cumsum(shares)])
costs = np.concatenate([paid[exits] - paid[joins] for joins, exits in stays])
quantiles = np.quantile(costs, [0.05, 0.5, 0.95])
seconds = time.perf_counter() - start + drawing * (periods / run - 1)
found = {"run_seconds": seconds, "peak_mib": peak(), "claims": claims.sum()}
found.update(zip(("life_cost_q05", "life_cost_q50", "life_cost_q95"), quantiles))
print(json.dumps(found))
