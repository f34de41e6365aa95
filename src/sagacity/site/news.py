"""Letting the other rooms (search, catalogue) hear of news now, whether or not a worker runs."""

from sagacity.kit.jobs import api as jobs
from sagacity.kit.signals import api as signals


def deliver() -> None:
    """Deliver until nothing is waiting; receivers may ask for jobs, and jobs may make news."""
    while signals.deliver(limit=100) or jobs.run_waiting(limit=100):
        pass
