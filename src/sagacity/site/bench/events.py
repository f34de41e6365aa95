"""The month of events when 2,000 take place in it: processor time of the whole page."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path

from sagacity.site.bench import Figure, pages, sandbox

EVENTS = 2_000
ROUNDS = 50
MONTH = "2026-10"
KINDS = ("文化・芸術", "スポーツ", "健康・福祉", "食", "まなび")


def measure() -> Iterator[Figure]:
    with sandbox.house() as folder:
        found = sandbox.in_own_process(__name__, str(folder), folder=folder)
    about = f"GET /apps/events/calendar/ warm, {EVENTS:,} events in that month, one in ten over three days"
    yield Figure("events.month_ms", found["month_ms"], "ms", f"{about}, mean of {ROUNDS}", goal=30)
    about_drawn = f"the same page, drawn anew for every request, mean of {ROUNDS}"
    yield Figure("events.month_drawn_ms", found["drawn_ms"], "ms", about_drawn)
    about = f"GET /apps/events/ warm, the same {EVENTS:,} events, 20 a page, mean of {ROUNDS}"
    yield Figure("events.list_ms", found["list_ms"], "ms", about)


def _in_house(folder: Path) -> dict[str, float]:
    from django.core.cache import cache

    from sagacity.kit import clock
    from sagacity.registry import api as registry
    from sagacity.site import prepare
    from sagacity.site.bringing_in import People, bring_in
    from sagacity.site.fill import APPROVER, READER

    prepare.files()
    path = folder / "event.csv"
    _write(path)
    people = People(by=READER, approver=APPROVER)
    (report,) = bring_in([path], people=people, at=clock.now(), kind="event")
    assert report.applied == EVENTS, f"{report.applied} of {EVENTS} went in: {report.problem}"
    month = f"/apps/events/calendar/?month={MONTH}"
    page = pages.get(month)
    assert page.status.startswith("200"), page.status
    assert f"{EVENTS}件".encode() in page.plain, "not all of them are in the month"
    assert registry.event_choices().topics
    return {
        "month_ms": pages.cpu_ms(month, rounds=ROUNDS),
        "drawn_ms": pages.cpu_ms(month, rounds=ROUNDS, before=cache.clear),
        "list_ms": pages.cpu_ms(f"/apps/events/?on={MONTH}-15", rounds=ROUNDS),
    }


def _write(path: Path) -> None:
    names = ["NO", "名称", "開始日", "終了日", "開始時刻", "イベント種類", "場所名称", "料金(基本)"]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(names)
        for number in range(EVENTS):
            day = number % 28 + 1
            last = day + 2 if number % 10 == 0 else day
            writer.writerow(
                [
                    f"{number:010}", f"催し{number:04}", f"{MONTH}-{day:02}", f"{MONTH}-{last:02}", "10:00",
                    KINDS[number % len(KINDS)], f"公民館{number % 40}", "500円" if number % 3 else "無料",
                ]
            )  # fmt: skip


if __name__ == "__main__":
    import sys

    sandbox.open_house()
    print(json.dumps(_in_house(Path(sys.argv[1]))))  # noqa: T201 - read by the bench that started this process
