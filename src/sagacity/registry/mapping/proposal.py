"""What the headings of a file mean: proposed by the machine, confirmed once by a person."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class How(StrEnum):
    EXACT = "exact"
    ALIAS = "alias"
    REMEMBERED = "remembered"
    POSITION = "position"  # file without headings, read by the order of the standard: ask
    SIMILAR = "similar"  # looks alike: ask
    NONE = "none"  # no column fits: ask


@dataclass(frozen=True, slots=True)
class Proposal:
    heading: str
    column: str  # "" = left out
    how: How
    score: float  # 0 … 100
    alternatives: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class MappingProposal:
    kind: str
    signature: str  # the same for the same headings in the same order: what is remembered under
    edition: str  # name of the edition of the standard the file follows most
    proposals: tuple[Proposal, ...]
    missing: tuple[str, ...]  # required columns the file does not have

    @property
    def certain(self) -> bool:
        """Whether nobody has to be asked."""
        return all(one.how in (How.EXACT, How.ALIAS, How.REMEMBERED) for one in self.proposals)

    @property
    def columns(self) -> Mapping[str, str]:
        """heading → column as proposed ("" = left out): what `check` takes."""
        return {one.heading: one.column for one in self.proposals}
