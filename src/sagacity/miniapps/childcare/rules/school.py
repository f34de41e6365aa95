"""School years: from 1 April to 31 March; who is born on 1 April belongs to the older ones."""

from datetime import date, timedelta

APRIL = 4
FIRST_GRADE_AT = 6


def fiscal_year(on: date) -> int:
    """The school year a day belongs to, by the year in which it begins."""
    return on.year if on.month >= APRIL else on.year - 1


def cohort(birth: date) -> int:
    """The school year of birth: 2 April to 1 April, for an age is reached on the day before the birthday."""
    return fiscal_year(birth - timedelta(days=1))


def school_entry(birth: date) -> date:
    """1 April on which the first grade begins: the first one after the sixth birthday, or on it."""
    return date(cohort(birth) + FIRST_GRADE_AT + 1, APRIL, 1)


def age_class(birth: date, on: date) -> int | None:
    """The class of a nursery on a day: the age at the birthday up to 1 April of that school year.

    None: not born yet. Six and more: at school.
    """
    return None if on < birth else max(0, fiscal_year(on) - cohort(birth) - 1)
