"""Cases by key, by number, by person."""

from collections.abc import Iterable

from sagacity.kit import serials
from sagacity.procedures.cases import facts, models, refusals, types


def case(*, key: str) -> types.Case:
    """One case, for whoever holds its key.

    Raises:
        NoSuchCase: there is none.
    """
    return facts.case(row_of(key))


def case_of_number(*, number: str) -> types.Case:
    """One case by its number, however it was typed.

    Raises:
        NoSuchCase: there is none.
    """
    row = models.Case.objects.filter(number=serials.folded(number)).first()
    if row is None:
        raise refusals.NoSuchCase(number)
    return facts.case(row)


def cases_of(*, applicant: str, limit: int = 200) -> list[types.Case]:
    """What somebody applied for, newest first; nobody has nothing."""
    if not applicant:
        return []
    rows = models.Case.objects.filter(applicant=applicant, purged_at=None).order_by("-submitted_at", "-id")
    titles = facts.Titles()
    return [facts.case(row, titles) for row in rows[:limit]]


def cases_by_key(*, keys: Iterable[str]) -> dict[str, types.Case]:
    """Many cases at once; those that are not there are left out."""
    titles = facts.Titles()
    return {row.key: facts.case(row, titles) for row in models.Case.objects.filter(key__in=list(keys))}


def row_of(key: str) -> models.Case:
    row = models.Case.objects.filter(key=key).first()
    if row is None:
        raise refusals.NoSuchCase(key)
    return row
