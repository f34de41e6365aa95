"""The temporal part of a question: from when to when, how many, as they are or summed up."""

from dataclasses import dataclass
from typing import Literal, get_args

from sagacity.broker.entity import Json
from sagacity.broker.history.choosing import Step
from sagacity.broker.history.levels import ALWAYS, Span
from sagacity.broker.history.moments import EARLIEST, LATEST
from sagacity.broker.ld import times
from sagacity.broker.ld.speaking import parameters
from sagacity.broker.ld.temporal.durations import Duration
from sagacity.broker.refusals import BadRequest, NotSupported

METHODS = ("totalCount", "distinctCount", "sum", "avg", "min", "max", "stddev", "sumsq")
MOST = 10_000  # instances of one attribute in one answer
Clock = Literal["observedAt", "createdAt", "modifiedAt"]  # the last two: when it came to be known here
TemporalForm = Literal["normalized", "temporalValues", "aggregatedValues"]


@dataclass(frozen=True, slots=True)
class Temporal:
    """``last``: only that many instances of each attribute, the newest first."""

    span: Span = ALWAYS
    last: int | None = None
    form: TemporalForm = "normalized"
    methods: tuple[str, ...] = ()
    period: Duration | None = None
    by: Clock = "observedAt"

    def holds(self, step: Step) -> bool:
        """Whether an instance that was walked over is asked for."""
        return self.by == "observedAt" or self.span.start <= step.received < self.span.stop

    @property
    def walked(self) -> Span:
        """The time of observation that has to be looked at."""
        return self.span if self.by == "observedAt" else ALWAYS


def read(query: dict[str, str], *, needs_time: bool) -> Temporal:
    """The parameters of an address; BadRequest when they do not fit together."""
    span = span_of(query)
    if span is None and needs_time:
        raise BadRequest("a temporal question needs timerel (before, after, between) and timeAt")
    by = _clock(query.get("timeproperty", "observedAt"))
    form = _form(query)
    methods = tuple(query.get("aggrMethods", "").split(",")) if query.get("aggrMethods") else ()
    if form == "aggregatedValues":
        _check_methods(methods)
        if by != "observedAt":
            raise NotSupported(f"sums are laid by observedAt, not by {by}; ask for the instances themselves")
    last = parameters.whole_number(query, "lastN", 0, least=1) or None
    period = query.get("aggrPeriodDuration")
    return Temporal(span or ALWAYS, last, form, methods, Duration.read(period) if period else None, by)


def from_body(body: dict[str, Json], query: dict[str, str]) -> Temporal:
    """The ``temporalQ`` of a Query joins the parameters."""
    asked = body.get("temporalQ")
    if not isinstance(asked, dict):
        raise BadRequest("a temporal Query has a temporalQ with timerel and timeAt")
    said = {name: ",".join(part) if isinstance(part, list) else str(part) for name, part in asked.items()}
    return read({**query, **said}, needs_time=True)


def span_of(query: dict[str, str]) -> Span | None:
    """The stretch of time of a question; BadRequest when half of it is missing."""
    relation = query.get("timerel")
    if relation is None:
        if "timeAt" in query:
            raise BadRequest("timeAt needs timerel beside it")
        return None
    if "timeAt" not in query:
        raise BadRequest("timerel needs timeAt beside it")
    at = times.milliseconds(query["timeAt"])
    if relation == "before":
        return Span(EARLIEST, at)
    if relation == "after":
        return Span(at, LATEST)
    if relation != "between":
        raise BadRequest(f"timerel {relation!r} is unknown; use before, after or between")
    if "endTimeAt" not in query:
        raise BadRequest("timerel between needs endTimeAt")
    end = times.milliseconds(query["endTimeAt"])
    if end <= at:
        raise BadRequest("endTimeAt is not after timeAt")
    return Span(at, end)


def _clock(name: str) -> Clock:
    for clock in get_args(Clock):
        if clock == name:
            found: Clock = clock
            return found
    if name == "deletedAt":
        raise NotSupported("timeproperty deletedAt: the history does not note when an attribute went")
    raise BadRequest(f"timeproperty is one of {', '.join(get_args(Clock))}; not {name!r}")


def _form(query: dict[str, str]) -> TemporalForm:
    named = parameters.options_of(query) | {query.get("format", "")}
    if "aggregatedValues" in named or "aggrMethods" in query:
        return "aggregatedValues"
    return "temporalValues" if named & {"temporalValues", "simplified"} else "normalized"


def _check_methods(methods: tuple[str, ...]) -> None:
    if not methods:
        raise BadRequest(f"aggregatedValues needs aggrMethods: some of {', '.join(METHODS)}")
    for method in methods:
        if method not in METHODS:
            raise BadRequest(f"aggrMethods {method!r} is unknown; use {', '.join(METHODS)}")
