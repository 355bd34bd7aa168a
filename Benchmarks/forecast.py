#!/usr/bin/env python3
"""Holds what `fentan explain` forecasts against what a run takes, scenario by scenario.

    forecast.py FENTAN [SCENARIO...] [-n REPLICATIONS] [-j THREADS]

Prints, for each scenario, the time and the memory that were forecast, those that a run took, and their
ratios. The forecast comes from a trial on the spot (Sources/MutualAid/Run/Forecast.swift). The status is 1 if
one is off by more than a factor of 1.5. Times below half a second are too short to be held against anything.
"""

import argparse
import glob
import os
import re
import resource
import subprocess
import sys
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def seconds(text):
    """A time as `explain` writes it: `1.2 s`, `34 s`, `1:05` or `1:02:03`."""
    if text.endswith(" s"):
        return float(text[:-2].replace(",", ""))
    found = 0.0
    for part in text.split(":"):
        found = 60 * found + float(part)
    return found


def forecast(program, scenario, sizes):
    done = subprocess.run(
        [program, "explain", scenario] + sizes, capture_output=True, text=True, check=True)
    took = re.search(r"time: about (.*?) on", done.stdout).group(1)
    memory = re.search(r"memory: about ([\d,]+) MiB", done.stdout).group(1)
    return seconds(took), int(memory.replace(",", ""))


def run(program, scenario, sizes):
    """The time of a run without what comes before and after it, and the most memory."""
    start = time.perf_counter()
    process = subprocess.Popen(
        [program, "run", scenario, "--verbose", "--progress", "none"] + sizes,
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    words = process.stderr.read()
    process.wait()
    took = time.perf_counter() - start
    memory = re.search(r"at most ([\d,]+) MiB", words)
    told = re.search(r"replications.* in (.*?), ", words)
    return (seconds(told.group(1)) if told else took,
            int(memory.group(1).replace(",", "")) if memory else
            resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("scenarios", nargs="*")
    parser.add_argument("-n", default="1000")
    parser.add_argument("-j", default="1")
    options = parser.parse_args()
    sizes = ["-n", options.n, "-j", options.j]
    scenarios = options.scenarios or sorted(
        glob.glob(os.path.join(ROOT, "Scenarios", "*.yaml")))
    print("| scenario | forecast, s | run, s | ratio | forecast, MiB | run, MiB | ratio |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    off = 0
    for scenario in scenarios:
        told, expected = forecast(options.program, scenario, sizes)
        took, memory = run(options.program, scenario, sizes)
        ratio = told / took if took > 0 else 1
        part = expected / memory
        off += (took >= 0.5 and not 1 / 1.5 <= ratio <= 1.5) or not 1 / 1.5 <= part <= 1.5
        print(f"| {os.path.basename(scenario)} | {told:.2f} | {took:.2f} | {ratio:.2f} "
              f"| {expected} | {memory} | {part:.2f} |", flush=True)
    sys.exit(1 if off else 0)


main()
