"""Jobs as the tests need them."""

import time
from pathlib import Path

from sagacity.kit.audit import api as audit
from sagacity.kit.audit.models import Line
from sagacity.kit.clock import now
from sagacity.kit.jobs import api as jobs

done: list[str] = []


class Broken(Exception):
    """A job that cannot do its work."""


@jobs.job()
def greet(name: str) -> None:
    done.append(name)


@jobs.job()
def fail() -> None:
    raise Broken("the file is gone")


@jobs.job(queue="imports")
def read_rows(rows: int) -> None:
    """Reports every row and looks at the stop sign."""
    for row in range(rows):
        jobs.check_cancelled(job=jobs.current())
        jobs.progress(job=jobs.current(), done=row + 1, total=rows, note="読んでいます")
        done.append(str(row))


@jobs.job()
def cancel_myself() -> None:
    jobs.cancel(job=jobs.current())
    jobs.check_cancelled(job=jobs.current())
    done.append("too far")


@jobs.job()
def serve_up_to_a_gate(recipients: int, gate: str) -> None:
    """Serves each recipient once, however often it is begun; half-way it waits until the gate is there."""
    for number in range(recipients):
        thing = f"recipient {number}"
        if not Line.objects.filter(thing=thing).exists():
            audit.record(actor="test", action="served", thing=thing, at=now())
        jobs.progress(job=jobs.current(), done=number + 1, total=recipients)
        jobs.check_cancelled(job=jobs.current())
        while number == recipients // 2 and not Path(gate).exists():
            jobs.check_cancelled(job=jobs.current())
            time.sleep(0.05)
