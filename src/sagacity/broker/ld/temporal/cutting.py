"""Answers that do not hold everything: how far they reach (ETSI GS CIM 009, 6.3.10)."""

from dataclasses import dataclass, field, replace

from sagacity.broker.history.levels import Span
from sagacity.broker.ld import times
from sagacity.broker.ld.temporal.asking import Temporal


@dataclass(slots=True)
class Reach:
    """``first``, ``last``: moments that were told, in the order of the answer; ``ends``: where some end."""

    first: int | None = None
    last: int | None = None
    ends: list[int] = field(default_factory=list)

    def told(self, moments: list[int], *, backwards: bool) -> None:
        """Some instances were told, in their order."""
        if not moments:
            return
        better = max if backwards else min
        self.first = moments[0] if self.first is None else better(self.first, moments[0])
        worse = min if backwards else max
        self.last = moments[-1] if self.last is None else worse(self.last, moments[-1])

    def narrowed(self, asked: Temporal) -> Temporal:
        """The question for that time alone in which every attribute is told whole."""
        if asked.last is not None:
            return replace(asked, span=Span(max(self.ends), asked.span.stop))
        return replace(asked, span=Span(asked.span.start, min(self.ends) + 1))

    def content_range(self, asked: Temporal) -> str:
        """The header of an answer that is continued from its end."""
        size = "*" if asked.last is None else str(asked.last)
        return f"DateTime {times.shown(self.first or 0)}-{times.shown(self.last or 0)}/{size}"
