"""Periods of ISO 8601 such as P1D or PT10M, laid on the calendar of UTC."""

import re
from dataclasses import dataclass

from sagacity.broker.history import levels, moments
from sagacity.broker.refusals import BadRequest

_FORM = re.compile(
    r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?", re.ASCII
)
_SECONDS = (7 * 86_400, 86_400, 3_600, 60, 1)
_MONTH = 2_629_746_000  # milliseconds of a twelfth of a year
_FARTHEST = 100  # periods a guess may be wrong by
_LONGEST = 10_000 * 366 * 86_400_000  # milliseconds


@dataclass(frozen=True, slots=True)
class Duration:
    """Months, milliseconds, or both, which are counted from 1970 on; neither: the whole time asked for."""

    months: int = 0
    milliseconds: int = 0

    @classmethod
    def read(cls, text: str) -> "Duration":
        """The duration, or BadRequest."""
        found = _FORM.fullmatch(text)
        if found is None or text in ("P", "PT") or text.endswith("T"):
            raise BadRequest(f"aggrPeriodDuration {text!r} is no duration such as P1D, PT1H or P1M")
        years, months, *rest = (int(part or 0) for part in found.groups())
        duration = cls(
            years * 12 + months,
            1000 * sum(count * unit for count, unit in zip(rest, _SECONDS, strict=True)),
        )
        if duration.months > 120_000 or duration.milliseconds > _LONGEST:
            raise BadRequest("aggrPeriodDuration is longer than the calendar")
        return duration

    @property
    def is_whole(self) -> bool:
        return not self.months and not self.milliseconds

    @property
    def level(self) -> int:
        """The coarsest buckets of the history that never reach over a border."""
        if self.months and not self.milliseconds:
            return levels.DAY
        for level in (levels.DAY, levels.HOUR, levels.MINUTE):
            if self.milliseconds % levels.WIDTH[level] == 0:
                return level
        return levels.POINTS

    def begin(self, moment: int) -> int:
        """When the period began that holds this moment."""
        if not self.months:
            return moment - moment % self.milliseconds
        if self.milliseconds:
            return self._start(self._which(moment))
        at = moments.at(moment)
        count = (at.year * 12 + at.month - 1) // self.months * self.months
        return self._month(count)

    def end(self, begin: int) -> int:
        """When the period ends that began then (exclusive)."""
        if not self.months:
            return begin + self.milliseconds
        if self.milliseconds:
            return self._start(self._which(begin) + 1)
        at = moments.at(begin)
        return self._month(at.year * 12 + at.month - 1 + self.months)

    def _which(self, moment: int) -> int:
        """The number of the period that holds a moment: guessed by the usual length of a month, set right."""
        number = moment // (self.months * _MONTH + self.milliseconds)
        for _ in range(_FARTHEST):  # at the ends of the calendar, where months are cut, a guess must do
            if self._start(number) > moment:
                number -= 1
            elif self._start(number + 1) <= moment:
                number += 1
            else:
                break
        return number

    def _start(self, number: int) -> int:
        return self._month(1970 * 12 + number * self.months) + number * self.milliseconds

    def _month(self, count: int) -> int:
        """The begin of a month; years before 1 and after 9999 are cut."""
        count = min(max(count, 12), 9999 * 12 + 11)
        first = moments.at(0).replace(year=count // 12, month=count % 12 + 1, day=1)
        return moments.of(first)
