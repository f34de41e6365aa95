"""The share of calls a key has: so many a minute, smoothly refilled, and so many a day."""

from dataclasses import dataclass, field

from sagacity.broker.access import usage
from sagacity.broker.refusals import Busy

MINUTE_MS = 60_000


@dataclass(slots=True)
class Allowance:
    """One caller's share in this process; 0 means no limit.

    ``calls`` and ``refused`` wait to be written down; ``written`` is what the store knows of today.
    """

    per_minute: int
    per_day: int
    left: float = 0.0  # of the minute; may be overdrawn by ``charge``
    looked: int = 0  # 0: nothing was asked yet
    day: int = 0
    written: int = 0
    calls: int = 0
    refused: int = 0
    earlier: list[tuple[str, int, int]] = field(default_factory=list)

    def take(self, at: int, *, by_minute: bool = True) -> None:
        """One call; ``by_minute`` False: only the day counts.

        Raises:
            Busy: the share is used up; ``retry_after`` says for how long, in seconds.
        """
        if usage.day_number(at) != self.day:
            self._turn(usage.day_number(at))
        if self.per_day and self.written + self.calls >= self.per_day:
            self.refused += 1
            wait = (usage.next_day(at) - at) // 1000 + 1
            raise Busy(f"the {self.per_day} calls of the day are used up; try again in {wait} s", wait)
        if self.per_minute and by_minute:
            self._take_of_minute(at)
        self.calls += 1

    def charge(self, more: int, *, by_minute: bool = True) -> None:
        """So many more came with the last call: they are let in, and the next call waits for it."""
        if self.per_minute and by_minute:
            self.left -= more
        self.calls += more

    def _take_of_minute(self, at: int) -> None:
        if not self.looked:
            self.left = self.per_minute
        else:
            refilled = (at - self.looked) * self.per_minute / MINUTE_MS
            self.left = min(self.per_minute, self.left + max(refilled, 0.0))
        self.looked = at
        if self.left < 1:
            self.refused += 1
            wait = int((1 - self.left) * 60 / self.per_minute) + 1
            raise Busy(f"more than {self.per_minute} calls a minute; try again in {wait} s", wait)
        self.left -= 1

    def _turn(self, day: int) -> None:
        """A new day: what was counted belongs to the one before."""
        self.earlier += self._part()
        self.day, self.written = day, 0

    def _part(self) -> list[tuple[str, int, int]]:
        calls, refused, self.calls, self.refused = self.calls, self.refused, 0, 0
        self.written += calls
        return [(usage.day_named(self.day), calls, refused)] if calls or refused else []

    def counted(self) -> list[tuple[str, int, int]]:
        """(day, calls, refused) since the last time."""
        found = self.earlier + self._part()
        self.earlier = []
        return found

    def catch_up(self, written: int, *, at: int) -> None:
        """What the store knows of today, from every process."""
        if usage.day_number(at) != self.day:
            self._turn(usage.day_number(at))
        self.written = written
