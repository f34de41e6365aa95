"""Counters that tell every process that something it keeps in memory has moved."""

from sagacity.broker.store.base import Session


def bump(session: Session, name: str) -> None:
    """Say that what is called ``name`` (such as "subscriptions") has changed."""
    session.execute(
        "INSERT INTO broker_meta (name, value) VALUES (?, 1)"
        " ON CONFLICT (name) DO UPDATE SET value = broker_meta.value + 1",
        (name,),
    )


def editions(session: Session) -> dict[str, int]:
    """The counters as they are now."""
    return {str(name): int(value) for name, value in session.execute("SELECT name, value FROM broker_meta")}
