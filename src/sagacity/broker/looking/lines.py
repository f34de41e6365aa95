"""Lines that matter for a reading, such as the warning levels of a river, and whether they are crossed."""

from dataclasses import dataclass
from typing import Literal

from sagacity.broker.here import here
from sagacity.broker.looking.facts import Live
from sagacity.broker.sensors import lines as drawn
from sagacity.broker.store.base import Session


@dataclass(frozen=True, slots=True)
class Line:
    """One line as it is now for one entity. ``severity`` runs from informational to critical."""

    id: str
    name: str
    level: float
    direction: Literal["above", "below"]
    severity: str
    is_crossed: bool


def lines_of(thing: Live, *, attribute: str) -> tuple[Line, ...]:
    """The lines drawn for an attribute of an entity, the lowest first."""
    return here().read_now(lambda session: _lines(session, thing, attribute))  # type: ignore[no-any-return]


def _lines(session: Session, thing: Live, attribute: str) -> tuple[Line, ...]:
    number = thing.readings[attribute].number if attribute in thing.readings else None
    found = [
        one
        for one in drawn.listed(session, tenant=thing.tenant)
        if one.attribute == attribute and one.entity in ("", thing.id) and one.entity_type in ("", thing.type)
    ]
    crossed = _crossed(session, thing) if found else set()
    return tuple(
        Line(
            id=one.id,
            name=one.name or one.id,
            level=one.level,
            direction=one.direction,
            severity=one.severity,
            is_crossed=number is not None and one.is_crossed(number, before=one.id in crossed),
        )
        for one in sorted(found, key=lambda one: one.level)
    )


def _crossed(session: Session, thing: Live) -> set[str]:
    """Between a level and where it is free again, what was crossed stays so."""
    rows = session.execute(
        "SELECT line FROM broker_line_state WHERE tenant = ? AND entity = ? AND crossed = 1",
        (thing.tenant, thing.id),
    )
    return {str(line) for (line,) in rows}
