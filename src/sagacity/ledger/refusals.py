"""Why money did not go, by what the database said."""

from django.db import IntegrityError


class NotPosted(Exception):
    """Nothing went; the class says why."""


class NothingToPost(NotPosted):
    """A posting without a move."""


class ClientKeyTaken(NotPosted):
    """This client key belongs to another wish."""


class Overdrawn(NotPosted):
    """An account would fall below its floor: there is not so much on it."""


class DayClosed(NotPosted):
    """The day's books are closed; post it on an open day, or have the day opened again with a reason."""


class MoreThanWent(NotPosted):
    """More would be taken back than went, or a reversal itself."""


class NoAmount(NotPosted):
    """Money goes in whole yen above nothing, and to another account than it comes from."""


_SIGNS: tuple[tuple[str, type[NotPosted]], ...] = (
    ("account_keeps_its_floor", Overdrawn),
    ("the day is closed", DayClosed),
    ("more is taken back than went", MoreThanWent),
    ("transfer_moves_something", NoAmount),
    ("transfer_goes_elsewhere", NoAmount),
)


def named(problem: IntegrityError, about: str) -> Exception:
    """The refusal that the database's words stand for; anything else stays what it is."""
    said = str(problem)
    return next((kind(about) for sign, kind in _SIGNS if sign in said), problem)
