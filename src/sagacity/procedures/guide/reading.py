"""Reading a pack's guide: what events share, and each life event with its rules."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from sagacity.procedures import api as procedures
from sagacity.procedures.guide import types

Some = TypeVar("Some")


class FirstDay(StrEnum):
    """Where counting begins."""

    NEXT = "next"
    SAME = "same"


def read_desks(*, text: str) -> tuple[tuple[types.Desk, ...], str]:
    """The desks of `common/desks.toml`, and the service that is booked for a visit.

    Raises:
        BrokenDefinition: it cannot be read; every fault with its line. So do the others here.
    """
    noted: procedures.Noted = []
    page = procedures.Page(procedures.loaded_text(text=text), (), noted)
    found = tuple(_desk(one) for one in page.each("desk")), page.text("service", "")
    return _whole(found, page, text, noted)


def read_papers(*, text: str) -> tuple[types.Paper, ...]:
    """The documents of `common/papers.toml`."""
    noted: procedures.Noted = []
    page = procedures.Page(procedures.loaded_text(text=text), (), noted)
    found = tuple(_paper(one) for one in page.each("paper"))
    return _whole(found, page, text, noted)


def read_tasks(*, text: str, definitions: Mapping[str, procedures.Definition]) -> tuple[types.Task, ...]:
    """The procedures of `common/procedures.toml`; what they do not say, the pack's own definition says."""
    noted: procedures.Noted = []
    page = procedures.Page(procedures.loaded_text(text=text), (), noted)
    found = tuple(_task(one, definitions) for one in page.each("procedure"))
    return _whole(found, page, text, noted)


def read_event(*, text: str) -> types.Event:
    """One life event."""
    noted: procedures.Noted = []
    blocks, page = procedures.read_blocks(said=procedures.loaded_text(text=text), faults=noted)
    key = page.key()
    event = types.Event(
        key=key,
        order=page.whole("order", 99),
        definition=procedures.Definition(
            key=key,
            version="1",
            sort=procedures.Sort.SURVEY,
            name=page.words("name", needed=True),
            about=page.words("about", needed=True),
            division="",
            blocks=blocks,
        ),
        rules=tuple(_rule(one) for one in page.each("rule")),
        sources=page.texts("sources"),
        is_confirmed=page.flag("confirmed", False),
        to_confirm=page.words("to_confirm"),
    )
    return _whole(event, page, text, noted)


def read_households(*, text: str, file: str) -> tuple[types.Household, ...]:
    """Golden examples of one file."""
    noted: procedures.Noted = []
    said = procedures.loaded_text(text=text)
    page = procedures.Page(said, (), noted)
    event = page.key("event")
    found = tuple(
        _household(one, said["household"][place], event, file)
        for place, one in enumerate(page.each("household"))
    )
    return _whole(found, page, text, noted)


def _whole(found: Some, page: procedures.Page, text: str, noted: procedures.Noted) -> Some:
    page.done()
    procedures.refuse_text(text=text, faults=noted)
    return found


def _desk(page: procedures.Page) -> types.Desk:
    desk = types.Desk(
        page.key(), page.words("name", needed=True), page.text("division"), page.flag("outside", False)
    )
    page.done()
    return desk


def _paper(page: procedures.Page) -> types.Paper:
    paper = types.Paper(page.key(), page.words("label", needed=True))
    page.done()
    return paper


def _task(page: procedures.Page, definitions: Mapping[str, procedures.Definition]) -> types.Task:
    online = page.text("online", "")
    known = definitions.get(online)
    task = types.Task(
        key=page.key(),
        name=page.words("name", needed=known is None) or (known.name if known else {}),
        desk=page.text("desk"),
        minutes=page.whole("minutes", known.minutes if known else None),
        law=page.text("law", known.law if known else ""),
        online=online,
        note=page.words("note"),
        is_confirmed=page.flag("confirmed", known.is_confirmed if known else False),
        to_confirm=page.words("to_confirm") or (known.to_confirm if known else {}),
    )
    page.done()
    return task


def _rule(page: procedures.Page) -> types.GuideRule:
    limit, fee = page.one("deadline"), page.one("fee")
    task = page.key("procedure")
    fee_of, fee_when, is_asked = _fee(fee) if fee else (None, None, False)
    rule = types.GuideRule(
        key=page.text("key", task),
        task=task,
        when=page.rule("when"),
        why=page.words("why"),
        limit=_limit(limit) if limit else None,
        fee=fee_of,
        fee_when=fee_when,
        fee_is_asked=is_asked,
        minutes_each=page.text("minutes_each", ""),
        brings=tuple(_bring(one) for one in page.each("bring")),
        law=page.text("law", ""),
    )
    page.done()
    return rule


def _limit(page: procedures.Page) -> types.Limit:
    limit = types.Limit(
        counted_from=page.text("counted_from"),
        days=page.whole("days", 0),
        months=page.whole("months", 0),
        first_day=page.one_of("first_day", FirstDay, FirstDay.NEXT).value,
        moves_to_open_day=page.flag("moves_to_open_day", True),
    )
    page.done()
    return limit


def _fee(page: procedures.Page) -> tuple[procedures.FeeRule | None, Any, bool]:
    when, is_asked = page.rule("when"), page.flag("ask", False)
    fee = procedures.FeeRule(
        item=page.text("item", "" if is_asked else None),
        copies=page.text("copies", ""),
        things=page.text("things", ""),
        facts=page.rules("facts"),
    )
    page.done()
    return None if is_asked else fee, when, is_asked


def _bring(page: procedures.Page) -> types.Bring:
    bring = types.Bring(page.key("paper"), page.rule("when"), page.words("why"))
    page.done()
    return bring


def _household(page: procedures.Page, said: Mapping[str, Any], event: str, file: str) -> types.Household:
    answers, steps = page.one("answers"), page.one("steps")
    household = types.Household(
        file=file,
        event=event,
        name=page.words("name", needed=True),
        on=page.day("on") or date.min,
        answers=dict(said.get("answers", {})) if answers else {},
        steps=_steps(steps, said.get("steps", {})),
        papers=page.texts("papers"),
        desks=page.texts("desks"),
        minutes=page.whole("minutes"),
        yen=page.whole("yen"),
        asks_fee=page.flag("asks_fee", False),
    )
    page.done()
    return household


def _steps(page: procedures.Page | None, said: Mapping[str, Any]) -> dict[str, date | None]:
    """Rule → last day; `false` where there is none."""
    if page is None:
        return {}
    return {key: None if value is False else page.day(key) for key, value in said.items()}
