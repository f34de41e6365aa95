"""What the worker does for the broker beside its jobs."""

from sagacity.kit.jobs import api as jobs


@jobs.again(seconds=0.5)
def tell_the_house() -> bool:
    """What happened in the broker's store becomes news of the house."""
    from sagacity.broker.news import telling  # only a worker needs the platform

    return telling.tell_the_house() > 0
