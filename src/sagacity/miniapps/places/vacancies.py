"""Vacancy marks of nurseries, exactly as the city writes them."""

from dataclasses import dataclass
from datetime import date

from sagacity.registry import api as registry

AGES = range(6)


@dataclass(frozen=True, slots=True)
class Month:
    """The marks of one nursery in its newest month."""

    month: date
    as_of: date | None
    marks: dict[int, str]  # age class → mark
    meanings: dict[str, str]  # mark → what the city says it means; only what is published

    @property
    def row(self) -> list[tuple[int, str]]:
        return sorted(self.marks.items())


def latest(key: str) -> Month | None:
    """The newest month of one nursery; None when there never was one."""
    return of_marks(registry.vacancy(key, months=1))


def of_marks(marks: list[registry.VacancyMark]) -> Month | None:
    if not marks:
        return None
    newest = max(one.month for one in marks)
    those = [one for one in marks if one.month == newest]
    return Month(
        month=newest,
        as_of=max((one.as_of for one in those if one.as_of), default=None),
        marks={one.age_class: one.mark for one in those},
        meanings={one.mark: one.meaning for one in those if one.meaning},
    )
