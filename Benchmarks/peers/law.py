"""The law of the first settlement by a package: `law.py numpy|aggregate|gemact CELLS`.

aggregate and GEMAct take Poisson claims, which is wrong by about the probability of a claim, and
GEMAct a gamma law of what a claim is worth: these works are near to Fentan's, not equal.
"""

import contextlib
import io
import json
import sys
import time

import numpy as np
from cells import peak, read
from laws import law, moments

peer, path = sys.argv[1:3]
settlement = read(path)[0]
rates = (settlement.members * settlement.probability) @ settlement.chances
rate = float(rates.sum())
sizes = np.array(settlement.amounts) / 5_000_000
mean, deviation = moments(settlement)
bits = int(np.ceil(np.log2((mean + 12 * deviation) / 5_000_000)))


def by_numpy():
    step, masses = law(settlement)
    return step * np.arange(len(masses)), masses


def by_aggregate():
    from aggregate import build

    values = " ".join(f"{size:.0f}" for size in sizes)
    weights = " ".join(f"{part:.17g}" for part in rates / rate)
    text = f"agg Settlement {rate:.17g} claims dsev [{values}] [{weights}] poisson"
    found = build(text, log2=bits, bs=1, padding=0)
    return 5_000_000 * np.asarray(found.xs), np.asarray(found.agg_density)


def by_gemact():
    from gemact.lossmodel import Frequency, LossModel, Severity

    # It takes continuous severities only: a gamma law of the same mean and variance.
    size = float(rates @ sizes) / rate
    variance = float(rates @ sizes**2) / rate - size**2
    found = LossModel(
        frequency=Frequency(dist="poisson", par={"mu": rate}),
        severity=Severity(dist="gamma", par={"a": size**2 / variance, "scale": variance / size}),
        aggr_loss_dist_method="fft",
        n_aggr_dist_nodes=1 << bits,
        sev_discr_method="massdispersal",
        n_sev_discr_nodes=1 << bits,
        sev_discr_step=1,
    )
    points, cumulative = found.dist[0].nodes, found.dist[0].cumprobs
    return 5_000_000 * np.asarray(points), np.diff(np.concatenate([[0], cumulative]))


works = {"numpy": by_numpy, "aggregate": by_aggregate, "gemact": by_gemact}
with contextlib.redirect_stdout(io.StringIO()):
    works[peer]()  # imports and first use are not counted
    start = time.perf_counter()
    points, masses = works[peer]()
    seconds = time.perf_counter() - start
mean = float(points @ masses)
print(
    json.dumps(
        {
            "run_seconds": seconds,
            "peak_mib": peak(),
            "mean": mean,
            "sd": float((points - mean) ** 2 @ masses) ** 0.5,
            "q50": float(points[np.searchsorted(np.cumsum(masses), 0.5)]),
        }
    )
)
