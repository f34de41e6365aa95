"""How sure we are of a value read from a cell: repaired only with proof, else proposed, else refused."""

from enum import StrEnum


class Reading(StrEnum):
    GIVEN = "given"  # stands there as it should
    REPAIRED = "repaired"  # written otherwise, but it can mean only this
    INFERRED = "inferred"  # a part is missing and was taken from the edition: ask
    PROPOSED = "proposed"  # cannot be right as it stands; this is what it probably means: ask
    REFUSED = "refused"  # nobody can tell
    MISSING = "missing"  # nothing stands there

    @property
    def must_be_asked(self) -> bool:
        return self in {Reading.INFERRED, Reading.PROPOSED}
