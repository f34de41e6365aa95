"""Points in a child's life as tables write them: P24W+1D, P90M, school_entry-1Y, grade6_start, GA28W0D."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from sagacity.miniapps.childcare.rules.school import school_entry

_DURATION = re.compile(r"P(\d+)([YMWD])(?:\+(\d+)D)?")
_SCHOOL = re.compile(r"school_entry(?:([+-])(\d+)Y)?")
_GRADE = re.compile(r"grade(\d+)_(start|end)")
_PREGNANCY = re.compile(r"GA(\d+)W(\d)D")
INCLUSIVE = " inclusive"
A_DAY = timedelta(days=1)
PREGNANCY = timedelta(weeks=40)  # 40 weeks 0 days is the expected day of birth


class NotAnAge(ValueError):
    """The text is no point in a life that these tables know."""


@dataclass(frozen=True, slots=True)
class Age:
    """One point in a life: so many months or days after birth, or a turn of the school year."""

    text: str
    anchor: str  # "birth" | "school" | "pregnancy"
    months: int = 0
    days: int = 0
    inclusive: bool = False  # the day itself still belongs to a period that ends here

    def begins(self, birth: date) -> date:
        """The day a period begins: the birthday of that month, or the last day of a shorter month.

        In law an age is reached as the day before ends: born on 31 August, six months old when 28 February
        ends, so the last day of the month stands for a day that does not exist.
        """
        if self.anchor == "school":
            return _later(school_entry(birth), self.months)[0]
        if self.anchor == "pregnancy":
            return birth - PREGNANCY + timedelta(days=self.days)
        on, exists = _later(birth, self.months)
        return (on if exists else on - A_DAY) + timedelta(days=self.days)

    def lawful_from(self, birth: date) -> date:
        """The first day that counts as this age: the day before the birthday, on which the age is reached.

        The ministry's reading of 「以上」; pages name the birthday, a dose on the day before is in time.
        """
        if self.anchor != "birth" or not self.months:
            return self.begins(birth)
        return _later(birth, self.months)[0] - A_DAY + timedelta(days=self.days)

    def ends(self, birth: date) -> date:
        """The first day on which a period 「至るまで」 is over: its last day is the day before.

        Where the month has no such day, the period lasts to the end of the month.
        """
        over = A_DAY if self.inclusive else timedelta()
        if self.anchor != "birth":
            return self.begins(birth) + over
        return _later(birth, self.months)[0] + timedelta(days=self.days) + over


def parse(text: str) -> Age:
    """Read a point in a life.

    Raises:
        NotAnAge: nothing these tables know.
    """
    said = text.strip()
    inclusive = said.endswith(INCLUSIVE)
    core = said.removesuffix(INCLUSIVE).strip()
    if found := _DURATION.fullmatch(core):
        number, unit, extra = int(found[1]), found[2], int(found[3] or 0)
        months = number * {"Y": 12, "M": 1}.get(unit, 0)
        days = number * {"W": 7, "D": 1}.get(unit, 0) + extra
        return Age(said, "birth", months, days, inclusive)
    if found := _SCHOOL.fullmatch(core):
        years = int(found[2] or 0) * (-1 if found[1] == "-" else 1)
        return Age(said, "school", years * 12, 0, inclusive)
    if found := _GRADE.fullmatch(core):
        years = int(found[1]) - (found[2] == "start")
        return Age(said, "school", years * 12, 0, inclusive)
    if found := _PREGNANCY.fullmatch(core):
        return Age(said, "pregnancy", 0, int(found[1]) * 7 + int(found[2]), inclusive)
    raise NotAnAge(text)


def _later(day: date, months: int) -> tuple[date, bool]:
    """The same day some months later; the first of the month after and False where there is none."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    try:
        return date(year, month + 1, day.day), True
    except ValueError:
        year, month = divmod(day.year * 12 + day.month + months, 12)
        return date(year, month + 1, 1), False


def months_later(day: date, months: int) -> date:
    """The first day after so many whole months: the same day, or the first of the month after."""
    return _later(day, months)[0]
