"""Lines of the audit log."""

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import connection

from sagacity.kit import policy
from sagacity.kit.audit import models
from sagacity.kit.signals import api as signals

COLUMNS = (
    "at", "actor", "actor_name", "action", "thing", "purpose", "before", "after",
    "subject", "division", "group", "channel", "visible_from",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """Who did or read what, when and why."""

    number: int
    at: datetime
    actor: str
    actor_name: str
    action: str
    thing: str
    purpose: str
    before: str
    after: str
    subject: str = ""
    division: str = ""
    group: str = ""
    channel: str = ""


def record(
    *,
    actor: policy.Person | str,
    action: str,
    thing: str,
    at: datetime,
    purpose: str = "",
    before: object = None,
    after: object = None,
    subject: str = "",
    group: str = "",
    channel: str = "",
    visible_from: datetime | None = None,
) -> None:
    """Write down that somebody did or read something, in the transaction in which it happens.

    A read of a person's data names them as `subject` (the key of the resident or inhabitant), which columns
    were read (`group`) and by which door (`channel`); the subject sees it in the list of looks, from
    `visible_from` on where a law withholds it.
    """
    key, name, division = _who(actor)
    adapt = connection.ops.adapt_datetimefield_value
    values = (
        adapt(at.astimezone(UTC)),
        key,
        name,
        action,
        thing,
        purpose,
        digest_of(before),
        digest_of(after),
        subject,
        division,
        group,
        channel,
        adapt(visible_from.astimezone(UTC)) if visible_from else None,
    )
    with connection.cursor() as cursor:
        cursor.execute(INSERT, values)


_NAMES = ", ".join(f'"{name}"' for name in COLUMNS)
# By hand: a row of the busiest table needs none of what the saving of a model does.
INSERT = f"INSERT INTO {models.Line._meta.db_table} ({_NAMES}) VALUES ({', '.join(['%s'] * len(COLUMNS))})"


def about(*, thing: str, limit: int = 200) -> list[Line]:
    """What happened to one thing, newest first."""
    return [as_fact(row) for row in models.Line.objects.filter(thing=thing).order_by("-id")[:limit]]


def latest(*, actor: str = "", limit: int = 100, offset: int = 0) -> list[Line]:
    """The last lines written, of one person or of all, newest first."""
    rows = models.Line.objects.filter(actor=actor) if actor else models.Line.objects.all()
    return [as_fact(row) for row in rows.order_by("-id")[offset : offset + limit]]


def line(*, number: int) -> Line | None:
    """One line; None when there is none, or when its day has left the log after its years."""
    row = models.Line.objects.filter(pk=number).first()
    return as_fact(row) if row else None


def digest_of(value: object) -> str:
    """What a thing was, as a digest: enough to prove it later, too little to read it here."""
    if value is None:
        return ""
    said = json.dumps(signals.to_json(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()


def as_fact(row: models.Line) -> Line:
    return Line(
        number=row.pk,
        at=row.at,
        actor=row.actor,
        actor_name=row.actor_name,
        action=row.action,
        thing=row.thing,
        purpose=row.purpose,
        before=row.before,
        after=row.after,
        subject=row.subject,
        division=row.division,
        group=row.group,
        channel=row.channel,
    )


def _who(actor: policy.Person | str) -> tuple[str, str, str]:
    if isinstance(actor, str):
        return actor, "", ""
    if actor.through:  # a delegate acts, whoever it is for
        return actor.through, "", ""
    return actor.key or actor.kind, actor.name, actor.division
