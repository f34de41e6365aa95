"""An answer in the words of a reader, as `guide/answer.html` draws it: for a phone, a counter, paper."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from sagacity.kit.manifest import in_language
from sagacity.procedures.guide import types

NOWHERE: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class StepView:
    """One procedure of the list."""

    rule: str
    name: str
    desk: str
    why: str
    note: str
    law: str
    minutes: int
    until: date | None
    yen: int | None  # None: to be asked
    papers: tuple[str, ...]
    link: str  # where it can be begun, or ""
    to_confirm: str
    is_done: bool = False


@dataclass(frozen=True, slots=True)
class PaperView:
    """One paper, once."""

    key: str
    label: str
    uses: tuple[str, ...]  # names of the procedures it is for
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DeskView:
    """One desk to go to."""

    name: str
    minutes: int
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AnswerView:
    """The whole list."""

    steps: tuple[StepView, ...]
    papers: tuple[PaperView, ...]
    desks: tuple[DeskView, ...]
    minutes: int
    minutes_here: int  # at the city's own desks
    yen: int
    asks_fee: bool
    first_until: date | None

    @property
    def left(self) -> tuple[StepView, ...]:
        return tuple(one for one in self.steps if not one.is_done)

    @property
    def done(self) -> tuple[StepView, ...]:
        return tuple(one for one in self.steps if one.is_done)


def answer_view(
    *,
    answer: types.Answer,
    language: str,
    links: Mapping[str, str] = NOWHERE,
    done: Collection[str] = (),
) -> AnswerView:
    """An answer in one language; `links` say where a procedure of the pack is begun, `done` are ticked."""
    names = {step.rule: in_language(step.task.name, language) for step in answer.steps}
    labels = {one.paper.key: in_language(one.paper.label, language) for one in answer.papers}
    return AnswerView(
        steps=tuple(_step(one, language, labels, links, done) for one in answer.steps),
        papers=tuple(
            PaperView(
                one.paper.key,
                labels[one.paper.key],
                tuple(names[rule] for rule in one.steps),
                tuple(in_language(words, language) for words in one.why),
            )
            for one in answer.papers
        ),
        desks=tuple(
            DeskView(
                in_language(one.desk.name, language), one.minutes, tuple(names[rule] for rule in one.steps)
            )
            for one in answer.desks
        ),
        minutes=answer.minutes,
        minutes_here=answer.minutes_here,
        yen=answer.yen,
        asks_fee=answer.asks_fee,
        first_until=answer.first_until,
    )


def _step(
    step: types.Step,
    language: str,
    labels: Mapping[str, str],
    links: Mapping[str, str],
    done: Collection[str],
) -> StepView:
    def said(words: Mapping[str, str]) -> str:
        return in_language(words, language) if words else ""

    return StepView(
        rule=step.rule,
        name=said(step.task.name),
        desk=said(step.desk.name),
        why=said(step.why),
        note=said(step.task.note),
        law=step.law,
        minutes=step.minutes,
        until=step.until,
        yen=step.yen,
        papers=tuple(labels[key] for key in step.papers),
        link=links.get(step.task.online, ""),
        to_confirm="" if step.task.is_confirmed else said(step.task.to_confirm),
        is_done=step.rule in done,
    )
