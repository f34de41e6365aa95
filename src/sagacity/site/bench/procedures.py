"""Cases taken in a second, a form of 95 questions judged, and a page of the queue over 300,000 cases."""

import json
import statistics
import sys
import threading
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from sagacity.site.bench import Figure, machine, sandbox

CLIENTS, EACH = 8, 60
QUEUE, DIVISIONS, PAGES = 300_000, 12, 40
# Names as common as in a city: a text index answers a name that everybody has as slowly as one can.
FAMILIES = "佐田山中小加吉松井木", "藤田川本村島野原上崎"
GIVEN = "花美恵幸洋智直明和真", "子美"
QUESTIONS, CONDITIONS, TURNS = 95, 60, 60


def measure() -> Iterator[Figure]:
    with sandbox.house() as folder:
        found = sandbox.in_own_process(__name__, "submit", folder=folder)
    about = f"7 questions, 1 condition, {CLIENTS} at once, written through, {machine.database()}"
    yield Figure("procedures.cases_per_s", found["per_s"], "/s", f"{about}, without HTTP and PDF", 20, True)
    yield Figure("procedures.submit_p95_ms", found["p95_ms"], "ms", about)
    yield Figure("procedures.submit_cpu_ms", found["cpu_ms"], "ms", about)
    with sandbox.house() as folder:
        found = sandbox.in_own_process(__name__, "big", folder=folder)
    about = f"{QUESTIONS} questions, {CONDITIONS} conditions, judged whole"
    yield Figure("procedures.big_form_ms", found["p95_ms"], "ms", f"{about}, p95", 80)
    with sandbox.house() as folder:
        found = sandbox.in_own_process(__name__, "queue", folder=folder)
    about = f"{QUEUE:,} cases that wait, {DIVISIONS} divisions, {machine.database()}"
    for what, name in (
        ("division", "one division"),
        ("deep", "one division, far on"),
        ("everything", "every division"),
        ("words", "words"),
        ("late", "late ones"),
        ("counts", "counts by state"),
    ):
        yield Figure("counter.queue_ms", found[what], "ms", f"{about}, {name}, p95", 50)


def seven_questions() -> str:
    """A procedure with seven questions and one condition."""
    head = (
        'key = "bench"\nversion = "1"\nsort = "application"\ndivision = "市民生活課"\n'
        'name = {ja = "測定"}\nabout = {ja = "測定のための手続です。"}\n'
        '[[block]]\nkey = "all"\ntitle = {ja = "全部"}\n'
    )
    kinds = ("name", "kana", "phone", "text", "number", "yes_no", "text")
    asked = "".join(
        f'[[block.question]]\nkey = "q{place}"\nkind = "{kind}"\nlabel = {{ja = "問い{place}"}}\n'
        + ('show_if = {"==" = [{var = "q5"}, true]}\n' if place == 6 else "")
        for place, kind in enumerate(kinds)
    )
    stage = (
        '[[stage]]\nkey = "check"\ndivision = "市民生活課"\ndays = 2\ndecides = true\nname = {ja = "確認"}\n'
    )
    return f"{head}{asked}{stage}"


def seven_answers(number: int) -> dict[str, Any]:
    return {
        "q0": {"family": "山田", "given": "花子"},
        "q1": {"family": "ヤマダ", "given": "ハナコ"},
        "q2": "0952-24-3151",
        "q3": "測定のため",
        "q4": number % 9 + 1,
        "q5": True,
        "q6": "条件のある問いの答え",
    }


def big_form() -> str:
    """A procedure with 95 questions, 60 of them under a condition on the one before."""
    head = (
        'key = "big"\nversion = "1"\nsort = "application"\ndivision = "市民生活課"\n'
        'name = {ja = "大きな申請"}\nabout = {ja = "測定のための手続です。"}\n'
        '[[block]]\nkey = "all"\ntitle = {ja = "全部"}\n'
    )
    asked = []
    for place in range(QUESTIONS):
        text = f'[[block.question]]\nkey = "q{place}"\nkind = "number"\nlabel = {{ja = "問い{place}"}}\n'
        if place > QUESTIONS - 1 - CONDITIONS:
            text += f'show_if = {{">" = [{{var = "q{place - 1}"}}, 0]}}\n'
        asked.append(text)
    return head + "".join(asked)


def submit(number: int, *, key: str, at: datetime) -> Any:
    from sagacity.kit import policy
    from sagacity.procedures.cases import api as cases

    person = policy.Person(f"urn:ngsi-ld:Resident:{number}", "", "resident", level=2)
    return cases.submit(
        procedure="bench",
        answers=seven_answers(number),
        by=person,
        applicant=person.key,
        channel="app",
        client_key=key,
        at=at,
    )


def _submit() -> dict[str, float]:
    from django.db import connection

    from sagacity.kit import clock
    from sagacity.procedures.cases import models, refolding
    from sagacity.procedures.cases.testing import publish

    publish(seven_questions())
    ready, took = threading.Barrier(CLIENTS + 1), list[float]()

    def client(me: int) -> None:
        connection.ensure_connection()
        ready.wait()
        for number in range(EACH):
            start = time.monotonic()
            submit(me * EACH + number, key=f"{me}-{number}", at=clock.now())
            took.append(time.monotonic() - start)
        connection.close()

    people = [threading.Thread(target=client, args=[me]) for me in range(CLIENTS)]
    for person in people:
        person.start()
    ready.wait()
    start, cpu = time.monotonic(), time.process_time()
    for person in people:
        person.join()
    elapsed, spent = time.monotonic() - start, time.process_time() - cpu
    assert models.Case.objects.count() == len(took) == CLIENTS * EACH
    assert refolding.differences() == []
    return {"per_s": len(took) / elapsed, "p95_ms": _p95(took), "cpu_ms": spent / len(took) * 1000}


def _big() -> dict[str, float]:
    from sagacity.kit import clock
    from sagacity.procedures import api as procedures

    definition = procedures.read(text=big_form())
    answers = {f"q{place}": place + 1 for place in range(QUESTIONS)}
    took = []
    for _ in range(TURNS):
        start = time.monotonic()
        checked = procedures.check(definition=definition, answers=answers, facts={}, at=clock.now())
        took.append(time.monotonic() - start)
        assert checked.good, checked.faults
        assert len(checked.asked) == QUESTIONS
    return {"p95_ms": _p95(took)}


def _queue() -> dict[str, float]:
    from sagacity.identity import api as identity
    from sagacity.kit import clock, policy
    from sagacity.procedures.cases import api as cases

    now = clock.now()
    _fill(now)
    may = frozenset({identity.CASE_LOOK, identity.CASE_EVERY})
    by = policy.Person("urn:ngsi-ld:Staff:bench", "測定", "staff", may, "総務課")

    def page(**how: Any) -> float:
        start = time.monotonic()
        found = cases.queue(by=by, at=now, **how)
        took = time.monotonic() - start
        assert len(found.rows) == 50, how
        return took

    after = ""
    for _ in range(30):
        after = cases.queue(by=by, at=now, division="課3", size=200, after=after).after
    names = [f"課{number % DIVISIONS}" for number in range(PAGES)]
    return {
        "division": _p95([page(division=name) for name in names]),
        "deep": _p95([page(division="課3", after=after) for _ in names]),
        "everything": _p95([page() for _ in names]),
        "words": _p95([page(words=_name(number * 37)) for number in range(PAGES)]),
        "late": _p95([page(division=name, late=True) for name in names]),
        "counts": _p95([_timed(lambda name=name: cases.counts(by=by, division=name)) for name in names]),
    }


def _timed(act: Any) -> float:
    start = time.monotonic()
    act()
    return time.monotonic() - start


def _fill(now: datetime) -> None:
    """Rows as submitting leaves them, each findable by a name; their logs would only take time."""
    from django.db import connection, transaction

    from sagacity.procedures.cases import models, searching
    from sagacity.procedures.cases.testing import publish

    publish(seven_questions())
    batch = 5_000
    for first in range(0, QUEUE, batch):
        rows = [_row(number, now) for number in range(first, first + batch)]
        with transaction.atomic():
            models.Case.objects.bulk_create(rows, batch_size=500)
            searching.put_many({row.pk: f"{row.number}\n{_name(row.pk)}" for row in rows})
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _name(number: int) -> str:
    """One of 2,000."""
    said = ""
    for letters in (*FAMILIES, *GIVEN):
        number, place = divmod(number, len(letters))
        said += letters[place]
    return said


def _row(number: int, now: datetime) -> Any:
    from sagacity.procedures.cases import models

    return models.Case(
        key=f"urn:ngsi-ld:Case:{number}",
        number=f"R8-測定-{number:06d}-0",
        procedure="bench",
        version="1",
        sort="application",
        channel="app",
        client_key=f"bench-{number}",
        retention="years_3",
        submitted_at=now - timedelta(minutes=number),
        state="submitted" if number % 3 else "in_work",
        stage="check",
        division=f"課{number % DIVISIONS}",
        stage_since=now,
        due_at=now + timedelta(minutes=number * 7 % 20_000 - 5_000),
        is_ours=True,
        events=1,
    )


def _p95(took: list[float]) -> float:
    return statistics.quantiles(took, n=100)[94] * 1000


if __name__ == "__main__":
    sandbox.open_house()
    parts = {"submit": _submit, "big": _big, "queue": _queue}
    print(json.dumps(parts[sys.argv[1]]()))  # noqa: T201 - read by the bench that started this process
