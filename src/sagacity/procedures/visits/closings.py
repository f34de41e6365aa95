"""The list at the end: what happened and what follows, on paper and behind a QR code, without a name."""

import hashlib
import secrets
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from sagacity.kit import clock
from sagacity.kit.manifest import in_language
from sagacity.procedures import api as procedures
from sagacity.procedures.cases import api as cases
from sagacity.procedures.guide import api as guide
from sagacity.procedures.visits import models, refusals, types

KEPT_FOR = timedelta(days=60)


def make(row: models.Visit, *, at: datetime) -> None:
    """Write the list of a visit that is over; nobody has its address yet."""
    models.Closing.objects.get_or_create(
        visit=row.key,
        defaults={
            "digest": _digest(secrets.token_urlsafe(16)),
            "content": _content(row, at),
            "made_at": at,
            "until": at + KEPT_FOR,
        },
    )


def closing(*, visit: str) -> types.Closing:
    """The list of a visit.

    Raises:
        NoSuchClosing
    """
    row = models.Closing.objects.filter(visit=visit).first()
    if row is None:
        raise refusals.NoSuchClosing
    return _as_fact(row)


@transaction.atomic
def address(*, visit: str) -> str:
    """A token that opens the list on a telephone; the one before opens nothing any more.

    Raises:
        NoSuchClosing
    """
    row = models.Closing.objects.select_for_update().filter(visit=visit).first()
    if row is None:
        raise refusals.NoSuchClosing
    token = secrets.token_urlsafe(16)
    row.digest = _digest(token)
    row.save(update_fields=["digest"])
    return token


def open_by(*, token: str, at: datetime) -> types.Closing:
    """The list behind a QR code.

    Raises:
        NoSuchClosing
    """
    row = models.Closing.objects.filter(digest=_digest(token), until__gt=at).first()
    if row is None:
        raise refusals.NoSuchClosing
    return _as_fact(row)


def closing_view(*, closing: types.Closing, language: str) -> dict[str, Any]:
    """The list at the end in words of one language."""

    def said(words: Any) -> str:
        return in_language(words, language) if words else ""

    lines = [
        {
            "name": said(one.name),
            "number": one.number,
            "desk": said(one.desk),
            "until": one.until,
            "yen": one.yen,
            "brings": [said(paper) for paper in one.brings],
            "is_done": one.is_done,
        }
        for one in closing.outcomes
    ]
    return {
        "name": said(closing.name),
        "taken": [one for one in lines if one["number"]],
        "done": [one for one in lines if one["is_done"] and not one["number"]],
        "left": [one for one in lines if not one["is_done"]],
    }


def _content(row: models.Visit, at: datetime) -> dict[str, Any]:
    steps, name = _steps(row, at)
    numbers = {one["procedure"]: one for one in row.wanted if one["case"]}
    lines = [_of_case(one, at) for one in numbers.values()]
    lines += [_of_step(step, done) for step, done in steps if step.task.online not in numbers]
    return {"name": name, "outcomes": lines}


def _steps(row: models.Visit, at: datetime) -> tuple[list[tuple[guide.Step, bool]], dict[str, str]]:
    try:
        handed = guide.handed_set(key=row.handed, at=at)
        answer = guide.answer(event=handed.event, answers=handed.answers, at=at)
        name = dict(guide.event(key=handed.event).name)
    except (guide.NoSuchSet, guide.NoSuchEvent):
        return [], {}
    return [(step, step.rule in handed.done) for step in answer.steps], name


def _of_case(wanted: dict[str, str], at: datetime) -> dict[str, Any]:
    case = cases.case(key=wanted["case"])
    definition = procedures.definition(procedure=case.procedure, version=case.version)
    due = case.due_at
    return {
        "name": dict(definition.name),
        "number": case.number,
        "desk": {"ja": case.division or definition.division},
        "until": clock.day(due).isoformat() if due else "",
        "is_done": True,
        "brings": [],
        "yen": case.fee_yen or None,
    }


def _of_step(step: guide.Step, done: bool) -> dict[str, Any]:
    papers = {one.key: dict(one.label) for one in guide.papers()}
    return {
        "name": dict(step.task.name),
        "number": "",
        "desk": dict(step.desk.name),
        "until": step.until.isoformat() if step.until and not done else "",
        "is_done": done,
        "brings": [] if done else [papers[key] for key in step.papers if key in papers],
        "yen": None if done or not step.yen else int(step.yen),
    }


def _as_fact(row: models.Closing) -> types.Closing:
    return types.Closing(
        row.content["name"],
        row.made_at,
        row.until,
        tuple(
            types.Outcome(
                one["name"], one["number"], one["desk"],
                date.fromisoformat(one["until"]) if one["until"] else None,
                one["is_done"], tuple(one["brings"]), one["yen"],
            )
            for one in row.content["outcomes"]
        ),
    )  # fmt: skip


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
