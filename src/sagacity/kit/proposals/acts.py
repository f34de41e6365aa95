"""Acts that need two people: rooms offer them, and no part of the kit knows a room."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from django.utils.functional import Promise

from sagacity.kit.policy import Person
from sagacity.kit.proposals.types import Payload


class NoSuchAct(LookupError):
    """No room offers this act any more."""


class CannotBeDone(Exception):
    """The act was approved but cannot be carried out now; the text says why, in words for staff."""


class NeedsSecondPerson(Exception):
    """A second person must have agreed; one alone cannot do this by any channel."""


def demand_two(*, by: Person, approved_by: Person | None) -> None:
    """For the verbs behind acts. The house itself, at its set-up and by command, needs no second person.

    Raises:
        NeedsSecondPerson: nobody else agreed.
    """
    if by.kind != "system" and (approved_by is None or approved_by.key == by.key):
        raise NeedsSecondPerson(by.key)


class CarryOut(Protocol):
    """The verb behind an act; it raises `CannotBeDone` when the world has changed since."""

    def __call__(
        self, payload: Payload, *, by: Person, approved_by: Person, reason: str, at: datetime
    ) -> None: ...


@dataclass(frozen=True, slots=True)
class Act:
    """One kind of dangerous act."""

    key: str  # such as "staff.grant"
    title: Promise | str
    proposes: str  # the permission of whoever may propose it
    decides: str  # the permission of whoever may approve or refuse it
    say: Callable[[Payload], str]  # what exactly would be done, in words for staff
    carry_out: CarryOut


_acts: dict[str, Act] = {}


def offer_act(act: Act) -> None:
    """Say that an act needs two people; call it in `AppConfig.ready`."""
    _acts[act.key] = act


def act(key: str) -> Act:
    """One act.

    Raises:
        NoSuchAct: it is offered no more.
    """
    if key not in _acts:
        raise NoSuchAct(key)
    return _acts[key]


def decided_by(person: Person) -> list[str]:
    """Keys of the acts that somebody may decide about."""
    return [each.key for each in _acts.values() if person.may(each.decides)]
