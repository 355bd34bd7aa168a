"""Every group's claims by numba, compiled before the clock starts."""

import time

import numba
import numpy as np
from cells import FEE, SEED, arguments, tell


@numba.njit
def draw(members, probability, chances, amounts, row):
    for replication in range(len(row)):
        total = 0.0
        for group in range(len(members)):
            claims = np.random.binomial(members[group], probability[group])
            left = 1.0
            for place in range(len(amounts)):
                chance = chances[group, place]
                if claims == 0:
                    break
                if chance <= 0:
                    continue
                part = claims if chance >= left else np.random.binomial(claims, chance / left)
                total += amounts[place] * part
                claims -= part
                left -= chance
        row[replication] = total


@numba.njit
def seed(number):
    np.random.seed(number)


settlements, replications = arguments()
seed(SEED)
costs = np.zeros((len(settlements), replications))


def run(count):
    for row, settlement in zip(costs, settlements):
        draw(
            settlement.members,
            settlement.probability,
            settlement.chances,
            np.array(settlement.amounts, dtype=float),
            row[:count],
        )


run(1)
start = time.perf_counter()
run(replications)
for row, settlement in zip(costs, settlements):
    row *= (1 + FEE) / settlement.payers
tell(time.perf_counter() - start, costs)
