"""What comes out of a case: what would, what did, and what stands in the way."""

from dataclasses import dataclass
from datetime import datetime

from sagacity.desks.counter import words
from sagacity.identity.register import api as register
from sagacity.kit import clock
from sagacity.procedures.cases import api as cases
from sagacity.procedures.outcomes import api as outcomes


@dataclass(frozen=True, slots=True)
class Out:
    """One document that was given out."""

    document: outcomes.Document
    title: str
    standing: words.Words

    @property
    def is_valid(self) -> bool:
        return self.document.standing is outcomes.Standing.VALID


def documents(case: cases.Case) -> list[Out]:
    """What was given out, the newest first."""
    return [
        Out(one, words.here(one.title), words.STANDINGS[one.standing])
        for one in outcomes.documents_of(case=case.key)
    ]


def trouble(case: cases.Case) -> outcomes.Trouble | None:
    """Why a document of a decided case could not be made."""
    return outcomes.trouble_of(case=case.key)


def lacking(story: cases.Story, *, at: datetime) -> list[str]:
    """Signs for which nothing could be given out; asked before the decision."""
    if not has_outcome(story):
        return []
    try:
        return outcomes.lacking(case=story.case.key, at=at)
    except register.NotAllowed:  # a record that is closed to other tasks: nothing can be shown beforehand
        return []


def has_outcome(story: cases.Story) -> bool:
    return story.definition.outcome.kind != "none"


def preview(case: cases.Case) -> bytes | None:
    """What would come out; None where nothing can be shown."""
    try:
        return outcomes.preview(case=case.key, at=clock.now())
    except (
        outcomes.NothingComesOut,
        outcomes.CharactersLacking,
        outcomes.NoPaper,
        register.NotAllowed,
    ):
        return None
