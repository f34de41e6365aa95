"""What one evaluation may cost, whatever a stranger has written."""

from sagacity.broker.entity import Json
from sagacity.broker.expressions.failing import Fails

STEPS = 10_000  # operations of one evaluation; a long text or array counts for several
LONGEST = 262_144  # characters of a text, members of an array
_PER_STEP = 64  # characters or members that cost as much as an operation


class Budget:
    """The steps that are left, and the names the expression may use."""

    __slots__ = ("context", "left")

    def __init__(self, context: dict[str, Json], steps: int = STEPS) -> None:
        self.context = context
        self.left = steps

    def spend(self, steps: int = 1) -> None:
        self.left -= steps
        if self.left < 0:
            raise Fails("the expression takes too many steps")

    def pay_for(self, value: Json) -> Json:
        """The same value, paid by its size."""
        if isinstance(value, str | list | dict):
            size = len(value)
            if size > LONGEST:
                raise Fails("the expression makes too large a value")
            self.spend(size // _PER_STEP)
        return value
