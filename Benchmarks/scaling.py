#!/usr/bin/env python3
"""Times and memory of each path over members, replications, periods and threads.

    scaling.py PATHS OUTPUT.md OUTPUT.svg [--rounds N]

Writes a table with, for each series, the exponents of time and memory between its last two points: the
slope of their logarithms, 0 where nothing grows and 1 where it grows in proportion. The picture shows all
points.
"""

import argparse
import json
import math
import os
import re
import statistics
import subprocess
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
SCENARIO = os.path.join(HERE, "Scenarios", "million.yaml")


def scenario(folder, members=10**6, years=3, ages=10):
    """The benchmarks' scenario with other members, another length, and 24 cohorts an age."""
    with open(SCENARIO) as file:
        text = file.read()
    path = f"path: {{ 2020-01-01: {members}, 2022-12-28: {members * 6 // 5} }}"
    text = re.sub(r"path: \{.*\}", path, text)
    text = re.sub(r"horizon: .*", f"horizon: {2019 + years}-12-28", text)
    text = re.sub(r"mix: \{.*\}", f"mix: {{ 20..{19 + ages}: 1 }}", text)
    name = os.path.join(folder, f"{members}-{years}-{ages}.yaml")
    with open(name, "w") as file:
        file.write(text)
    return name


def series(folder):
    """The works of each series: the axis, and a command for each point on it."""
    members = [10**k for k in range(3, 10)]
    collapsed = [10**k for k in range(2, 8)]
    cohorts = [10**k for k in range(2, 5)]
    years = [1, 2, 3, 6, 9]
    ages = [1, 3, 10, 30, 60]
    base = scenario(folder)
    yield "engine, 200 replications", "members", [
        (n, ["cohorts", scenario(folder, n), 200, 1]) for n in members]
    yield "engine", "replications", [(r, ["cohorts", base, r, 1]) for r in cohorts]
    yield "engine, 200 replications", "periods", [
        (24 * y, ["cohorts", scenario(folder, years=y), 200, 1]) for y in years]
    yield "engine, 200 replications", "cohorts", [
        (24 * a, ["cohorts", scenario(folder, ages=a), 200, 1]) for a in ages]
    yield "engine, 2,000 replications", "threads", [
        (t, ["cohorts", base, 2_000, t]) for t in (1, 2)]
    yield "fixed members, 2,000 replications", "members", [
        (n, ["groups", scenario(folder, n), 2_000, 1]) for n in members[2:]]
    yield "fixed members", "replications", [(r, ["groups", base, r, 1]) for r in collapsed[:4]]
    yield "fixed members, 2,000 replications", "cohorts", [
        (24 * a, ["groups", scenario(folder, 10**7, ages=a), 2_000, 1]) for a in ages]
    yield "margins, 2,000 replications", "members", [
        (n, ["margins", scenario(folder, n), 2_000, 1]) for n in members[:4] + [2 * 10**6]]
    yield "margins", "replications", [(r, ["margins", base, r, 1]) for r in collapsed[:4]]
    yield "every cohort, 2,000 replications", "members", [
        (n, ["every", scenario(folder, n), 2_000, 1]) for n in members]
    yield "every cohort, 2,000 replications", "cohorts", [
        (24 * a, ["every", scenario(folder, 10**8, ages=a), 2_000, 1]) for a in ages]
    yield "feedback, 200 replications", "members", [
        (n, ["feedback", scenario(folder, n), 200, 1]) for n in members]
    yield "feedback", "replications", [(r, ["feedback", base, r, 1]) for r in cohorts]
    yield "feedback, 200 replications", "cohorts", [
        (24 * a, ["feedback", scenario(folder, ages=a), 200, 1]) for a in ages]
    yield "common factor, 2,000 replications", "members", [
        (n, ["factor", scenario(folder, n), 2_000, 1]) for n in members[:-1]]
    yield "common factor", "replications", [(r, ["factor", base, r, 1]) for r in collapsed[:4]]
    yield "collapsed, 100,000 replications", "members", [
        (n, ["collapsed", scenario(folder, n), 100_000, 1]) for n in members]
    yield "collapsed", "replications", [(r, ["collapsed", base, r, 1]) for r in collapsed]
    yield "collapsed, 100,000 replications", "periods", [
        (24 * y, ["collapsed", scenario(folder, years=y), 100_000, 1]) for y in years]
    yield "collapsed, 100,000 replications", "cohorts", [
        (24 * a, ["collapsed", scenario(folder, ages=a), 100_000, 1]) for a in ages]
    yield "collapsed, 10,000,000 replications", "threads", [
        (t, ["collapsed", base, 10_000_000, t]) for t in (1, 2)]
    yield "exact laws", "members", [(n, ["exact", scenario(folder, n)]) for n in members]
    yield "individuals, 10 replications", "members", [
        (n, ["individuals", n, 72, 10, 1]) for n in members[:-1] + [150_000_000]]
    yield "individuals, 10⁶ members", "replications", [
        (r, ["individuals", 10**6, 72, r, 1]) for r in collapsed[:3]]
    yield "individuals, 10⁷ members, 100 replications", "threads", [
        (t, ["individuals", 10**7, 72, 100, t]) for t in (1, 2)]


def measure(paths, command, rounds):
    """The middle time of a run, that of its preparation, and the most memory."""
    found = []
    for _ in range(rounds):
        done = subprocess.run(
            [paths] + [str(word) for word in command], capture_output=True, text=True, check=True)
        found.append(json.loads(done.stdout.splitlines()[-1]))
    return (
        statistics.median(f["run_seconds"] for f in found),
        statistics.median(f["prepare_seconds"] for f in found),
        max(f["peak_mib"] for f in found),
    )


def exponent(points, place):
    (first, last) = points[-2:]
    return math.log(last[1][place] / first[1][place]) / math.log(last[0] / first[0])


def number(value):
    return f"{value:.3g}" if value < 1000 else f"{value:,.0f}"


def table(found):
    lines = [
        "| path | over | from | to | run, s | prepare, s | MiB | exponent of time at the end | of memory |",
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- |"]
    for name, axis, points in found:
        first, last = points[0], points[-1]
        ends = [f"{number(first[1][i])} to {number(last[1][i])}" for i in range(3)]
        lines.append(
            f"| {name} | {axis} | {first[0]:,} | {last[0]:,} | {' | '.join(ends)} "
            f"| {exponent(points, 0):.2f} | {exponent(points, 2):.2f} |")
    return "\n".join(lines) + "\n"


COLOURS = {"engine": "#2166ac", "fixed members": "#67a9cf", "margins": "#01665e", "every cohort": "#762a83",
           "feedback": "#8c510a", "collapsed": "#b2182b", "common factor": "#f4a582", "exact": "#4d9221",
           "individuals": "#e08214"}


def colour(name):
    return next(value for key, value in COLOURS.items() if name.startswith(key))


def panel(found, axis, place, left, top):
    """One picture: a logarithmic axis each, a line for each series."""
    width, height = 300, 200
    chosen = [(name, points) for name, over, points in found if over == axis]
    xs = [math.log10(p[0]) for _, points in chosen for p in points]
    ys = [math.log10(p[1][place]) for _, points in chosen for p in points]
    x0, x1 = math.floor(min(xs)), math.ceil(max(xs))
    y0, y1 = math.floor(min(ys)), math.ceil(max(ys))
    y1 = max(y1, y0 + 1)

    def at(x, y):
        return (left + (x - x0) / (x1 - x0) * width, top + height - (y - y0) / (y1 - y0) * height)

    parts = [f'<rect x="{left}" y="{top}" width="{width}" height="{height}" class="frame"/>']
    for x in range(x0, x1 + 1):
        px, py = at(x, y0)
        parts.append(f'<text x="{px:.0f}" y="{py + 16:.0f}" text-anchor="middle">{power(x)}</text>')
    for y in range(y0, y1 + 1):
        px, py = at(x0, y)
        parts.append(f'<text x="{px - 6:.0f}" y="{py + 4:.0f}" text-anchor="end">{power(y)}</text>')
        parts.append(f'<path d="M{px:.0f} {py:.1f}h{width}" class="grid"/>')
    for name, points in chosen:
        places = [at(math.log10(p[0]), math.log10(p[1][place])) for p in points]
        line = "L".join(f"{x:.1f} {y:.1f}" for x, y in places)
        parts.append(f'<path d="M{line}" stroke="{colour(name)}"><title>{name}</title></path>')
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour(name)}"/>'
                  for x, y in places]
    title = ("run, s" if place == 0 else "memory, MiB") + f" by {axis}"
    parts.append(f'<text x="{left}" y="{top - 8}" class="title">{title}</text>')
    return "\n".join(parts)


def power(exponent):
    return "10" + "".join("⁰¹²³⁴⁵⁶⁷⁸⁹"[int(d)] if d != "-" else "⁻" for d in str(exponent))


def picture(found):
    axes = ("members", "replications", "periods", "cohorts")
    panels = [panel(found, axis, place, 60 + 370 * column, 40 + 270 * row)
              for row, place in enumerate((0, 2)) for column, axis in enumerate(axes)]
    legend = "".join(
        f'<circle cx="{60 + 160 * i}" cy="572" r="4" fill="{value}"/>'
        f'<text x="{70 + 160 * i}" y="576">{key}</text>'
        for i, (key, value) in enumerate(COLOURS.items()))
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1490 590" font-family="sans-serif" '
        'font-size="12" role="img" aria-label="Times and memory of each path">\n<style>'
        "path{fill:none;stroke-width:2}.grid{stroke:#ccc;stroke-width:1}"
        ".frame{fill:none;stroke:#888}.title{font-weight:bold}text{fill:#333}"
        "@media(prefers-color-scheme:dark){text{fill:#ddd}.grid{stroke:#444}}</style>\n"
        + "\n".join(panels) + legend + "\n</svg>\n")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("paths")
    parser.add_argument("table")
    parser.add_argument("picture")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    found = []
    with tempfile.TemporaryDirectory() as folder:
        for name, axis, points in series(folder):
            measured = [(x, measure(options.paths, command, options.rounds))
                        for x, command in points]
            found.append((name, axis, measured))
            print(table(found[-1:]).splitlines()[-1], flush=True)
    with open(options.table, "w") as file:
        file.write(table(found))
    with open(options.picture, "w") as file:
        file.write(picture(found))


main()
