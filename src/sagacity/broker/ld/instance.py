"""One instance of an NGSI-LD attribute as it was written or will be shown; names are addresses."""

from typing import Any, Final

import msgspec

from sagacity.broker.entity import Json
from sagacity.broker.ld.terms import NULL


class _Unset:
    def __repr__(self) -> str:
        return "UNSET"


UNSET: Final[Any] = _Unset()


class Instance(msgspec.Struct, kw_only=True):
    """``kind`` "" and ``value`` UNSET: a fragment that does not say. ``gone``: it is to be deleted.

    ``members``: unitCode, observedAt (kept form), datasetId, objectType …; NULL takes one away.
    ``subs``: address of a sub-attribute → its instances. ``terms``: address → the name the caller used.
    ``created``/``modified``: milliseconds, 0 where the broker does not know.
    """

    kind: str = ""
    value: Json = UNSET
    typed: str = ""  # the v2 type behind a value, where it says more than the value itself ("DateTime")
    members: dict[str, Json] = {}
    subs: dict[str, list["Instance"]] = {}
    terms: dict[str, str] = {}
    gone: bool = False
    created: int = 0
    modified: int = 0

    @property
    def dataset(self) -> str:
        """The datasetId, "" for the default instance."""
        found = self.members.get("datasetId", "")
        return "" if found in (NULL, "@none") else str(found)
