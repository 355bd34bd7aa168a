#!/usr/bin/env python3
"""Makes up a roster: one CSV row a member, from a fixed seed.

Nobody in it exists. Birth dates are even over the days of the ages 18 to 59 at joining, two thirds
join in the first three months and the others over two years, one in six leaves again by a date of its
own, and the parts of segments and risk classes are set below.

Usage: Scripts/roster.py ROWS [SEED] > Scenarios/illustrations/roster/members.csv
"""
import datetime
import random
import sys

LAUNCH = datetime.date(2022, 1, 1)
DAYS = 730


def main(rows: int, seed: int) -> None:
    draws = random.Random(seed)
    out = sys.stdout
    out.write("id,joined,birth_date,sex,segment,risk_class,left\n")
    for number in range(1, rows + 1):
        wait = draws.randrange(90) if draws.random() < 2 / 3 else draws.randrange(90, DAYS)
        joined = LAUNCH + datetime.timedelta(days=wait)
        # From the day after the 60th birthday less one, to the 18th: within the ages for certain.
        born = joined - datetime.timedelta(days=draws.randrange(18 * 366, 60 * 365))
        sex = "female" if draws.random() < 0.55 else "male"
        segment = "family" if draws.random() < 0.3 else "single"
        risk = "high" if draws.random() < 0.2 else "low"
        left = ""
        if draws.random() < 1 / 6:
            left = joined + datetime.timedelta(days=draws.randrange(1, DAYS))
        out.write(f"M{number:07d},{joined},{born},{sex},{segment},{risk},{left}\n")


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1)
