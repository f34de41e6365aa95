"""The tail: points that wait to be moved. A mark tells how far that is, so nobody walks over what is gone."""

from sagacity.broker.store.base import Session


def mark(session: Session) -> int:
    """The number of the last point that was moved; writers take turns, so newer points have greater ones."""
    rows = session.execute("SELECT moved FROM broker_tail_mark WHERE one = 1")
    return int(rows[0][0]) if rows else 0


def set_mark(session: Session, moved: int) -> None:
    """Everything up to this point has been moved."""
    session.execute(
        "INSERT INTO broker_tail_mark (one, moved) VALUES (1, ?)"
        " ON CONFLICT (one) DO UPDATE SET moved = excluded.moved",
        (moved,),
    )


def first(session: Session) -> int | None:
    """The number of the oldest point that waits, or None; found by the index, however much was deleted."""
    rows = session.execute("SELECT n FROM broker_tail WHERE n > ? ORDER BY n LIMIT 1", (mark(session),))
    return int(rows[0][0]) if rows else None


def is_waiting(session: Session) -> bool:
    """Whether there is anything to move."""
    return first(session) is not None


def count(session: Session) -> int:
    """How many points wait."""
    return int(session.execute("SELECT count(*) FROM broker_tail WHERE n > ?", (mark(session),))[0][0])
