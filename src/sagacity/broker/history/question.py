"""A question about the past: whose points, from when to when, as they are or summed up."""

from dataclasses import dataclass
from typing import Literal

from sagacity.broker.access.guarding import Window
from sagacity.broker.history.levels import ALWAYS, Span
from sagacity.broker.selection import EVERYWHERE, PathScope, Predicate

Method = Literal["count", "sum", "avg", "min", "max"]
Period = Literal["year", "month", "day", "hour", "minute", "second"]
MOST = 10_000  # readings in one answer


@dataclass(frozen=True, slots=True)
class Question:
    """Empty tuples and texts mean "any". ``last``: only that many, the newest."""

    tenant: str
    paths: tuple[PathScope, ...] = (EVERYWHERE,)
    entities: tuple[str, ...] = ()
    id_pattern: str = ""
    types: tuple[str, ...] = ()
    attributes: tuple[str, ...] = ()
    span: Span = ALWAYS
    method: Method | None = None
    period: Period | None = None
    together: bool = False  # all entities summed up as one
    last: int | None = None
    limit: int = MOST
    offset: int = 0
    place: Predicate | None = None  # only readings taken where this holds
    further: bool = False  # the instances with a datasetId too
    window: Window | None = None  # what the caller's reach holds

    def means_further(self, attribute: str) -> bool:
        """Whether further instances of that very attribute are asked for; LIKE of SQLite knows no case."""
        return self.further and (not self.attributes or attribute in self.attributes)

    def at_all(self) -> "Question":
        """The same subjects without limits of time or number."""
        return Question(
            tenant=self.tenant,
            paths=self.paths,
            entities=self.entities,
            id_pattern=self.id_pattern,
            types=self.types,
            window=self.window,
        )
