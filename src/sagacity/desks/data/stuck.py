"""A file whose job has stopped: said on its page, so that nobody waits for ever."""

from sagacity.kit.jobs import api as jobs
from sagacity.registry import api as registry


def is_stuck(run: registry.ImportRun) -> bool:
    """Whether the job that should be at work on this file has failed."""
    if not run.job:
        return False
    try:
        return jobs.state(job=run.job).state is jobs.State.FAILED
    except jobs.NoSuchJob:
        return True
