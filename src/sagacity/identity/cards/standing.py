"""What a carriage stands on: a counter's word, a family and a consent, or a mandate; asked at each use."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from sagacity.identity.cards import models, types
from sagacity.identity.family import api as family
from sagacity.kit import policy

ACT = "card.carry"  # of mandates
PURPOSE = "card.child"  # of consents


def is_a_counters(row: models.Carriage) -> bool:
    """A counter's word holds until a counter takes it back, or its last day."""
    return row.granted_by != row.resident


def stands(row: models.Carriage, *, at: datetime) -> bool:
    """Whether consent or mandate hold at this moment: news of their end may still be on its way."""
    if is_a_counters(row):
        return True
    if row.kind == types.Kind.CHILD:
        return family.consented(person=row.inhabitant, purpose=PURPOSE, resident=row.resident, at=at)
    return family.may_act_for(mandate=row.reason, act=ACT, resident=row.resident, at=at)


@contextmanager
def used(row: models.Carriage | None, *, by: policy.Person, at: datetime) -> Iterator[None]:
    """What is done by a carriage; by a mandate it is a use, within its limits.

    Raises:
        OutsideTheMandate: it does not reach so far.
    """
    if row is None or row.kind != types.Kind.PROXY or is_a_counters(row):
        yield
        return
    with family.acting_for(mandate=row.reason, act=ACT, by=by, what=row.label, at=at) as acting:
        policy.demand(acting.person, level=by.level, act=ACT)
        yield
