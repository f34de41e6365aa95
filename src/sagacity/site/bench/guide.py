"""The answer of the guide for every golden household: list, papers, deadlines, minutes and yen."""

import json
import statistics
import time
from collections.abc import Iterator

from sagacity.site.bench import Figure, sandbox

ROUNDS = 40


def measure() -> Iterator[Figure]:
    with sandbox.house() as folder:
        found = sandbox.in_own_process(__name__, folder=folder)
    about = f"{found['households']} golden households of {found['events']} life events, {ROUNDS} times each"
    yield Figure("guide.answer_ms", found["p95_ms"], "ms", f"{about}, p95", 20)
    yield Figure("guide.answer_p50_ms", found["p50_ms"], "ms", about)


def _in_house() -> dict[str, float]:
    from datetime import datetime
    from datetime import time as day_time

    from sagacity.kit import clock
    from sagacity.procedures.guide import api as guide

    report = guide.report()
    assert report.differences == ()
    took = []
    for _ in range(ROUNDS):
        for one in report.households:
            at = datetime.combine(one.on, day_time(12), tzinfo=clock.JAPAN)
            start = time.monotonic()
            answer = guide.answer(event=one.event, answers=one.answers, at=at)
            took.append(time.monotonic() - start)
            assert answer.minutes == one.minutes
    parts = statistics.quantiles(took, n=100)
    return {
        "p50_ms": parts[49] * 1000,
        "p95_ms": parts[94] * 1000,
        "households": len(report.households),
        "events": len(report.guide.events),
    }


if __name__ == "__main__":
    sandbox.open_house(tables=False)
    print(json.dumps(_in_house()))  # noqa: T201 - read by the bench that started this process
