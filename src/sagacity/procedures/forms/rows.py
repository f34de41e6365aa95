"""Rows as facts, and the facts that rules see while a form is being filled in."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sagacity.identity.register import api as register
from sagacity.kit import clock, policy
from sagacity.procedures.api import Source
from sagacity.procedures.forms import models, refusals, sealing, types

EMPTY: dict[str, Any] = {"answers": {}, "sources": {}, "given": {}, "members": [], "papers": {}}


def row_of(key: str, *, lock: bool = False) -> models.Form:
    rows = models.Form.objects.select_for_update() if lock else models.Form.objects.all()
    row = rows.filter(key=key).first()
    if row is None:
        raise refusals.NoSuchForm(key)
    return row


def open_row(key: str) -> models.Form:
    """A form that is still being filled in, locked.

    Raises:
        NoSuchForm, FormIsSent
    """
    row = row_of(key, lock=True)
    if row.case:
        raise refusals.FormIsSent(row.case)
    return row


def as_fact(row: models.Form, said: Mapping[str, Any] | None = None) -> types.Form:
    said = sealing.opened(row) if said is None else said
    return types.Form(
        key=row.key,
        procedure=row.procedure,
        version=row.version,
        owner=row.owner,
        resident=row.resident,
        inhabitant=row.inhabitant,
        mandate=row.mandate,
        channel=row.channel,
        corrects=row.corrects,
        needs=row.needs,
        answers=said["answers"],
        sources={key: Source(source) for key, source in said["sources"].items()},
        given={key: (value, Source(source)) for key, (value, source) in said["given"].items()},
        members=tuple(types.Member(**one) for one in said["members"]),
        papers={key: tuple(held) for key, held in said["papers"].items()},
        done=tuple(row.done),
        revision=row.revision,
        case=row.case,
        started_at=row.started_at,
        saved_at=row.saved_at,
        until=row.until,
    )


def facts_for_rules(form: types.Form, *, by: policy.Person, at: datetime) -> dict[str, Any]:
    """What is known of whoever fills it in; what nobody has proven yet is left out, not guessed."""
    facts = facts_of(form.inhabitant, channel=form.channel, by=by, at=at)
    facts["delegate"] = bool(form.mandate)
    if form.members:
        facts["household"] = [one.key for one in form.members]
    return facts


def facts_of(inhabitant: str, *, channel: str, by: policy.Person, at: datetime) -> dict[str, Any]:
    """The same of somebody who fills in nothing yet."""
    facts: dict[str, Any] = {
        "channel": channel,
        "level": by.level,
        "delegate": False,
        "today": clock.day(at).isoformat(),
    }
    if inhabitant:
        try:
            standing = register.standing_on(key=inhabitant, day=clock.day(at))
            facts |= {"lives_here": standing.lives_here, "age": standing.age}
        except register.NoSuchInhabitant:
            facts |= {"lives_here": False, "age": None}
    return facts
