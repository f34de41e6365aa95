"""Reading a definition: TOML of a city pack, or what the builder keeps."""

import tomllib
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from sagacity.procedures import types
from sagacity.procedures.faults import BrokenDefinition, TextFault
from sagacity.procedures.lines import line_of, lines_of
from sagacity.procedures.pages import OPTION_KEY, Noted, Page
from sagacity.procedures.reading_stages import (
    read_eligible,
    read_fee,
    read_outcome,
    read_paper,
    read_stage,
    read_time_limit,
)


class Retention(StrEnum):
    """Classes of documents: how long a closed case is kept."""

    YEARS_1 = "years_1"
    YEARS_3 = "years_3"
    YEARS_5 = "years_5"
    YEARS_10 = "years_10"
    YEARS_30 = "years_30"


def read(*, text: str) -> types.Definition:
    """A definition of TOML.

    Raises:
        BrokenDefinition: it is no TOML, or says what no definition can; every fault with its line.
    """
    noted: Noted = []
    definition = _definition(Page(loaded(text=text), (), noted))
    refuse(text=text, faults=noted)
    return definition


def read_blocks(*, said: Mapping[str, Any], faults: Noted) -> tuple[tuple[types.Block, ...], Page]:
    """The blocks of a page that holds more than a procedure, and the page to read the rest from.

    Every fault is noted in `faults`; `refuse` makes an exception of them.
    """
    page = Page(said, (), faults)
    return tuple(_block(one) for one in page.each("block")), page


def refuse(*, text: str, faults: Noted) -> None:
    """Say every fault that was noted, with its line.

    Raises:
        BrokenDefinition: there is one.
    """
    if faults:
        lines = lines_of(text)
        found = [TextFault(line_of(path, lines), path, code, about) for path, code, about in faults]
        raise BrokenDefinition(tuple(sorted(found, key=lambda fault: fault.line)))


def loaded(*, text: str) -> dict[str, Any]:
    """TOML as it stands.

    Raises:
        BrokenDefinition: it is none.
    """
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        fault = TextFault(_line_in(str(problem)), (), "not_toml", str(problem))
        raise BrokenDefinition((fault,)) from problem


def _definition(page: Page) -> types.Definition:
    fee, limit, outcome = page.one("fee"), page.one("time_limit"), page.one("outcome")
    definition = types.Definition(
        key=page.key(),
        version=page.text("version"),
        sort=page.one_of("sort", types.Sort, types.Sort.APPLICATION),
        name=page.words("name", needed=True),
        about=page.words("about", needed=True),
        division=page.text("division"),
        blocks=tuple(_block(one) for one in page.each("block")),
        since=page.day("since"),
        until=page.day("until"),
        national_id=page.text("national_id", ""),
        law=page.text("law", ""),
        level=page.whole("level", 0),
        level_at_counter=page.whole("level_at_counter", 4),
        life_events=page.texts("life_events"),
        search_words=page.texts("search_words"),
        minutes=page.whole("minutes", 10),
        eligible=tuple(read_eligible(one) for one in page.each("eligible")),
        papers=tuple(read_paper(one) for one in page.each("paper")),
        fee=read_fee(fee) if fee else None,
        stages=tuple(read_stage(one) for one in page.each("stage")),
        time_limit=read_time_limit(limit) if limit else None,
        outcome=read_outcome(outcome) if outcome else types.Outcome(kind="none"),
        retention=page.one_of("retention", Retention, Retention.YEARS_5).value,
        once_for=page.text("once_for", ""),
        may_be_withdrawn=page.flag("may_be_withdrawn", True),
        delegates=page.flag("delegates", True),
        is_confirmed=page.flag("confirmed", False),
        to_confirm=page.words("to_confirm"),
    )
    page.done()
    return definition


def _block(page: Page) -> types.Block:
    block = types.Block(
        key=page.key(),
        title=page.words("title", needed=True),
        questions=tuple(_question(one) for one in page.each("question")),
        note=page.words("note"),
        show_if=page.rule("show_if"),
    )
    page.done()
    return block


def _question(page: Page) -> types.Question:
    question = types.Question(
        key=page.key(),
        kind=page.one_of("kind", types.Kind),
        label=page.words("label", needed=True),
        hint=page.words("hint"),
        required=page.flag("required", True),
        show_if=page.rule("show_if"),
        options=tuple(_option(one) for one in page.each("option")),
        columns=tuple(_question(one) for one in page.each("column")),
        prefill=page.text("prefill", ""),
        least=page.whole_or_none("least"),
        most=page.whole_or_none("most"),
        since=page.text("since", ""),
        until=page.text("until", ""),
        pattern=page.text("pattern", ""),
        say=page.words("say"),
        must=page.rule("must"),
        is_sensitive=page.flag("sensitive", False),
    )
    page.done()
    return question


def _option(page: Page) -> types.Option:
    option = types.Option(
        key=page.key(form=OPTION_KEY),
        label=page.words("label", needed=True),
        show_if=page.rule("show_if"),
    )
    page.done()
    return option


def _line_in(problem: str) -> int:
    """Of the reader's own words: "… (at line 3, column 5)"."""
    _, _, rest = problem.rpartition("line ")
    digits = rest.split(",")[0]
    return int(digits) if digits.isdigit() else 0
