"""Which time a source knows of: its observationInterval and managementInterval (5.2.9, 5.11.2.4)."""

from dataclasses import dataclass
from typing import Any

from sagacity.broker.entity import Json
from sagacity.broker.history.levels import Span
from sagacity.broker.history.moments import LATEST
from sagacity.broker.ld import times
from sagacity.broker.ld.federating.source import INTERVALS
from sagacity.broker.ld.temporal import asking
from sagacity.broker.refusals import BadRequest


@dataclass(frozen=True, slots=True)
class When:
    """``span`` None: only sources that know how things are now."""

    span: Span | None = None
    member: str = "observationInterval"

    def holds(self, given: dict[str, Any]) -> bool:
        """Whether a registration knows of that time."""
        if self.span is None:
            return not any(given.get(name) for name in INTERVALS)
        theirs = of(given.get(self.member))
        return theirs is not None and theirs.start <= self.span.stop and self.span.start <= theirs.stop


NOW = When()


def read(query: dict[str, Json]) -> When:
    """From ``timerel``, ``timeAt``, ``endTimeAt``, ``timeproperty``."""
    said = {name: str(part) for name, part in query.items() if part is not None}
    member = INTERVALS[said.get("timeproperty", "observedAt") != "observedAt"]
    return When(asking.span_of(said), member)


def of(given: Json) -> Span | None:
    """An interval as a span, or BadRequest; None if there is none."""
    if given is None:
        return None
    if not isinstance(given, dict) or "startAt" not in given:
        raise BadRequest("an interval is an object with startAt, and perhaps endAt")
    end = times.milliseconds(given["endAt"]) if "endAt" in given else LATEST
    return Span(times.milliseconds(given["startAt"]), end)
