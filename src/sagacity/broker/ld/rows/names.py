"""Which address each short name of one entity stands for."""

from collections.abc import Container

from sagacity.broker.ld.contexts.building import CORE
from sagacity.broker.ld.terms import ATTRIBUTE_MEMBERS, DEFAULT_CONTEXT, ENTITY_MEMBERS

_NO_KEYS = ENTITY_MEMBERS | {"*", "geo:distance", ""}


def iri(key: str) -> str:
    """The address of a short name about which the row says nothing more: any NGSIv2 name has one."""
    return DEFAULT_CONTEXT + key if key in ENTITY_MEMBERS else CORE.expand(key)


def usual_key(address: str) -> str:
    """The short name of an address that needs no note in the row; the address itself if it has none."""
    short = address.removeprefix(DEFAULT_CONTEXT)
    if short != address and iri(short) == address:
        return short
    return CORE.compact(address)


class Names:
    """The names of one entity; ``kept`` is what the row must note: short name → address."""

    def __init__(self, kept: dict[str, str] | None = None) -> None:
        self.kept: dict[str, str] = kept or {}

    def iri(self, key: str) -> str:
        return self.kept.get(key) or iri(key)

    def key(self, address: str) -> str:
        """The short name under which an address would lie in this row."""
        for key, meant in self.kept.items():
            if meant == address:
                return key
        usual = usual_key(address)
        return address if usual in self.kept else usual

    def claim(self, address: str, term: str, taken: Container[str] = ()) -> str:
        """The short name for an address, noted if the address does not follow from it.

        ``taken``: short names in use; a term that means something else there gives way to the address.
        """
        known = self.key(address)
        if known != address or address in taken or address in self.kept.values():
            return known
        free = term not in self.kept and term not in _NO_KEYS and ":" not in term
        if not free or term == address or term in taken:
            return address
        self.kept = {**self.kept, term: address}
        return term

    def sub_iri(self, key: str) -> str:
        """The address of a metadata name; one that NGSI-LD uses itself moves under the default address."""
        if key in ATTRIBUTE_MEMBERS and key not in self.kept:
            return DEFAULT_CONTEXT + key
        return self.iri(key)

    def claim_sub(self, address: str, term: str) -> str:
        """The metadata name for the address of a sub-attribute."""
        short = address.removeprefix(DEFAULT_CONTEXT)
        if short != address and short in ATTRIBUTE_MEMBERS:
            return short
        return self.claim(address, term, ATTRIBUTE_MEMBERS)
