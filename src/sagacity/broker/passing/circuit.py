"""Whether an Orion is asked at all: after failures in a row it rests, then one call tries."""

from dataclasses import dataclass

FAILURES = 5  # in a row
FIRST_MS, LONGEST_MS = 1_000, 30_000


@dataclass(slots=True)
class Circuit:
    """Times in milliseconds. ``opens``: when the next call may try; 0 while all is well."""

    failures: int = 0
    opens: int = 0
    reason: str = ""

    def rests_for(self, at: int) -> int:
        """How long nobody may ask yet; 0 lets this call through, and while it tries no other."""
        if not self.opens:
            return 0
        if at < self.opens:
            return self.opens - at
        self.opens = at + self._pause()
        return 0

    def went_well(self) -> None:
        """It answered, whatever it said."""
        self.failures, self.opens, self.reason = 0, 0, ""

    def failed(self, at: int, reason: str) -> None:
        """It did not answer, or with what no broker says."""
        self.failures += 1
        self.reason = reason
        if self.failures >= FAILURES:
            self.opens = at + self._pause()

    def _pause(self) -> int:
        return int(min(FIRST_MS * 2 ** min(self.failures - FAILURES, 10), LONGEST_MS))
