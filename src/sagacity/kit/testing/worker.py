"""The worker's part in a story."""

from datetime import datetime

from sagacity.kit.jobs import api as jobs
from sagacity.kit.jobs.models import Job
from sagacity.kit.signals import api as signals
from sagacity.kit.signals.models import Message


def deliver_everything(*, at: datetime | None = None, strict: bool = True) -> int:
    """Deliver all news and run all jobs until nothing is left; what fails is told, unless not `strict`."""
    failed_before = set(_failed_jobs())
    done = 0
    while step := signals.deliver(limit=1000, at=at) + jobs.run_waiting():
        done += step
        if strict:
            _tell_what_failed(failed_before)
    return done


def _tell_what_failed(before: set[tuple[str, str]]) -> None:
    troubled = Message.objects.exclude(error="").exclude(state="delivered")
    problems = [f"{row.signal}: {row.error}" for row in troubled]
    problems += [f"{function}: {error}" for function, error in set(_failed_jobs()) - before]
    if problems:
        raise AssertionError("what the worker did went wrong:\n" + "\n".join(problems))


def _failed_jobs() -> list[tuple[str, str]]:
    return list(Job.objects.filter(state="failed").values_list("function", "error"))
