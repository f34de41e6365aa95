"""The one sheet: what stands in it and what follows, writing into it, filling it in from the register."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import transaction

from sagacity.kit import clock, policy
from sagacity.procedures import api as procedures
from sagacity.procedures.api import Answers, Kind, Source
from sagacity.procedures.cases import api as cases
from sagacity.procedures.forms import api as forms
from sagacity.procedures.visits import carrying, composing, models, once, rows, sealing, types, visitors
from sagacity.procedures.visits.carrying import is_nothing

SIGNED_LEVEL = 4  # of whoever is seen face to face


def sheet(*, visit: str, at: datetime, language: str = "ja") -> types.Sheet:
    """The sheet of a visit with everything that follows from it.

    Raises:
        NoSuchVisit
    """
    row = rows.row_of(visit)
    return of(row, sealing.opened(row), at=at, language=language)


def of(row: models.Visit, said: Mapping[str, Any], *, at: datetime, language: str = "ja") -> types.Sheet:
    composed = composed_of(row)
    facts = cases.facts_for_rules(
        by=policy.Person(key="", name="", kind="visitor", level=SIGNED_LEVEL),
        inhabitant=row.inhabitant,
        channel="counter",
        at=at,
    )
    answers = said["answers"]
    checked = procedures.check(
        definition=composed.definition, answers=answers, facts=facts, at=at, language=language
    )
    return types.Sheet(
        visit=rows.as_fact(row, said),
        composed=composed,
        answers=answers,
        sources={key: Source(source) for key, source in said["sources"].items()},
        members=members_of(said, composed),
        facts=facts,
        checked=checked,
        parts=tuple(
            types.Part(one, definition, procedures.check(
                definition=definition, answers=composed.part(one.procedure, checked.answers),
                facts=facts, at=at, language=language,
            ))
            for one, definition in _definitions(row)
        ),
    )  # fmt: skip


def standing(found: types.Sheet, *, at: datetime, language: str) -> forms.Standing:
    """The sheet as the engine of forms draws it."""
    return forms.loose_standing(
        definition=found.composed.definition,
        answers=found.answers,
        at=at,
        language=language,
        facts=found.facts,
        members=found.members,
        sources=found.sources,
    )


@transaction.atomic
def write(
    *,
    visit: str,
    answers: Answers,
    seen: int,
    source: Source,
    at: datetime,
    writer: str = "",
    language: str = "ja",
) -> types.Written:
    """Write what a page sent, question by question: what another screen wrote since stands, and is told.

    `seen` is the revision the page showed, `writer` a name of the page, which does not stand in its own way.
    Whatever changes takes the signature away.

    Raises:
        NoSuchVisit, VisitIsOver
    """
    row = rows.open_row(visit)
    said = sealing.opened(row)
    elsewhere: dict[str, object] = {}
    changed: list[str] = []
    for key, value in answers.items():
        now = said["answers"].get(key)
        if value == now or (is_nothing(value) and is_nothing(now)):
            continue
        moved_at, before, whose = said["touched"].get(key, (0, None, ""))
        if moved_at > seen and (not writer or whose != writer):
            if value == before or (is_nothing(value) and is_nothing(before)):
                continue  # the page is older than what stands there
            if said["sources"].get(key) != Source.RULE:
                elsewhere[key] = now
                continue
        _put(said, key, value, _source(said, key, value, source), row.revision + 1, writer)
        changed.append(key)
    if changed:
        _settle(row, said, at)
        said["signed"], row.state = None, types.State.OPEN
        rows.keep(row, said)
    return types.Written(of(row, said, at=at, language=language), elsewhere, tuple(changed))


def changed_since(*, visit: str, revision: int, writer: str) -> list[str]:
    """Questions that other pages have written, or that followed from an answer, since a revision.

    Raises:
        NoSuchVisit
    """
    touched = sealing.opened(rows.row_of(visit))["touched"]
    return [key for key, (at, _before, whose) in touched.items() if at > revision and whose != writer]


@transaction.atomic
def retract(*, visit: str, at: datetime) -> None:
    """Take the signature away: something is to be put right."""
    row = rows.open_row(visit)
    said = sealing.opened(row)
    said["signed"], row.state = None, types.State.OPEN
    rows.keep(row, said)


def prefill(*, visit: str, by: policy.Person, at: datetime) -> None:
    """Fill in what card and register know; the look stands in the log with its purpose.

    Not inside a transaction: the line is written before anything is read.

    Raises:
        NotAtTheCounter, NoSuchResident: nothing is filled in.
    """
    row = rows.row_of(visit)
    visitor = rows.as_fact(row).visitor
    if not visitor.inhabitant:
        return
    person = visitors.person(visitor, by=by, at=at)
    found = forms.known(
        definition=composed_of(row).definition,
        inhabitant=visitor.inhabitant,
        resident=visitor.resident,
        purpose=visitor.purpose,
        by=person,
        channel="counter",
        at=at,
    )
    with transaction.atomic():
        row = rows.open_row(visit)
        said = sealing.opened(row)
        for key, (value, source) in found.values.items():
            said["given"][key] = [value, str(source)]
            if is_nothing(said["answers"].get(key)):
                _put(said, key, value, source, row.revision + 1)
        said["members"] = [asdict(one) for one in found.members]
        _settle(row, said, at)
        rows.keep(row, said)


def composed_of(row: models.Visit) -> types.Composed:
    return composing.compose(definitions=[one for _, one in _definitions(row)], once=once.once())


def members_of(said: Mapping[str, Any], composed: types.Composed) -> tuple[forms.Member, ...]:
    """Whom household questions may name: those of the register, else those who are written on this sheet."""
    if said["members"]:
        return tuple(forms.Member(**one) for one in said["members"])
    return tuple(
        forms.Member(f"told-{number}", forms.told_key(name), name, "other")
        for number, name in enumerate(_names_on(said["answers"], composed), 1)
    )


def _names_on(answers: Answers, composed: types.Composed) -> list[str]:
    found: dict[str, None] = {}
    for question in composed.definition.questions():
        value = answers.get(question.key)
        columns = [one.key for one in question.columns if one.kind is Kind.NAME]
        if question.kind is Kind.NAME and question.prefill and isinstance(value, Mapping):
            found[_name(value)] = None
        for row in value if columns and isinstance(value, list) else ():
            found |= {_name(row[key]): None for key in columns if isinstance(row.get(key), Mapping)}
    return [name for name in found if name]


def _name(parts: Mapping[str, Any]) -> str:
    return " ".join(str(parts.get(one, "")) for one in ("family", "given") if parts.get(one))


def _definitions(row: models.Visit) -> list[tuple[types.Wanted, procedures.Definition]]:
    return [
        (types.Wanted(**one), procedures.definition(procedure=one["procedure"], version=one["version"]))
        for one in row.wanted
    ]


def _put(said: dict[str, Any], key: str, value: Any, source: Source, revision: int, whose: str = "") -> None:
    said["touched"][key] = [revision, said["answers"].get(key), whose]
    said["answers"][key] = value
    if is_nothing(value):
        said["sources"].pop(key, None)
    else:
        said["sources"][key] = str(source)


def _source(said: Mapping[str, Any], key: str, value: Any, source: Source) -> Source:
    """A value that is as it was filled in keeps its source."""
    given = said["given"].get(key)
    return Source(given[1]) if given and given[0] == value else source


def _settle(row: models.Visit, said: dict[str, Any], at: datetime) -> None:
    """Let answers follow that follow from others."""
    found = carrying.carried(composed=composed_of(row), once=once.once(), said=said, today=clock.day(at))
    for key, value in found.items():
        _put(said, key, value, Source.RULE, row.revision + 1)
