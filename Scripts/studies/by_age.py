#!/usr/bin/env python3
"""Draws what each age pays and can expect, from the comparison.csv of `fentan compare FILE --out DIR`.

Usage: by_age.py comparison.csv [YEAR] > picture.svg      (without a year: the whole run)
"""
import csv
import sys

WIDTH, HEIGHT, LEFT, TOP, BOTTOM = 720, 320, 56, 40, 40
COLOURS = {"cost": "#1d5c94", "benefit": "#bf4f14", "fair_share": "#8a6d1f"}
NAMES = {"cost": "pays", "benefit": "can expect", "fair_share": "fair share"}


def figures(path, year):
    """The figures by age: {group: {quantity: value}}, in the order of the file."""
    found = {}
    with open(path, newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if (row["side"], row["dimension"], row["year"]) != ("fairness", "age", year):
                continue
            if row["quantity"] in COLOURS and row["group"] and row["value"]:
                found.setdefault(row["group"], {})[row["quantity"]] = float(row["value"])
    return found


def step(largest):
    """A round distance of lines, so that there are about five."""
    unit = 10 ** (len(str(int(largest / 5))) - 1)
    return next(f * unit for f in (1, 2, 5, 10) if f * unit * 6 >= largest)


def picture(groups, title):
    """The picture as SVG."""
    largest = max(max(values.values()) for values in groups.values())
    height = HEIGHT - TOP - BOTTOM
    width = (WIDTH - LEFT - 10) / len(groups)
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'aria-label="{title}">',
        "<style>svg { background: #fff; } text { font: 12px sans-serif; fill: #444c57; }</style>",
        f'<text x="0" y="14">{title}</text>',
    ]
    value, distance = 0, step(largest)
    while value <= largest:
        y = HEIGHT - BOTTOM - height * value / largest
        lines.append(
            f'<line x1="{LEFT}" x2="{WIDTH - 10}" y1="{y:.1f}" y2="{y:.1f}" stroke="#e3e6ea"/>'
            f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{value:g}</text>')
        value += distance
    for place, (quantity, colour) in enumerate(COLOURS.items()):
        x = WIDTH - 270 + 90 * place
        lines.append(
            f'<rect x="{x}" y="20" width="12" height="10" fill="{colour}"/>'
            f'<text x="{x + 17}" y="29">{NAMES[quantity]}</text>')
    for place, (group, values) in enumerate(groups.items()):
        x = LEFT + width * place
        for number, (quantity, colour) in enumerate(COLOURS.items()):
            bar = height * values.get(quantity, 0) / largest
            lines.append(
                f'<rect x="{x + width * (0.14 + 0.25 * number):.1f}" '
                f'y="{HEIGHT - BOTTOM - bar:.1f}" width="{width * 0.23:.1f}" '
                f'height="{bar:.1f}" fill="{colour}"><title>{group}: {NAMES[quantity]} '
                f'{values.get(quantity, 0):.2f}</title></rect>')
        label = group.removeprefix("members of ")
        lines.append(
            f'<text x="{x + width / 2:.1f}" y="{HEIGHT - BOTTOM + 18}" '
            f'text-anchor="middle">{label}</text>')
    return "\n".join(lines + ["</svg>", ""])


def main():
    """Reads the arguments and prints the picture."""
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    year = sys.argv[2] if len(sys.argv) == 3 else ""
    groups = figures(sys.argv[1], year)
    if not groups:
        sys.exit(f"{sys.argv[1]} has no figures by age of {year or 'the whole run'}")
    period = year or "the whole run"
    sys.stdout.write(picture(groups, f"By age in {period}, yuan a member and year"))


if __name__ == "__main__":
    main()
