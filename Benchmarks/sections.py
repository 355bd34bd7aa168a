#!/usr/bin/env python3
"""Prints what each section of a scenario costs in time, as a ratio to the plain run.

The plain pool has a million members of four ages and both sexes and 72 settlements, and nothing that can
be left out. Each section is added to it alone; at the end stand many at once. What is measured is the
time of the processor of one thread, the least of several runs, less that of a run with one replication,
which reads the scenario and prepares the laws.

Usage: Benchmarks/sections.py [PROGRAM] [REPLICATIONS] [RUNS]
"""
import pathlib
import resource
import subprocess
import sys
import tempfile

PLAIN = """
fentan: 1
name: plain
launch: 2020-01-01
horizon: 2022-12-28
settlement: { days: [14, 28] }
members:
  path: { 2020-01-01: 1000000 }
  ages: 0..100
  mix: { 26: 0.25, 34: 0.25, 42: 0.25, 50: 0.25 }
  claimants: stay
claims:
  incidence: { table: CI-2020/28-diseases, factor: 0.2824 }
  classes:
    severe: { share: 0.85, benefit: { 0..39: 300000, 40..100: 100000 } }
    mild: { share: 0.15, benefit: 50000 }
apportionment: { share: equal, fee: 0.08 }
"""
DELAYS = "reporting: { delay: { law: gamma, mean: 60 days, cv: 1.2 } }, processing: { delay: 30 days }"
LOW_AND_HIGH = "risk_classes: { low: { share: 0.8, risk: 0.75 }, high: { share: 0.2, risk: 2 } }"
SHUTDOWN = (
    "announced: 2022-03-01, contributions_end: 2022-03-14, cover_ends: 2022-04-01T24:00, "
    "file_within: 180 days of diagnosis, tail: platform"
)
FLOW = "path: null, flows: { per_period: 20000 }"
LAPSE = "per_year: 0.08"
# By name: what is put on the plain pool, and further arguments.
SECTIONS = {
    "claimants who leave": "members: { claimants: leave }",
    "deaths": "members: { deaths: { table: CL-2010-2013/health } }",
    "a waiting period": "members: { waiting: { days: 90 } }",
    "an upper age": "members: { ages: 0..51 }",
    "delays": "claims: { %s }" % DELAYS,
    "delays and a queue": "claims: { %s }"
    % DELAYS.replace("30 days", "30 days, capacity: { 2020-02-01..2021-04-30: 10 }"),
    "approval": "claims: { approval: 0.93 }",
    "random benefits": "claims: { classes: { severe: { benefit: "
    "{ law: lognormal, mean: 90000, cv: 1.1, fixed: 20000, reimbursed: 0.8, maximum: 300000 } } } }",
    "systemic risk": "claims: { systemic: { per: year, law: gamma, cv: 0.1 } }",
    "factors by duration": "claims: { selection: { by_duration: { 0 days: 0.3, 365 days: 1 } } }",
    "two classes of risk": "members: { %s }" % LOW_AND_HIGH,
    "a flow for the path": "members: { %s }" % FLOW,
    "a roster for the path": "members: { path: null, mix: null, roster: { file: roster.csv } }",
    "lapse, joiners by a flow": "members: { %s, lapse: { %s } }" % (FLOW, LAPSE),
    "lapse by elasticity": "members: { %s, lapse: { %s, response: { elasticity: 1, reference: 2 } } }"
    % (FLOW, LAPSE),
    "lapse by willingness": "members: { %s, lapse: { %s, response: { willingness: 1.5 } } }"
    % (FLOW, LAPSE),
    "failed debits": "members: { failed_debits: { share: 0.002 } }\n"
    "apportionment: { above_cap: platform }",
    "a cap per claim": "apportionment: { cap_per_claim: 0.10, above_cap: platform }",
    "a cap per year": "apportionment: { cap_per_year: { 2020: 60 }, above_cap: platform }",
    "shares by risk": "apportionment: { share: risk_proportional }",
    "shares by linear regression": "apportionment: { share: linear_regression }",
    "conditional-mean shares": "apportionment: { share: conditional_mean }",
    "a fund": "apportionment: null\nfunding: { fund: { contribution: 5, surplus: refunded } }",
    "a shutdown": "claims: { %s }\nshutdown: { %s }" % (DELAYS, SHUTDOWN),
    "triggers": "claims: { %s }\nshutdown: { tail: platform, triggers: { rate_per_year: 0.1 } }" % DELAYS,
    "many of them at once": "members: { %s, claimants: leave, waiting: { days: 90 }, "
    "deaths: { table: CL-2010-2013/health }, lapse: { %s, response: { elasticity: 1, reference: 2 } },"
    " %s, failed_debits: { share: 0.002 } }\n"
    "claims: { %s, approval: 0.93, systemic: { per: year, law: gamma, cv: 0.1 }, "
    "selection: { by_duration: { 0 days: 0.3, 365 days: 1 } } }\n"
    "apportionment: { cap_per_claim: 0.10, above_cap: platform }\nshutdown: { %s }"
    % (FLOW, LAPSE, LOW_AND_HIGH, DELAYS, SHUTDOWN),
}


def write_roster(folder: pathlib.Path) -> None:
    lines = ["joined,age,sex,count"]
    lines += [f"2020-01-01,{a},{s},125000" for a in (26, 34, 42, 50) for s in ("male", "female")]
    (folder / "roster.csv").write_text("\n".join(lines) + "\n")


def seconds(program: str, scenario: pathlib.Path, replications: int, more: list[str]) -> float:
    """The processor's time of one run."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [program, "run", str(scenario), "-n", str(replications), "-j", "1", "-q", *more],
        check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def cost(program: str, scenario: pathlib.Path, replications: int, runs: int, more: list[str]):
    """The time to prepare, and that of a thousand replications beyond it."""
    first = min(seconds(program, scenario, 1, more) for _ in range(runs))
    all_of_them = min(seconds(program, scenario, replications, more) for _ in range(runs))
    return first, (all_of_them - first) / (replications - 1) * 1000


def main() -> None:
    program = str(pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ".build/release/fentan").resolve())
    replications = int(sys.argv[2]) if len(sys.argv) > 2 else 1000
    runs = int(sys.argv[3]) if len(sys.argv) > 3 else 3
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        write_roster(folder)
        (folder / "plain.yaml").write_text(PLAIN)
        start, plain = cost(program, folder / "plain.yaml", replications, runs, [])
        print("| section | to prepare, s | 1,000 replications, s | ratio |")
        print("| --- | ---: | ---: | ---: |")
        print(f"| none: the plain pool | {start:.2f} | {plain:.2f} | 1 |", flush=True)

        def measure(section: str, scenario: str, more: list[str]) -> None:
            start, time = cost(program, folder / scenario, replications, runs, more)
            print(f"| {section} | {start:.2f} | {time:.2f} | {time / plain:.1f} |", flush=True)

        for section, text in SECTIONS.items():
            other = f"fentan: 1\nname: {section}\nbased_on: plain.yaml\n{text}\n"
            (folder / "other.yaml").write_text(other)
            measure(section, "other.yaml", [])
        measure("what each member paid (`--members`)", "plain.yaml", ["--members"])


if __name__ == "__main__":
    main()
