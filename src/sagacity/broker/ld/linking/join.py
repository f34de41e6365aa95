"""Whether linked entities come along, and how: ``join``, ``joinLevel``, ``containedBy`` (4.5.23)."""

from dataclasses import dataclass
from typing import Literal

from sagacity.broker.ld import ids
from sagacity.broker.ld.errors import TooComplex
from sagacity.broker.ld.speaking import parameters
from sagacity.broker.refusals import BadRequest

Way = Literal["", "inline", "flat"]
DEEPEST = 5  # relationships followed one after the other
MOST = 1000  # linked entities of one answer


@dataclass(frozen=True, slots=True)
class Join:
    """``way`` "": none. ``met``: ids somebody who asks has met on the way, which are not followed."""

    way: Way = ""
    level: int = 1
    met: frozenset[str] = frozenset()


def read(query: dict[str, str]) -> Join:
    """The parameters of an address.

    Raises:
        BadRequest: they do not fit together.
        TooComplex: more levels than are followed.
    """
    said = query.get("join", "@none")
    ways: dict[str, Way] = {"@none": "", "inline": "inline", "flat": "flat"}
    if said not in ways:
        raise BadRequest(f"join is one of inline, flat, @none; not {said!r}")
    way = ways[said]
    if not way and ("joinLevel" in query or "containedBy" in query):
        raise BadRequest("joinLevel and containedBy go with join=inline or join=flat")
    level = parameters.whole_number(query, "joinLevel", 1, least=1)
    if level > DEEPEST:
        raise TooComplex(
            f"joinLevel {level}: at most {DEEPEST} relationships are followed one after the other"
        )
    met = query.get("containedBy", "")
    return Join(way, level, frozenset(ids.checked(one) for one in met.split(",") if one))
