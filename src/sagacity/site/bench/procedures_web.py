"""Forms filled in, sent and had back as a PDF by residents over HTTP, eight at once."""

import os
import re
import signal
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from statistics import quantiles
from typing import Any

from sagacity.site.bench import Figure, machine, sandbox
from sagacity.site.bench.visitors import Visitor

RESIDENTS, EACH, WARM = 8, 25, 2
PROCESSES = 2
ANSWERS = {
    "a.q0.family": "山田",
    "a.q0.given": "花子",
    "a.q1.family": "ヤマダ",
    "a.q1.given": "ハナコ",
    "a.q2": "0952-24-3151",
    "a.q3": "測定のため",
    "a.q4": "3",
    "a.q5": "yes",
    "a.q6": "条件のある問いの答え",
}
SERVING = re.compile(r"serving on 127\.0\.0\.1:(\d+)")


def measure() -> Iterator[Figure]:
    with sandbox.house() as folder:
        cookies = sandbox.in_own_process(__name__, folder=folder)["cookies"]
        with _served(folder) as port:
            filled = _all_at_once(port, cookies, _fills_in)
            by_program = _all_at_once(port, cookies, _by_program)
    about = f"7 questions, 1 condition, {RESIDENTS} at once, {PROCESSES} web processes, {machine.database()}"
    setting = f"{about}: one request of a program, copy fetched as PDF"
    yield Figure("procedures.submit_per_s", by_program.per_s, "/s", setting, 20, at_least=True)
    setting = f"{about}: every page fetched: begun, filled in, reviewed, sent, copy fetched as PDF"
    yield Figure("procedures.walk_per_s", filled.per_s, "/s", setting)
    yield Figure("procedures.step_p95_ms", filled.p95_ms("step"), "ms", about, 60)
    yield Figure("procedures.send_p95_ms", filled.p95_ms("send"), "ms", about)
    yield Figure("procedures.copy_p95_ms", filled.p95_ms("copy"), "ms", f"{about}: the PDF of what was sent")


class Took:
    """How long each kind of request took, and everything together."""

    def __init__(self) -> None:
        self.seconds: dict[str, list[float]] = {}
        self.done = 0
        self.elapsed = 0.0
        self._lock = threading.Lock()

    @contextmanager
    def time_of(self, what: str) -> Iterator[None]:
        start = time.monotonic()
        yield
        with self._lock:
            self.seconds.setdefault(what, []).append(time.monotonic() - start)

    def one_more(self) -> None:
        with self._lock:
            self.done += 1

    @property
    def per_s(self) -> float:
        return self.done / self.elapsed

    def p95_ms(self, what: str) -> float:
        return quantiles(self.seconds[what], n=20)[-1] * 1000


def _all_at_once(port: int, cookies: list[str], act: Any) -> Took:
    """Let every resident do it some times; a first turn, not counted, warms the processes."""
    visitors = [Visitor(port, cookie) for cookie in cookies]
    problems: list[BaseException] = []

    def lives(visitor: Visitor, took: Took, many: int) -> None:
        visitor.connection.close()  # who was done first has waited longer than the house keeps it
        try:
            for _ in range(many):
                act(visitor, took)
                took.one_more()
        except BaseException as problem:  # told below: a thread's own end would be silent
            problems.append(problem)

    took = Took()
    for many in (WARM, EACH):
        took = Took()
        people = [threading.Thread(target=lives, args=[one, took, many]) for one in visitors]
        start = time.monotonic()
        for person in people:
            person.start()
        for person in people:
            person.join()
        took.elapsed = time.monotonic() - start
        if problems:
            raise problems[0]
    return took


def _fills_in(visitor: Visitor, took: Took) -> None:
    page = visitor.opens("/apps/apply/p/bench/")
    begun = visitor.sends("/apps/apply/p/bench/begin/", client_key=page.hidden("client_key"))
    step = visitor.opens(begun.leads_to)  # which screen is next
    screen = visitor.opens(step.leads_to)
    hidden = {name: screen.hidden(name) for name in ("seen", "shown")}
    with took.time_of("step"):
        kept = visitor.sends(step.leads_to, do="next", **ANSWERS, **hidden)
    if not kept.leads_to:  # the condition has shown one question more
        hidden = {name: kept.hidden(name) for name in ("seen", "shown")}
        with took.time_of("step"):
            kept = visitor.sends(step.leads_to, do="next", **ANSWERS, **hidden)
    visitor.opens(kept.leads_to)
    with took.time_of("send"):
        sent = visitor.sends(f"{begun.leads_to}send/")
    _copy(visitor, sent.leads_to.partition("?")[0], took)


def _by_program(visitor: Visitor, took: Took) -> None:
    from sagacity.site.bench.procedures import seven_answers

    if not visitor.token:
        visitor.opens("/apps/apply/p/bench/")
    said = {"client_key": uuid.uuid4().hex, "answers": seven_answers(3)}
    _copy(visitor, visitor.asks("/apps/apply/api/bench/", said)["page"], took)


def _copy(visitor: Visitor, case: str, took: Took) -> None:
    with took.time_of("copy"):
        copy = visitor.opens(f"{case}copy/")
    if not copy.body.startswith(b"%PDF"):
        raise RuntimeError(f"{case}copy/ answered {copy.status}: {copy.text[:300]}")


@contextmanager
def _served(folder: Path) -> Iterator[int]:
    """The whole house on a port of its own: web processes, a worker, a scheduler."""
    surroundings: Mapping[str, str] = {**os.environ, "SAGACITY_HISTORY_PORT": "0"}
    words = ["up", "--port", "0", "--web", str(PROCESSES), "--workers", "1", "--data-dir", str(folder)]
    with subprocess.Popen(
        [sys.executable, "-m", "sagacity.site", *words], env=surroundings, stdout=subprocess.PIPE, text=True
    ) as house:
        assert house.stdout is not None
        try:
            for line in house.stdout:
                if found := SERVING.search(line):
                    threading.Thread(target=house.stdout.read, daemon=True).start()
                    yield int(found[1])
                    return
            raise RuntimeError("the house did not start")
        finally:
            house.send_signal(signal.SIGTERM)


def _prepare() -> dict[str, Any]:
    from sagacity.identity.accounts import api as accounts
    from sagacity.identity.accounts.testing import sign_in
    from sagacity.identity.testing import Actor
    from sagacity.procedures.cases.testing import publish
    from sagacity.site.bench.procedures import seven_questions

    publish(seven_questions())
    people = [Actor() for _ in range(RESIDENTS)]
    for person in people:
        sign_in(person, level=accounts.Level.CARD)
    return {"cookies": [person.client.cookies.output(header="", sep=";").strip() for person in people]}


if __name__ == "__main__":
    import json

    sandbox.open_house()
    print(json.dumps(_prepare()))  # noqa: T201 - read by the bench that started this process
