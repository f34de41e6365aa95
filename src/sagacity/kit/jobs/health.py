"""What the health page says of the workers."""

from sagacity.kit import clock, providers
from sagacity.kit.jobs import jobs, workers


def offer() -> None:
    providers.offer_check("worker", check)


def check() -> providers.Check:
    """Whether a worker is alive."""
    now = clock.now()
    alive = [worker for worker in workers.all_workers() if now - worker.seen_at < workers.SILENT_AFTER]
    return providers.Check(
        name="worker", ok=bool(alive), detail=f"{len(alive)} at work, {jobs.backlog()} jobs waiting"
    )
