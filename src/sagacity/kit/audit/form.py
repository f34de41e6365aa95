"""The canonical form of a line, digested into its seal. A form never changes; a new one has a new version."""

import hashlib
import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

import orjson

NEWEST = 2

# The columns of a line in the order in which forms list them; version 1 ends before `subject`.
COLUMNS = (
    "id", "at", "actor", "actor_name", "action", "thing", "purpose", "before", "after",
    "subject", "division", "group", "channel", "visible_from",
)  # fmt: skip
MOMENTS = frozenset({"at", "visible_from"})

# What is digested: version, number of the seal, its day, the digest before it, then the columns above.
# Moments are texts in UTC with six digits, empty where there is none.
Said = Sequence[Any]


def digest_of(said: Said) -> str:
    """The digest that a seal keeps: of itself, the one before it, and its line; empty for an unknown form."""
    form = FORMS.get(said[0])
    return hashlib.sha256(form(said)).hexdigest() if form else ""


def say(*, version: int, number: int, day: str, previous: str, line: Sequence[Any]) -> Said:
    """What is digested of a line whose moments are moments still."""
    plain = (moment(value) if name in MOMENTS else value for name, value in zip(COLUMNS, line, strict=True))
    return (version, number, day, previous, *plain)


def moment(value: datetime | None) -> str:
    return value.astimezone(UTC).isoformat(timespec="microseconds") if value else ""


def moment_in_sql(column: str, *, vendor: str) -> str:
    """The same text, made by the database: a log of many years is followed without making moments of it."""
    if vendor == "postgresql":
        return f"""coalesce(to_char({column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"+00:00"'), '')"""
    digits = f"CASE length({column}) WHEN 19 THEN '.000000' ELSE '' END"  # none are kept when all are zero
    return f"coalesce(replace({column}, ' ', 'T') || {digits} || '+00:00', '')"


_plain = json.JSONEncoder(ensure_ascii=False).encode


def _first(said: Said) -> bytes:
    return _plain([*said[1:13]]).encode()


FORMS: dict[int, Callable[[Said], bytes]] = {1: _first, 2: orjson.dumps}
