"""What the short names of one request mean: terms to addresses (IRIs) and back."""

from dataclasses import dataclass, field

from sagacity.broker.entity import Json
from sagacity.broker.ld.terms import DEFAULT_CONTEXT

_CORE_PREFIXES = frozenset({"ngsi-ld", "geojson"})  # never shorten: clients do not expect them


@dataclass(frozen=True, slots=True, eq=False)
class Context:
    """``terms`` holds the core terms too, they win. ``written`` is what the caller gave, to be echoed.

    A name without a term and without a colon lives under the default address of NGSI-LD.
    """

    terms: dict[str, str]
    written: tuple[Json, ...] = ()
    _names: dict[str, str] = field(default_factory=dict)
    _prefixes: tuple[tuple[str, str], ...] = ()

    def expand(self, name: str) -> str:
        """The address a name stands for; a full address stays itself."""
        known = self.terms.get(name)
        if known is not None:
            return known
        prefix, colon, rest = name.partition(":")
        if not colon:
            return DEFAULT_CONTEXT + name
        if not rest.startswith("//") and (start := self.terms.get(prefix)) is not None:
            return start + rest
        return name

    def compact(self, iri: str) -> str:
        """The shortest name this context has for an address; the address itself if it has none."""
        known = self._names.get(iri)
        if known is not None:
            return known
        if iri.startswith(DEFAULT_CONTEXT):
            rest = iri[len(DEFAULT_CONTEXT) :]
            if rest and rest not in self.terms and ":" not in rest:
                return rest
        for start, prefix in self._prefixes:
            if iri.startswith(start) and len(iri) > len(start):
                return f"{prefix}:{iri[len(start) :]}"
        return iri


def of_terms(terms: dict[str, str], *, written: tuple[Json, ...] = ()) -> Context:
    """A context of ready terms; the later of two terms for one address names it."""
    prefixes = sorted(
        ((iri, term) for term, iri in terms.items() if iri[-1:] in "/#:?=_" and term not in _CORE_PREFIXES),
        key=lambda pair: (-len(pair[0]), pair[1]),
    )
    return Context(terms, written, {iri: term for term, iri in terms.items()}, tuple(prefixes))
