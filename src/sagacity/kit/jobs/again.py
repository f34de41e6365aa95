"""What a worker looks for again and again beside its jobs, such as news in a store of its own."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

Looked = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Turn:
    """A function each worker calls for ever: again at once after it found something, else after a pause."""

    function: Looked
    seconds: float


_turns: dict[str, Turn] = {}


def again(*, seconds: float) -> Callable[[Looked], Looked]:
    """Let every worker call a function of ``<app>/jobs.py`` for ever; it says whether there was something.

    Several workers may call it at the same time, and one may die in the middle: its effect must not double.
    """

    def enter(function: Looked) -> Looked:
        _turns[f"{function.__module__}.{function.__qualname__}"] = Turn(function, seconds)
        return function

    return enter


def all_turns() -> Mapping[str, Turn]:
    """Everything workers look for, by the name of the function; read-only."""
    return MappingProxyType(_turns)
