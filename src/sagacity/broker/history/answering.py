"""Answering: a question's tracks from the store, in one look at one moment."""

from collections.abc import Sequence

from sagacity.broker.history import aggregating, choosing, places, tracks
from sagacity.broker.history.choosing import Series
from sagacity.broker.history.entities import types_in
from sagacity.broker.history.errors import NOTHING
from sagacity.broker.history.question import Question
from sagacity.broker.history.tracks import Track
from sagacity.broker.refusals import Ambiguous, NotFound
from sagacity.broker.store.base import Session


def answer(session: Session, question: Question) -> list[Track]:
    """What happened.

    Raises:
        NotFound: nothing, or the page lies past the last reading.
    """
    return _answer(session, question, choosing.series_for(session, question))


def answer_for_one(session: Session, question: Question) -> Track:
    """What happened to one entity, whatever its service path.

    Raises:
        NotFound: nothing. Ambiguous: entities of several types have this id.
    """
    chosen = choosing.series_for(session, question)
    refuse_several_types(session, chosen)
    return _answer(session, question, chosen)[0]


def refuse_several_types(session: Session, chosen: Sequence[Series]) -> None:
    """One id may belong to several entities; nobody guesses which is meant."""
    if len({series.subject.type for series in chosen}) < 2:
        return
    if len(types := types_in(session, chosen)) > 1:
        raise Ambiguous(
            f"entities of the types {', '.join(types)} have the id '{chosen[0].subject.entity}': add type="
        )


def _answer(session: Session, question: Question, chosen: Sequence[Series]) -> list[Track]:
    spans = places.spans_of(session, question=question, chosen=chosen)
    tell = tracks.tracks if question.method is None else aggregating.tracks
    if not (found := tell(session, question=question, chosen=chosen, spans=spans)):
        raise NotFound(NOTHING)
    return found
