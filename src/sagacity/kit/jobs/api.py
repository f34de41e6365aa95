"""Work behind the page: asked for in a transaction, done by a worker, watched and cancelled by its key."""

from sagacity.kit.jobs.again import again, all_turns
from sagacity.kit.jobs.declaring import NotAJob, job
from sagacity.kit.jobs.jobs import (
    JobState,
    NoSuchJob,
    backlog,
    cancel,
    enqueue,
    prune,
    state,
)
from sagacity.kit.jobs.models import State
from sagacity.kit.jobs.reaping import reap
from sagacity.kit.jobs.running import (
    JobCancelled,
    WorkerStopping,
    check_cancelled,
    current,
    progress,
    run_waiting,
)

__all__ = [
    "JobCancelled",
    "JobState",
    "NoSuchJob",
    "NotAJob",
    "State",
    "WorkerStopping",
    "again",
    "all_turns",
    "backlog",
    "cancel",
    "check_cancelled",
    "current",
    "enqueue",
    "job",
    "progress",
    "prune",
    "reap",
    "run_waiting",
    "state",
]
