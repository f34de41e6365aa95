"""Forms: what is being filled in; beginning, saving block by block, letting go."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction

from sagacity.kit import keys, policy
from sagacity.kit.uploads import api as uploads
from sagacity.procedures import api as procedures
from sagacity.procedures.api import Answers, Source
from sagacity.procedures.forms import counting, models, progress, refusals, rows, sealing, types

KEPT_FOR = timedelta(days=30)  # since it was touched last


def form(*, key: str) -> types.Form:
    """One form.

    Raises:
        NoSuchForm: there is none.
    """
    return rows.as_fact(rows.row_of(key))


def open_forms(*, owners: Collection[str], procedure: str = "", at: datetime) -> list[types.Form]:
    """Forms that somebody is still filling in, the latest first."""
    found = models.Form.objects.filter(owner__in=[one for one in owners if one], case="", until__gt=at)
    if procedure:
        found = found.filter(procedure=procedure)
    return [rows.as_fact(row) for row in found.order_by("-saved_at", "-id")[:50]]


def sent_cases(*, owners: Collection[str]) -> list[str]:
    """Keys of the cases that somebody's device sent lately, the latest first."""
    found = models.Form.objects.filter(owner__in=[one for one in owners if one], corrects="").exclude(case="")
    return list(found.order_by("-sent_at").values_list("case", flat=True)[:50])


@transaction.atomic
def begin(
    *,
    procedure: str,
    by: policy.Person,
    owner: str,
    client_key: str,
    at: datetime,
    channel: str = "app",
    mandate: str = "",
    resident: str = "",
    inhabitant: str = "",
    version: str = "",
) -> types.Form:
    """Begin a form; the same client key gives the first one back.

    `owner` is the device or profile of the resident, or at a counter the key of the clerk; `inhabitant` is
    given only when it was proven who asks.

    Raises:
        NoSuchProcedure, NotInForce: nothing begins.
    """
    there = models.Form.objects.filter(client_key=client_key).first()
    if there is not None:
        return rows.as_fact(there)
    definition = procedures.definition(procedure=procedure, version=version, at=at)
    key = keys.new("Form")
    row = models.Form(
        key=key,
        client_key=client_key,
        procedure=definition.key,
        version=definition.version,
        owner=owner,
        resident=resident or (by.key if by.kind == "resident" else ""),
        inhabitant=inhabitant,
        mandate=mandate,
        channel=channel,
        sealed=sealing.seal(rows.EMPTY, key=key),
        started_at=at,
        saved_at=at,
        until=at + KEPT_FOR,
    )
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:  # pressed twice at the same moment
        return rows.as_fact(models.Form.objects.get(client_key=client_key))
    if definition.blocks:
        counting.reached(row, definition.blocks[0].key, at=at)
    return rows.as_fact(row)


@transaction.atomic
def save(
    *,
    form: str,
    block: str,
    answers: Answers,
    by: policy.Person,
    at: datetime,
    seen: int | None = None,
    shown: Collection[str] | None = None,
    language: str = "ja",
) -> types.Saved:
    """Keep what was written into one block, good or not, and say what is wrong with it.

    `answers` are those of this block as they were written; `seen` is the revision that the page showed, so
    that another window is not overwritten unseen; `shown` are the questions that were on the page.

    Raises:
        NoSuchForm, FormIsSent, NoSuchBlock: nothing is kept.
    """
    row = rows.open_row(form)
    said = sealing.opened(row)
    definition = procedures.definition(procedure=row.procedure, version=row.version)
    asked = next((one for one in definition.blocks if one.key == block), None)
    if asked is None:
        raise refusals.NoSuchBlock(block)
    here = [one.key for one in asked.questions]
    elsewhere = _written_elsewhere(said, here, answers) if seen is not None and seen < row.revision else {}
    whole = {**said["answers"], **{key: answers[key] for key in here if key in answers}}
    before = rows.as_fact(row, {**said, "answers": whole})
    facts = rows.facts_for_rules(before, by=by, at=at)
    checked = procedures.check(
        definition=definition, answers=whole, facts=facts, at=at, language=language, upto=block
    )
    faults = tuple(fault for fault in checked.faults if fault.question in here)
    hidden = [key for key in here if key in checked.asked and shown is not None and key not in shown]
    new = tuple(key for key in hidden if any(fault.question == key for fault in faults))
    faults = tuple(fault for fault in faults if fault.question not in new)
    kept = {key: checked.answers.get(key, whole[key]) for key in here if key in whole}
    said["answers"] = {**said["answers"], **kept}
    _note_sources(said, here, by)
    row.revision += 1
    fact = _kept(row, said, at)
    if faults or new or elsewhere:
        return types.Saved(fact, checked, faults, new, elsewhere)
    stand = progress.standing(form=fact, by=by, at=at, language=language)
    following = progress.following(stand, block)
    counting.passed(row, block, following, at=at)
    return types.Saved(rows.as_fact(row, said), checked, (), next=following)


@transaction.atomic
def keep_papers(*, form: str, papers: Mapping[str, Sequence[str]], at: datetime) -> types.Form:
    """Keep which uploads stand for which paper."""
    row = rows.open_row(form)
    said = sealing.opened(row)
    said["papers"] = {**said["papers"], **{key: list(held) for key, held in papers.items()}}
    row.revision += 1
    return _kept(row, said, at)


@transaction.atomic
def keep_answer(*, form: str, question: str, answer: Any, at: datetime) -> types.Form:
    """Keep one answer as it is, unjudged: uploads that came or went while a block is open."""
    row = rows.open_row(form)
    said = sealing.opened(row)
    said["answers"] = {**said["answers"], question: answer}
    row.revision += 1
    return _kept(row, said, at)


@transaction.atomic
def adopt(*, form: str, by: policy.Person, owner: str, inhabitant: str, at: datetime) -> types.Form:
    """Let a form that a browser began belong to the resident who signed in there.

    Raises:
        NoSuchForm, FormIsSent, SomebodyElse
    """
    row = rows.open_row(form)
    if row.resident not in {"", by.key} or row.inhabitant not in {"", inhabitant}:
        raise refusals.SomebodyElse(form)
    row.owner, row.resident, row.inhabitant = owner, by.key, inhabitant
    row.save(update_fields=["owner", "resident", "inhabitant"])
    return rows.as_fact(row)


@transaction.atomic
def drop(*, form: str) -> None:
    """Let go of a form that is not wanted any more, with its files.

    Raises:
        NoSuchForm, FormIsSent
    """
    row = rows.open_row(form)
    held = uploads.uploads_of(keys=uploads_of(rows.as_fact(row)))
    uploads.drop(keys=[one.key for one in held if not one.about])
    row.delete()


def uploads_of(form: types.Form) -> list[str]:
    """Keys of every file in a form."""
    definition = procedures.definition(procedure=form.procedure, version=form.version)
    held = [key for keys_of in form.papers.values() for key in keys_of]
    for question in definition.questions():
        value = form.answers.get(question.key)
        if question.kind is procedures.Kind.FILE and isinstance(value, list):
            held += [key for key in value if isinstance(key, str)]
        if question.kind is procedures.Kind.SIGNATURE and isinstance(value, str) and value:
            held.append(value)
    return held


def _kept(row: models.Form, said: dict[str, Any], at: datetime) -> types.Form:
    row.sealed = sealing.seal(said, key=row.key)
    row.saved_at, row.until = at, at + KEPT_FOR
    row.save(update_fields=["sealed", "revision", "saved_at", "until"])
    fact = rows.as_fact(row, said)
    uploads.extend(keys=uploads_of(fact), until=row.until)
    return fact


def _written_elsewhere(said: dict[str, Any], here: list[str], answers: Answers) -> dict[str, object]:
    """Answers of this block that another window wrote since, and that would be lost."""
    before = said["answers"]
    return {
        key: before[key]
        for key in here
        if key in before
        and key in answers
        and before[key] not in ("", None, [], {})
        and before[key] != answers[key]
    }


def _note_sources(said: dict[str, Any], here: list[str], by: policy.Person) -> None:
    """A value that is as it was filled in keeps its source; whatever was changed is somebody's own."""
    own = Source.STAFF if by.is_staff else Source.RESIDENT
    for key in here:
        value = said["answers"].get(key)
        given = said["given"].get(key)
        if value in (None, "", [], {}):
            said["sources"].pop(key, None)
        elif given is not None and given[0] == value:
            said["sources"][key] = given[1]
        elif key not in said["sources"] or given is not None or by.is_staff:
            said["sources"][key] = str(own)
