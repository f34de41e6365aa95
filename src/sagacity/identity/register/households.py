"""Households: which children live with somebody, and whether two people do; nothing of other adults."""

from datetime import date, datetime

from django.db import transaction

from sagacity.identity.register import disclosure, inhabitants, models, types
from sagacity.kit import policy
from sagacity.kit.audit import api as audit


def own_children(
    *, key: str, resident: policy.Person, born_after: date, purpose: str, channel: str, at: datetime
) -> tuple[types.Facts, ...]:
    """Name and birth date of the children in somebody's own household, the oldest first.

    The caller has proven that `resident` is this inhabitant. Nobody under support measures is among them or
    sees any, and no record that is closed to other tasks opens. Each look is in the log before the answer.

    Raises:
        NoPurpose: no purpose was said.
        NoSuchInhabitant: there is nobody of this key.
    """
    disclosure.demand_purpose(purpose)
    rows = models.Inhabitant.objects.filter(key__in=inhabitants.household(key), is_closed_to_others=False)
    found = list(rows.filter(birth_date__gt=born_after).order_by("birth_date", "id"))
    with transaction.atomic(durable=True):
        for row in found:
            audit.record(
                actor=resident,
                action="register.read",
                thing=row.key,
                purpose=purpose.strip(),
                at=at,
                subject=row.key,
                group=f"{types.ColumnGroup.HOUSEHOLD},{types.ColumnGroup.NAME}",
                channel=channel,
            )
    return tuple(_as_facts(row) for row in found)


def live_together(*, one: str, other: str) -> bool:
    """Whether the register has two people in one household; false where it may not be said.

    It may not where one is under support measures, or a record is closed to other tasks.
    """
    closed = models.Inhabitant.objects.filter(key__in=(one, other), is_closed_to_others=True)
    return other in inhabitants.household(one) and not closed.exists()


def is_born_after(*, key: str, day: date) -> bool:
    """Whether somebody is younger than whoever was born on that day; for rules about age, never shown.

    Raises:
        NoSuchInhabitant: there is nobody of this key.
    """
    return inhabitants.row_of(key).birth_date > day


def standing_on(*, key: str, day: date) -> types.Standing:
    """Whether somebody lives here, and how old they are on a day; for rules, never shown.

    Raises:
        NoSuchInhabitant: there is nobody of this key.
    """
    found = models.Inhabitant.objects.filter(key=key).values_list("birth_date", "ended_on").first()
    if found is None:
        raise inhabitants.NoSuchInhabitant(key)
    born, ended_on = found
    age = day.year - born.year - ((day.month, day.day) < (born.month, born.day))
    return types.Standing(lives_here=ended_on is None, age=age)


def _as_facts(row: models.Inhabitant) -> types.Facts:
    return types.Facts(key=row.key, name=row.name, kana=row.kana, birth_date=row.birth_date)
