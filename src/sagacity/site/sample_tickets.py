"""Four weeks of numbers for the demonstration: nobody's, but as halls are in the morning and after lunch."""

import random
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db import transaction

from sagacity.desks.reform import changes
from sagacity.kit import clock, policy
from sagacity.kit.city import api as city
from sagacity.procedures import api as procedures
from sagacity.procedures.forms import api as forms
from sagacity.procedures.forms import counting
from sagacity.reservations.queue import api as queue
from sagacity.reservations.queue import opinions

DAYS = 28
LINES = 3  # of the city, the first ones: the demonstration is to start soon
USUAL = 36  # people of one line on a usual day
SHAPE = {8: 0.6, 9: 1.2, 10: 1.6, 11: 1.4, 12: 0.9, 13: 1.1, 14: 1.2, 15: 1.0, 16: 0.7}
BUSY = {0: 1.4, 4: 1.15}  # Mondays and Fridays
GOES_ON = 0.22  # share of those who are handed on to another line
LEAVES = 0.05
FORMS, STARTED = 3, 9  # forms of which it is told where people stop, and how many begin one a day
ANSWERS = {
    queue.About.HOW: {"good": 0.16, "fair": 0.09, "bad": 0.04},
    queue.About.WISH: {
        "online": 0.12,
        "store": 0.06,
        "one_desk": 0.05,
        "told_before": 0.04,
        "had_to_come": 0.03,
    },
}
SENTENCE = "（見本）この列の窓口を2つから3つに増やした"
MINUTE = timedelta(minutes=1)


def fill(*, by: policy.Person, at: datetime) -> int:
    """Bring in the open days of the last four weeks, once; says how many tickets are new.

    In their middle one line gets a third desk, which is written down as a change.
    """
    today = clock.day(at)
    days = [today - timedelta(days=number) for number in range(DAYS, 0, -1)]
    if not queue.lines() or queue.by_day(since=days[0], until=days[-1]):
        return 0
    open_days = [day for day in days if day.weekday() < 5 and not city.is_holiday(day)]
    changed, slowest = days[DAYS // 2], max(queue.lines()[:LINES], key=lambda one: one.minutes).key
    dice = random.Random(20_260_401)
    entries = [entry for day in open_days for entry in _day(day, dice, slowest if day >= changed else "")]
    new = queue.bring_in_past(entries=entries, by=by, at=at)
    with transaction.atomic():
        for day in open_days:
            _said(day, dice)
        _stopped(open_days, at, dice)
    changes.write(client_key="demo", day=changed, sentence=SENTENCE, line=slowest, by=by, at=at)
    return new


def _day(day: date, dice: random.Random, helped: str) -> Iterator[queue.Entry]:
    """Everybody who came on a day; one line may have a third desk."""
    for line in queue.lines()[:LINES]:
        people = round(USUAL * BUSY.get(day.weekday(), 1.0) * dice.uniform(0.85, 1.15))
        comes = sorted(_comes(dice) for _ in range(people))
        # When each of its desks is free, in minutes of the day.
        free = [0.0] * (3 if line.key == helped else 2)
        for number, minute in enumerate(comes, start=1):
            yield from _ticket(day, line, number, minute, free, dice)


def _comes(dice: random.Random) -> float:
    (hour,) = dice.choices(list(SHAPE), list(SHAPE.values()))
    return max(60 * hour + 60 * dice.random(), 8 * 60 + 30)


def _ticket(
    day: date, line: queue.Line, number: int, minute: float, free: list[float], dice: random.Random
) -> Iterator[queue.Entry]:
    """One person: waits for a desk, talks, and goes home or on to another line."""
    key = f"urn:ngsi-ld:QueueTicket:demo-{day.isoformat()}-{line.key}-{number}"
    desk = min(range(len(free)), key=lambda one: free[one])
    length = line.minutes * 0.6 * dice.lognormvariate(0, 0.5)
    called = max(minute, free[desk]) + dice.uniform(0.2, 1.5)
    steps: list[tuple[queue.What, float, dict[str, str]]] = [
        (
            queue.What.ISSUED,
            minute,
            {
                "line": line.key,
                "number": f"{line.letter}{number:03d}",
                "channel": "printed",
                "kind": "walk_in",
            },
        )
    ]
    if called - minute > 10 and dice.random() < LEAVES * 2:
        steps.append((queue.What.LEFT, minute + dice.uniform(8, called - minute), {}))
    else:
        free[desk] = called + length
        label = f"{'ABCDEFGH'[desk]}番"
        steps += [(queue.What.CALLED, called, {"desk": label}), (queue.What.STARTED, called + 0.5, {})]
        steps += _rest(line, called + length, dice)
    for nth, (what, when, data) in enumerate(steps):
        moment = datetime(day.year, day.month, day.day, tzinfo=clock.JAPAN) + when * MINUTE
        yield queue.Entry(f"{key}:{nth}", key, what, moment, "", nth, data)


def _rest(
    line: queue.Line, over: float, dice: random.Random
) -> list[tuple[queue.What, float, dict[str, str]]]:
    others = [one.key for one in queue.lines()[:LINES] if one.place == line.place and one.key != line.key]
    if not others or dice.random() > GOES_ON:
        return [(queue.What.ENDED, over, {})]
    called = over + dice.uniform(1, 12)
    return [
        (queue.What.TRANSFERRED, over, {"to": dice.choice(others)}),
        (queue.What.CALLED, called, {"desk": "H番"}),
        (queue.What.STARTED, called + 0.5, {}),
        (queue.What.ENDED, called + dice.uniform(3, 12), {}),
    ]


def _said(day: date, dice: random.Random) -> None:
    """What visitors of a day said; each line has its own mind."""
    for line in queue.lines()[:LINES]:
        for about, answers in ANSWERS.items():
            for answer, share in answers.items():
                many = round(USUAL * share * dice.uniform(0.4, 1.6))
                if many:
                    opinions.count(day=day, line=line.key, about=about, answer=answer, many=many)


def _stopped(days: list[date], at: datetime, dice: random.Random) -> None:
    """How far people came in the longest forms of the pack."""
    known = sorted(procedures.procedures(at=at), key=lambda one: (-len(one.blocks), one.key))
    for one in known[:FORMS]:
        reached = STARTED * len(days)
        for block in (*(each.key for each in one.blocks), forms.REVIEW):
            passed = round(reached * dice.uniform(0.72, 0.97))
            counting.add(
                procedure=one.key, version=one.version, block=block, channel="app", day=days[-1],
                reached=reached, passed=passed,
            )  # fmt: skip
            reached = passed
