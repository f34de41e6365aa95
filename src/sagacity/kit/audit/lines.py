"""Lines of the audit log."""

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime

from sagacity.kit import policy
from sagacity.kit.audit import models
from sagacity.kit.signals import api as signals


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


def record(
    *,
    actor: policy.Person | str,
    action: str,
    thing: str,
    at: datetime,
    purpose: str = "",
    before: object = None,
    after: object = None,
) -> None:
    """Write down that somebody did or read something, in the transaction in which it happens."""
    key, name = (actor, "") if isinstance(actor, str) else (actor.key or actor.kind, actor.name)
    models.Line.objects.create(
        at=at.astimezone(UTC),
        actor=key,
        actor_name=name,
        action=action,
        thing=thing,
        purpose=purpose,
        before=digest_of(before),
        after=digest_of(after),
    )


def about(*, thing: str, limit: int = 200) -> list[Line]:
    """What happened to one thing, newest first."""
    return [as_fact(row) for row in models.Line.objects.filter(thing=thing).order_by("-id")[:limit]]


def latest(*, actor: str = "", limit: int = 100, offset: int = 0) -> list[Line]:
    """The last lines written, of one person or of all, newest first."""
    rows = models.Line.objects.filter(actor=actor) if actor else models.Line.objects.all()
    return [as_fact(row) for row in rows.order_by("-id")[offset : offset + limit]]


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
    )
