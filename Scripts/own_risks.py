#!/usr/bin/env python3
"""Makes up a roster whose members have risks of their own: one CSV row a member, from a fixed seed.

Nobody in it exists. Risks are lognormal with a mean of 1 and a coefficient of variation of 1, birth years
even from 1966 to 2003; two thirds join in the first three months and the others over two
years, and one in six leaves again by a date of its own. Nobody reaches 60 by the end of 2023.

Usage: Scripts/own_risks.py ROWS [SEED] > Scenarios/illustrations/own-risks/members.csv
"""
import datetime
import math
import random
import sys

LAUNCH = datetime.date(2022, 1, 1)
DAYS = 730
SIGMA = math.sqrt(math.log(2))


def main(rows: int, seed: int) -> None:
    draws = random.Random(seed)
    dates = [(LAUNCH + datetime.timedelta(days=day)).isoformat() for day in range(2 * DAYS)]
    out = sys.stdout
    out.write("joined,birth_year,sex,risk,left\n")
    for _ in range(rows):
        wait = int(90 * draws.random()) if draws.random() < 2 / 3 else 90 + int((DAYS - 90) * draws.random())
        born = 1966 + int(38 * draws.random())
        sex = "female" if draws.random() < 0.55 else "male"
        risk = min(999, math.exp(SIGMA * draws.gauss(0, 1) - SIGMA * SIGMA / 2))
        left = dates[wait + 1 + int((DAYS - 1) * draws.random())] if draws.random() < 1 / 6 else ""
        out.write(f"{dates[wait]},{born},{sex},{risk:.4f},{left}\n")


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1)
