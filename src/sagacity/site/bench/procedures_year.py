"""A year of a city's cases replayed, from the form to the decision: errors, time and room on the disk."""

import json
import os
import sys
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sagacity.site.bench import Figure, machine, sandbox
from sagacity.site.bench.procedures import seven_answers, seven_questions

# Cases a year: fact sheet of the national survey of procedures, scaled to 228,000 people.
MIX = {
    "residence_certificate": 227_000,
    "family_register": 82_000,
    "register_history": 23_600,
    "moving_in": 8_200,
    "moving_out": 8_000,
    "pension_exemption": 7_800,
    "pension_joining": 4_700,
    "moving_within": 4_400,
    "cremation": 3_000,
    "death": 2_900,
    "household_change": 1_800,
    "birth": 1_400,
    "marriage": 900,
    "divorce": 350,
}
# One in so many; 1 replays all of them, which takes hours.
SCALE = int(os.environ.get("SAGACITY_BENCH_SCALE", "100"))
DIVISION = "市民生活課"
YEAR = timedelta(days=365)


def measure() -> Iterator[Figure]:
    with sandbox.house() as folder:
        found = sandbox.in_own_process(__name__, str(folder), folder=folder)
    about = (
        f"1 in {SCALE} of {sum(MIX.values()):,} cases, submitted, looked at and decided, {machine.database()}"
    )
    yield Figure("procedures_year.errors", found["errors"], "", about, goal=0)
    yield Figure("procedures_year.cases_per_s", found["per_s"], "/s", about)
    yield Figure("procedures_year.cpu_ms", found["cpu_ms"], "ms", f"{about}, each")
    yield Figure("procedures_year.hours", found["cpu_ms"] * sum(MIX.values()) / 3.6e6, "h", "CPU, whole year")
    yield Figure("procedures_year.kb_each", found["kb"], "kB", f"{about}, everything of it")
    yield Figure("procedures_year.gb", found["kb"] * sum(MIX.values()) / 1e6, "GB", "on the disk, whole year")
    yield Figure("procedures_year.peak_day_hours", found["peak_h"], "h", "CPU, a day of 5 times the mean")


def _in_house(folder: Path) -> dict[str, float]:
    from sagacity.identity import api as identity
    from sagacity.kit import clock, policy
    from sagacity.kit.audit import api as audit
    from sagacity.kit.testing.worker import deliver_everything
    from sagacity.procedures.cases import models, refolding
    from sagacity.procedures.cases.testing import publish

    for key in MIX:
        publish(seven_questions().replace('key = "bench"', f'key = "{key}"').replace("測定", key, 1))
    may = frozenset({identity.CASE_LOOK, identity.CASE_WORK, identity.CASE_DECIDE})
    clerk = policy.Person("urn:ngsi-ld:Staff:bench", "測定", "staff", may, DIVISION)
    begin = clock.now() - YEAR
    todo = [key for key, many in MIX.items() for _ in range(max(1, many // SCALE))]
    before, start, cpu = _size(folder), time.monotonic(), time.process_time()
    errors = 0
    for number, key in enumerate(todo):
        at = begin + YEAR * number / len(todo)
        errors += not _one(key, number, clerk, at)
        if number % 200 == 199:
            deliver_everything()
    deliver_everything()
    elapsed, spent = time.monotonic() - start, time.process_time() - cpu
    errors += len(refolding.differences()) + len(audit.verify())
    errors += len(todo) - models.Case.objects.filter(decision__gt="").count()
    each = spent / len(todo)
    return {
        "errors": errors,
        "per_s": len(todo) / elapsed,
        "cpu_ms": each * 1000,
        "kb": (_size(folder) - before) / len(todo) / 1000,
        "peak_h": each * sum(MIX.values()) / 245 * 5 / 3600,
    }


def _one(key: str, number: int, clerk: Any, at: datetime) -> bool:
    """One case from the form to its decision; whether nothing went wrong."""
    from sagacity.kit import policy
    from sagacity.procedures.cases import api as cases

    person = policy.Person(f"urn:ngsi-ld:Resident:{number}", "", "resident", level=2)
    try:
        case = cases.submit(
            procedure=key,
            answers=seven_answers(number),
            by=person,
            applicant=person.key,
            channel="app" if number % 2 else "counter",
            client_key=f"{key}-{number}",
            at=at,
        )
        cases.take(case=case.key, by=clerk, at=at + timedelta(hours=1))
        decision = "no" if number % 50 == 0 else "yes"
        cases.decide(case=case.key, decision=decision, reason="測定", by=clerk, at=at + timedelta(hours=2))
    except Exception as problem:
        print(f"{key} {number}: {type(problem).__name__}: {problem}", file=sys.stderr)  # noqa: T201
        return False
    return True


def _size(folder: Path) -> int:
    """Bytes of the database: files on SQLite, what the server says on PostgreSQL."""
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_database_size(current_database())")
            return int(cursor.fetchone()[0])
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return sum(path.stat().st_size for path in folder.rglob("*.sqlite3*"))


if __name__ == "__main__":
    sandbox.open_house()
    print(json.dumps(_in_house(Path(sys.argv[1]))))  # noqa: T201 - read by the bench that started this process
