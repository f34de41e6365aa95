"""Reading what is done with a case: who may ask, papers, fee, stages, time limit, outcome."""

from enum import StrEnum

from sagacity.procedures import types
from sagacity.procedures.pages import Page


class Pay(StrEnum):
    """When a fee is paid."""

    BEFORE = "before"
    ON_DECISION = "on_decision"
    AT_COUNTER = "at_counter"


class OutcomeKind(StrEnum):
    """What can come out."""

    CERTIFICATE = "certificate"
    PERMIT = "permit"
    NOTICE = "notice"
    NONE = "none"


class FirstDay(StrEnum):
    """Where counting begins."""

    NEXT = "next"
    SAME = "same"


def read_eligible(page: Page) -> types.Eligible:
    eligible = types.Eligible(when=page.rule("when"), otherwise=page.words("otherwise", needed=True))
    page.done()
    return eligible


def read_paper(page: Page) -> types.Paper:
    paper = types.Paper(
        key=page.key(),
        label=page.words("label", needed=True),
        note=page.words("note"),
        required_if=page.rule("required_if", True),
        at_counter_only=page.flag("at_counter_only", False),
    )
    page.done()
    return paper


def read_fee(page: Page) -> types.FeeRule:
    fee = types.FeeRule(
        item=page.text("item", ""),
        copies=page.text("copies", ""),
        things=page.text("things", ""),
        facts=page.rules("facts"),
        by_post=page.rule("by_post", False),
        pay=page.one_of("pay", Pay, Pay.BEFORE).value,
    )
    page.done()
    return fee


def read_stage(page: Page) -> types.Stage:
    stage = types.Stage(
        key=page.key(),
        name=page.words("name", needed=True),
        division=page.text("division", ""),
        days=page.whole("days", 0),
        checks=tuple(_check(one) for one in page.each("check")),
        four_eyes=page.flag("four_eyes", False),
        skip_if=page.rule("skip_if"),
        decides=page.flag("decides", False),
    )
    page.done()
    return stage


def _check(page: Page) -> types.Check:
    check = types.Check(key=page.key(), label=page.words("label", needed=True))
    page.done()
    return check


def read_time_limit(page: Page) -> types.TimeLimit:
    limit = types.TimeLimit(
        days=page.whole("days"),
        counted_from=page.text("counted_from", ""),
        first_day=page.one_of("first_day", FirstDay, FirstDay.NEXT).value,
        moves_to_open_day=page.flag("moves_to_open_day", True),
    )
    page.done()
    return limit


def read_outcome(page: Page) -> types.Outcome:
    outcome = types.Outcome(
        kind=page.one_of("kind", OutcomeKind, OutcomeKind.NONE).value,
        title=page.words("title"),
        text=page.words("text"),
        lines=tuple(_line(one) for one in page.each("line")),
        register=page.text("register", ""),
        valid_months=page.whole_or_none("valid_months"),
        delivery=page.texts("delivery", ("inbox",)),
    )
    page.done()
    return outcome


def _line(page: Page) -> types.Line:
    line = types.Line(
        label=page.words("label", needed=True), value=page.rule("value"), key=page.text("key", "")
    )
    page.done()
    return line
