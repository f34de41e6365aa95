"""A line: a level that matters, such as a river's warning level, with where it is free again. Pure."""

from typing import Any, Literal

import msgspec

from sagacity.broker.refusals import BadRequest
from sagacity.broker.v2 import characters

Severity = Literal["informational", "low", "medium", "high", "critical"]


class Line(msgspec.Struct, frozen=True, omit_defaults=True):
    """A level of an attribute. Crossed at ``level``, free again only at ``clear``: waves ring once.

    ``entity`` or ``entity_type`` says whose attribute; ``direction`` says on which side it is crossed.
    """

    id: str
    attribute: str
    level: float
    clear: float | None = None
    direction: Literal["above", "below"] = "above"
    entity: str = ""
    entity_type: str = ""
    name: str = ""
    severity: Severity = "medium"

    def is_crossed(self, value: float, *, before: bool) -> bool:
        """Whether the value lies beyond the line; between level and clear it stays as it was."""
        clear = self.level if self.clear is None else self.clear
        if self.direction == "above":
            return value >= self.level or (before and value > clear)
        return value <= self.level or (before and value < clear)


def read(value: Any) -> Line:
    """A line from JSON.

    Raises:
        BadRequest: a part is missing or makes no sense.
    """
    try:
        line = msgspec.convert(value, Line)
    except msgspec.ValidationError as problem:
        raise BadRequest(f"this is no line: {problem}") from problem
    if not line.entity and not line.entity_type:
        raise BadRequest("a line belongs to an entity or to all entities of a type: name one")
    characters.check_name(line.id, "id of the line")
    characters.check_value(line.name, "name of the line")
    calm = line.level if line.clear is None else line.clear
    if calm > line.level if line.direction == "above" else calm < line.level:
        raise BadRequest(
            "clear lies on the calm side of the level: below it for 'above', above it for 'below'"
        )
    return line
