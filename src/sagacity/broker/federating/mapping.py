"""How things are called here and at a peer."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mapping:
    """``here`` and ``there``: what ids begin with (a municipality code) on either side.

    ``tenant`` and ``path`` are the peer's, None if they are the same as here. ``attrs`` is the allow-list,
    None if all may pass. ``key`` is shown to the peer in X-API-Key.
    """

    tenant: str | None = None
    path: str | None = None
    here: str = ""
    there: str = ""
    attrs: frozenset[str] | None = None
    key: str = ""

    def id_there(self, id: str) -> str | None:
        """The peer's id for one of ours; None when it is none that is shared."""
        return self.there + id[len(self.here) :] if id.startswith(self.here) else None

    def id_here(self, id: str) -> str | None:
        """Our id for one of the peer's; None when it is none that is shared."""
        return self.here + id[len(self.there) :] if id.startswith(self.there) else None

    def allows(self, attribute: str) -> bool:
        return self.attrs is None or attribute in self.attrs


SAME = Mapping()
