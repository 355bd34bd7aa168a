"""What all peers in Python read and tell: groups of members by settlement, and a line of JSON."""

import csv
import json
import resource
import sys

import numpy as np

FEE = 0.08
SEED = 20261


class Settlement:
    """The groups of one settlement: members, probability, and the chances of each amount."""

    def __init__(self, rows):
        groups = {}
        for row in rows:
            group = groups.setdefault(
                int(row["group"]), [int(row["members"]), float(row["probability"]), {}]
            )
            group[2][int(row["amount"])] = float(row["chance"])
        self.payers = int(rows[0]["payers"])
        self.amounts = sorted({amount for group in groups.values() for amount in group[2]})
        self.members = np.array([group[0] for group in groups.values()])
        self.probability = np.array([group[1] for group in groups.values()])
        self.chances = np.array(
            [[group[2].get(a, 0.0) for a in self.amounts] for group in groups.values()]
        )


def read(path):
    """The settlements of a file that `Paths inputs` wrote."""
    rows = {}
    with open(path, newline="") as file:
        for row in csv.DictReader(file):
            rows.setdefault(int(row["settlement"]), []).append(row)
    return [Settlement(rows[number]) for number in sorted(rows)]


def tell(seconds, costs):
    """Prints time, memory, and the first share and the first year's cost, as `Paths` does.

    `costs` has a row a settlement with what one payer bears of each replication's cost, in fen.
    """
    share = np.ceil(costs[0] - 1e-9)
    figures = {"run_seconds": seconds, "peak_mib": peak(), "replications": costs.shape[1]}
    for name, values in (("share", share), ("year", costs[:24].sum(axis=0))):
        figures[f"{name}_mean"] = float(values.mean())
        figures[f"{name}_error"] = float(values.std(ddof=1) / len(values) ** 0.5)
        figures[f"{name}_sd"] = float(values.std(ddof=1))
        figures[f"{name}_q95"] = float(np.quantile(values, 0.95, method="inverted_cdf"))
    print(json.dumps(figures))


def peak():
    """The most memory that this process had, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def arguments():
    """The file of inputs and the number of replications."""
    return read(sys.argv[1]), int(sys.argv[2])
