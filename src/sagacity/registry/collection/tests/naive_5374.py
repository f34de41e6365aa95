"""A second, naive reading of the 5374 grammar, written apart from the product to prove it."""

import csv
import io
from datetime import date, timedelta

Calendar = dict[tuple[str, str], set[tuple[date, str]]]


def read(body: bytes) -> list[list[str]]:
    return [row for row in csv.reader(io.StringIO(body.decode("utf-8-sig"))) if any(row)]


def closed_days(center: bytes) -> dict[str, set[date]]:
    found: dict[str, set[date]] = {}
    for name, first, last in read(center)[1:]:
        found[name] = set()
        if first:
            day = date(*map(int, first.split("/")))
            while day <= date(*map(int, last.split("/"))):
                found[name].add(day)
                day += timedelta(days=1)
    return found


def calendar(area_days: bytes, center: bytes, master: bytes, first: date) -> Calendar:
    """365 days of every area, by (group, name)."""
    heading, *rows = read(area_days)
    groups = {row[0]: row[1] for row in read(master)[1:]}
    closed = closed_days(center)
    kinds = [(at, name) for at, name in enumerate(heading) if at >= 3 and name]
    year = [first + timedelta(days=n) for n in range(365)]
    found: Calendar = {}
    for row in rows:
        days: set[tuple[date, str]] = set()
        for at, kind in kinds:
            words, _, months = row[at].partition(":")
            allowed = [int(month) for month in months.split()] or list(range(1, 13))
            for word in words.split():
                if word[0] in "月火水木金土日":
                    weekday = "月火水木金土日".index(word[0])
                    for day in year:
                        if day.weekday() != weekday or day.month not in allowed:
                            continue
                        seen = sum(
                            1 for n in range(1, day.day + 1) if day.replace(day=n).weekday() == weekday
                        )
                        if (len(word) == 1 or seen == int(word[1])) and day not in closed.get(row[2], set()):
                            days.add((day, kind))
                elif word[0] != "*":
                    day = date(int(word[:4]), int(word[4:6]), int(word[6:]))
                    if day in year:
                        days.add((day, kind))
        found[groups[row[0]], row[1]] = days
    return found
