"""How an answer shall look: form, system times, language, which members."""

from dataclasses import dataclass
from typing import Literal

from sagacity.broker.ld.contexts.building import CORE
from sagacity.broker.ld.contexts.context import Context

Form = Literal["normalized", "concise", "simplified"]


@dataclass(frozen=True, slots=True)
class Representation:
    """``pick``/``omit`` hold addresses and the words id, type, scope. ``lang`` "" shows every language.

    ``attrs``: addresses; like ``pick``, but id, type and scope always stay.
    """

    context: Context = CORE
    form: Form = "normalized"
    system: bool = False
    lang: tuple[str, ...] = ()
    pick: frozenset[str] = frozenset()
    omit: frozenset[str] = frozenset()
    attrs: frozenset[str] = frozenset()
    datasets: frozenset[str] = frozenset()

    def shows(self, address: str) -> bool:
        """Whether an attribute is wanted."""
        if self.attrs and address not in self.attrs:
            return False
        if self.pick and address not in self.pick:
            return False
        return address not in self.omit

    def shows_member(self, word: str) -> bool:
        """Whether id, type or scope is wanted."""
        return (not self.pick or word in self.pick) and word not in self.omit
