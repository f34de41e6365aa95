"""The children this device remembers: month or day of birth, a nickname if wished, what was given when."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.http import HttpRequest
from django.utils.translation import gettext as _

from sagacity.identity import api as identity
from sagacity.miniapps.childcare.rules import births
from sagacity.miniapps.childcare.rules.births import Birth

APP = "childcare"
PREFIX = "child-"
TOLD = "told"
MOST = 8


@dataclass(frozen=True, slots=True)
class Child:
    """One child as the device remembers it."""

    id: str
    birth: Birth
    name: str = ""
    done: Mapping[str, date | None] = field(default_factory=dict)

    @property
    def label(self) -> str:
        """The nickname, or the month of birth in words."""
        said = {"year": self.birth.first.year, "month": self.birth.first.month}
        return self.name or _("%(year)s年%(month)s月生まれの子") % said


def children(request: HttpRequest) -> list[Child]:
    """The children of this device, the youngest first."""
    notes = identity.recall_all(request, app=APP)
    found = [
        child
        for name, value in notes.items()
        if name.startswith(PREFIX) and (child := _read(name.removeprefix(PREFIX), value))
    ]
    return sorted(found, key=lambda one: (one.birth.first, one.id), reverse=True)


def child(request: HttpRequest, key: str) -> Child | None:
    """One child; None when this device does not know it."""
    value = identity.recall(request, app=APP, name=PREFIX + key)
    return _read(key, value) if value is not None else None


def key_of(client_key: str) -> str:
    """The key of a child to be added: the same form sent twice is the same child."""
    return hashlib.sha256(client_key.encode()).hexdigest()[:10]


def keep(request: HttpRequest, one: Child, *, at: datetime) -> None:
    """Remember a child as it is now.

    Raises:
        identity.TooManyNotes: the device keeps as much as it may.
    """
    value = {
        "birth": one.birth.text,
        "name": one.name,
        "done": {key: day.isoformat() if day else "" for key, day in one.done.items()},
    }
    identity.remember(request, app=APP, name=PREFIX + one.id, value=value, at=at)


def forget(request: HttpRequest, key: str) -> None:
    """Remember nothing of a child any more."""
    identity.forget(request, app=APP, name=PREFIX + key)


def is_told(request: HttpRequest) -> bool:
    """Whether this device wishes to be told when something becomes due."""
    return identity.recall(request, app=APP, name=TOLD, default=False) is True


def wish_to_be_told(request: HttpRequest, wish: bool, *, at: datetime) -> None:
    if wish:
        identity.remember(request, app=APP, name=TOLD, value=True, at=at)
    else:
        identity.forget(request, app=APP, name=TOLD)


def _read(key: str, value: object) -> Child | None:
    """A note as a child; what an older version wrote and nobody can read any more is passed over."""
    try:
        said = dict(value)  # type: ignore[call-overload]
        done = {
            str(dose): date.fromisoformat(day) if day else None for dose, day in dict(said["done"]).items()
        }
        return Child(key, births.parse(str(said["birth"])), str(said.get("name", "")), done)
    except (KeyError, TypeError, ValueError):
        return None
