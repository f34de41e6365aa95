"""Definitions that hold: those of the city pack, and those that the builder published."""

import re
from datetime import date, datetime
from functools import lru_cache

from sagacity.kit import clock
from sagacity.procedures import models, pack_texts, types
from sagacity.procedures.reading import read


class NoSuchProcedure(LookupError):
    """The city has no procedure of this key, or none of this version."""


class NotInForce(Exception):
    """The procedure is not taken up on that day: not yet, or no more."""


def procedures(*, at: datetime) -> list[types.Definition]:
    """The version in force of each procedure, by key."""
    on = clock.day(at)
    endings = _endings()
    found = (_in_force(versions, on, endings.get(key)) for key, versions in sorted(_all().items()))
    return [one for one in found if one is not None]


def definition(*, procedure: str, version: str = "", at: datetime | None = None) -> types.Definition:
    """One version, in force or not; without a version the one in force at a moment, now by default.

    Raises:
        NoSuchProcedure, NotInForce: there is none.
    """
    if version and (published := _published(procedure, version)):
        return published  # what cases ask for most often: one question to the database
    versions = _all(procedure).get(procedure)
    if not versions:
        raise NoSuchProcedure(procedure)
    if version:
        if version not in versions:
            raise NoSuchProcedure(f"{procedure} {version}")
        return versions[version]
    found = _in_force(versions, clock.day(at or clock.now()), _endings(procedure).get(procedure))
    if found is None:
        raise NotInForce(procedure)
    return found


def versions_of(*, procedure: str) -> list[types.Definition]:
    """Every version there is, the newest first; also those to come and those that ended."""
    return sorted(_all(procedure).get(procedure, {}).values(), key=rank, reverse=True)


def keys() -> list[str]:
    """Keys of all procedures there are, in force or not."""
    return sorted(_all())


def last_day_of(*, procedure: str) -> date | None:
    """The last day on which it is taken up, when two people decided to end it."""
    return _endings(procedure).get(procedure)


def rank(one: types.Definition) -> tuple[date, tuple[tuple[int, str], ...]]:
    """By the day from which it holds, then by its version as people count: 2 before 10."""
    parts = re.findall(r"\d+|\D+", one.version)
    return one.since or date.min, tuple((int(part), "") if part.isdigit() else (-1, part) for part in parts)


def _published(procedure: str, version: str) -> types.Definition | None:
    rows = models.Published.objects.filter(procedure=procedure, version=version)
    return next(iter(_read_all(list(rows.values_list("digest", flat=True)))), None)


def _in_force(
    versions: dict[str, types.Definition], on: date, last_day: date | None
) -> types.Definition | None:
    """The newest that has begun decides, also by its own end: an older one does not come back."""
    begun = [one for one in versions.values() if one.since is None or one.since <= on]
    newest = max(begun, key=rank, default=None)
    if newest is None or (newest.until and newest.until < on) or (last_day and last_day < on):
        return None
    return newest


def _all(procedure: str = "") -> dict[str, dict[str, types.Definition]]:
    """By key and version. What was published counts, whatever the pack's file says since."""
    found: dict[str, dict[str, types.Definition]] = {}
    for one in pack_texts.definitions():
        if not procedure or one.key == procedure:
            found.setdefault(one.key, {})[one.version] = one
    rows = models.Published.objects.filter(**({"procedure": procedure} if procedure else {}))
    for one in _read_all(list(rows.values_list("digest", flat=True))):
        found.setdefault(one.key, {})[one.version] = one
    return found


_kept: dict[str, types.Definition] = {}  # by digest: a text is read once in the life of a process


def _read_all(digests: list[str]) -> list[types.Definition]:
    if unread := [digest for digest in digests if digest not in _kept]:
        texts = models.Published.objects.filter(digest__in=unread).values_list("digest", "text")
        _kept.update({digest: _read_text(text) for digest, text in texts})
    return [_kept[digest] for digest in digests]


@lru_cache(maxsize=500)
def _read_text(text: str) -> types.Definition:
    return read(text=text)


def _endings(procedure: str = "") -> dict[str, date]:
    rows = models.Ending.objects.filter(**({"procedure": procedure} if procedure else {}))
    return dict(rows.values_list("procedure", "after"))
