"""Runs Fentan's paths and its peers on the same inputs, turn by turn, and prints one table of ratios.

    compare.py PATHS PYTHON [--rounds N] [--replications N] [--cohort-replications N]

PATHS is the program `Paths`, PYTHON the interpreter of the peers. A ratio is a peer's time over that of
the Fentan path that it is set beside, in the same round, both from the same table of groups on and
without starting up; a collapse's time has the finding of its laws in it. `(scaled)` is a peer's time for
fewer replications, or for one law, times what is missing. The peers of the common factor and of the
feedback begin with what is beside them, 2,000 replications. The table has the least, the middle and the
greatest over rounds. Then come members one by one, and what a second thread gains. A peer that cannot be run is left out, and said so. The status is 1 if answers
disagree: means by more than 5.5 standard errors of their difference, laws by more than the error of the
peer's own approximation.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
SCENARIOS = {"million": "10⁶", "150-million": "1.5·10⁸"}


class Works:
    """What is run: Fentan's paths, and the peers of each."""

    def __init__(self, options, scenario, cells, closed):
        paths = [options.paths]
        file = os.path.join(ROOT, "Benchmarks", "Scenarios", f"{scenario}.yaml")
        python = [options.python]
        self.replications = options.replications
        few = str(options.replications)
        many = str(options.cohort_replications)
        # Beside groups, the path that is the cheaper for few claims, or the one that tells cohorts apart.
        single, word = ("margins", "margins") if scenario == "million" else ("every cohort", "every")
        self.fentan = {
            "engine": paths + ["cohorts", file, few, "1"],
            "fixed members": paths + ["groups", file, many, "1"],
            single: paths + [word, file, many, "1"],
            "common factor": paths + ["factor", file, few, "1"],
            "feedback": paths + ["feedback", file, few, "1"],
            "engine, feedback": paths + ["lapsing", file, few, "1"],
            "collapsed": paths + ["collapsed", file, few, "1"],
            "collapsed, a million": paths + ["collapsed", file, "1000000", "1"],
            "exact laws": paths + ["exact", file],
        }
        draws = {
            "numpy, a call a cohort": python + [here("numpy_cohorts.py"), cells, few],
            "numpy, a call a settlement": python + [here("numpy_array.py"), cells, few],
            "numba": python + [here("numba_cohorts.py"), cells, few],
            "GSL in C": [os.path.join(ROOT, ".build-peers", "gsl_cohorts"), cells, few],
            "R": ["Rscript", here("cohorts.R"), cells, few],
        }
        same = {
            "numpy, the same collapse": python + [here("numpy_collapsed.py"), cells, few],
            "numpy, the same collapse, a million":
                python + [here("numpy_collapsed.py"), cells, "1000000"],
        }
        others = {
            "numpy, a common factor": python + [here("numpy_factor.py"), cells, few],
            "numpy, feedback": python + [here("numpy_feedback.py"), closed, few],
        }
        laws = {
            "numpy's FFT": python + [here("law.py"), "numpy", cells],
            "aggregate": python + [here("law.py"), "aggregate", cells],
            "GEMAct": python + [here("law.py"), "gemact", cells],
            "actuar": ["Rscript", here("law.R"), cells],
        }
        self.peers = {**draws, **same, **others, **laws}
        # The peer's work, the path, and by how much the peer's time is scaled to be of the same work.
        million = 1_000_000 / options.replications
        many_times = options.cohort_replications / options.replications
        self.pairs = [
            (peer, path, scale)
            for peer in draws
            for path, scale in (
                ("engine", 1), ("fixed members", many_times), (single, many_times),
                ("collapsed", 1), ("collapsed, a million", million))
        ] + [(peer, path, 1) for peer, path in zip(same, ("collapsed", "collapsed, a million"))]
        self.pairs += [
            ("numpy, a common factor", "common factor", 1), ("numpy, feedback", "feedback", 1),
            ("numpy, feedback", "engine, feedback", 1)]
        self.pairs += [(peer, "exact laws", 72) for peer in laws]
        if options.only:
            self.pairs = [pair for pair in self.pairs if pair[1] in options.only]
            kept = {path for _, path, _ in self.pairs} | {"exact laws"}
            self.fentan = {name: work for name, work in self.fentan.items() if name in kept}
            kept = {peer for peer, _, _ in self.pairs}
            self.peers = {name: work for name, work in self.peers.items() if name in kept}


def here(name):
    return os.path.join(HERE, name)


def run(command):
    """The figures of a work, or None where it cannot be run."""
    environment = dict(os.environ, OPENBLAS_NUM_THREADS="1", OMP_NUM_THREADS="1")
    if shutil.which(command[0]) is None:
        return None
    done = subprocess.run(command, capture_output=True, text=True, env=environment)
    lines = done.stdout.strip().splitlines()
    return json.loads(lines[-1]) if done.returncode == 0 and lines else None


def seconds(found, path):
    """What a path takes from the inputs that a peer is given: a collapse finds its laws first."""
    laws = found["exact laws"]["run_seconds"] if path.startswith("collapsed") else 0
    return found[path]["run_seconds"] + laws


def disagreements(found, works):
    """Where a peer's answer is another than Fentan's."""
    problems = []
    for peer, path, _ in works.pairs:
        a, b = found.get(path), found.get(peer)
        if not a or not b:
            continue
        if "mean" in b:
            # Poisson claims widen the law by half the probability of a claim, and a gamma law of what
            # claims are worth is cut into pieces of a step.
            near = 0.02 if peer == "GEMAct" else 1e-3
            for figure in ("mean", "sd"):
                if abs(a[figure] / b[figure] - 1) > near:
                    problems.append(f"{peer}: {figure} {b[figure]}, but {path} {a[figure]}")
            continue
        for name in ("share", "year"):
            # Rounding up to a fen with the rest carried on moves a year's cost by less than a fen.
            error = (a[f"{name}_error"] ** 2 + b[f"{name}_error"] ** 2) ** 0.5
            apart = abs(a[f"{name}_mean"] - b[f"{name}_mean"])
            if apart > 5.5 * error + (1 if name == "year" else 0):
                problems.append(
                    f"{peer}: {name} {b[f'{name}_mean']}, but {path} {a[f'{name}_mean']}, {error=}")
    return problems


def measure(options, scenario):
    cells = os.path.join(ROOT, ".build-peers", f"{scenario}.csv")
    file = os.path.join(ROOT, "Benchmarks", "Scenarios", f"{scenario}.yaml")
    closed = os.path.join(ROOT, ".build-peers", f"{scenario}-closed.csv")
    for name, work in ((cells, "inputs"), (closed, "closed")):
        with open(name, "w") as output:
            subprocess.run([options.paths, work, file], stdout=output, check=True)
    works = Works(options, scenario, cells, closed)
    rounds = []
    for number in range(options.rounds):
        found = {}
        for name, command in {**works.fentan, **works.peers}.items():
            if number > 0 and name not in rounds[0]:
                continue
            print(f"{scenario}, round {number + 1}: {name}", file=sys.stderr)
            figures = run(command)
            if figures:
                found[name] = figures
            elif number == 0:
                print(f"{name} cannot be run here.", file=sys.stderr)
        rounds.append(found)
    return works, rounds


def table(scenario, works, rounds):
    members = SCENARIOS[scenario]
    print(f"\n## {members} members\n")
    print("| path of Fentan | s | with preparation | MiB |\n| --- | --- | --- | --- |")
    for path in works.fentan:
        runs = [found[path] for found in rounds]
        middle = statistics.median
        print(
            f"| {path} | {middle(r['run_seconds'] for r in runs):.3f} "
            f"| {middle(r['run_seconds'] + r['prepare_seconds'] for r in runs):.3f} "
            f"| {max(r['peak_mib'] for r in runs):.0f} |")
    print("\n| peer | s | beside | least | middle | greatest |")
    print("| --- | --- | --- | --- | --- | --- |")
    for peer, path, scale in works.pairs:
        if peer not in rounds[0]:
            continue
        ratios = sorted(
            scale * found[peer]["run_seconds"] / seconds(found, path)
            for found in rounds if peer in found)
        took = statistics.median(
            scale * found[peer]["run_seconds"] for found in rounds if peer in found)
        shown = f"{took:.3g}" + (" (scaled)" if scale != 1 else "")
        print(
            f"| {peer} | {shown} | {path} | {ratios[0]:.3g} "
            f"| {statistics.median(ratios):.3g} | {ratios[-1]:.3g} |")


def individuals(options):
    """Members one by one: a replication's time beside numpy's, and whether claims agree."""
    members, periods, replications = options.members, 72, 40
    own = [options.paths, "individuals", str(members), str(periods), str(replications), "1"]
    peer = [options.python, here("individuals.py")]
    sizes = [str(members), str(periods)]
    peers = {
        "numpy, an exponential a member": peer + ["waiting"] + sizes,
        "numpy, a uniform a member and period (scaled from 6)": peer + ["dense"] + sizes + ["6"],
    }
    ratios = {name: [] for name in peers}
    took, problems = [], []
    for number in range(options.rounds):
        print(f"individuals, round {number + 1}", file=sys.stderr)
        found = run(own)
        took.append(found["run_seconds"] / replications)
        for name, command in peers.items():
            figures = run(command)
            if figures is None:
                continue
            ratios[name].append(figures["run_seconds"] / took[-1])
            apart = abs(figures["claims"] - found["claims"])
            error = (found["claims"] * (1 + 1 / replications)) ** 0.5
            if "scaled" not in name and apart > 5.5 * error:
                problems.append(f"{name}: claims {figures['claims']}, but {found['claims']}")
    print(f"\n## {members:,} individuals, {periods} settlements\n")
    print(
        f"A replication took {1000 * statistics.median(took):.0f} ms, a member "
        f"{found['bytes_a_member']:.2f} bytes, the process {found['peak_mib']:.0f} MiB.\n")
    print("| peer | least | middle | greatest |\n| --- | --- | --- | --- |")
    for name, values in ratios.items():
        if values:
            print(
                f"| {name} | {min(values):.3g} | {statistics.median(values):.3g} "
                f"| {max(values):.3g} |")
    return problems


def threads(options):
    """What a second thread gains."""
    file = os.path.join(ROOT, "Benchmarks", "Scenarios", "150-million.yaml")
    works = {
        "engine, 4,000 replications": ["cohorts", file, "4000"],
        "fixed members, 200,000": ["groups", file, "200000"],
        "every cohort, 40,000": ["every", file, "40000"],
        "common factor, 100,000": ["factor", file, "100000"],
        "collapsed, 10,000,000": ["collapsed", file, "10000000"],
        "individuals, 10,000,000 members, 500": ["individuals", "10000000", "72", "500"],
    }
    print("\n## Two threads\n\n| path | least | middle | greatest |\n| --- | --- | --- | --- |")
    for name, work in works.items():
        gains = []
        for _ in range(options.rounds):
            one, two = (
                run([options.paths] + work + [count])["run_seconds"] for count in ("1", "2"))
            gains.append(one / two)
        print(
            f"| {name} | {min(gains):.2f} | {statistics.median(gains):.2f} | {max(gains):.2f} |",
            flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("paths")
    parser.add_argument("python")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--replications", type=int, default=2_000)
    parser.add_argument("--only", nargs="*", help="the paths of Fentan that are looked at")
    parser.add_argument("--cohort-replications", type=int, default=10_000)
    parser.add_argument("--scenarios", nargs="*", default=list(SCENARIOS))
    parser.add_argument("--parts", nargs="*", default=["scenarios", "individuals", "threads"])
    parser.add_argument("--members", type=int, default=150_000_000)
    options = parser.parse_args()
    problems = []
    print(f"{options.rounds} rounds, {options.replications:,} replications, one core")
    for scenario in options.scenarios if "scenarios" in options.parts else []:
        works, rounds = measure(options, scenario)
        table(scenario, works, rounds)
        for found in rounds:
            problems += disagreements(found, works)
    if "individuals" in options.parts:
        problems += individuals(options)
    if "threads" in options.parts:
        threads(options)
    print("\nAnswers agree." if not problems else "\nAnswers disagree:")
    for problem in problems:
        print(f"- {problem}")
    sys.exit(1 if problems else 0)


main()
