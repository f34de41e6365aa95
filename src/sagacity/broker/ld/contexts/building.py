"""From JSON-LD context documents to a Context: terms, prefixes, @vocab, @id, arrays."""

from collections.abc import Iterable

from sagacity.broker.entity import Json
from sagacity.broker.ld.contexts import core
from sagacity.broker.ld.contexts.context import Context, of_terms
from sagacity.broker.ld.terms import DEFAULT_CONTEXT
from sagacity.broker.refusals import BadRequest

_MOST_STEPS = 20  # a term defined by a term defined by … : longer chains are circles


def build(documents: Iterable[dict[str, Json]], *, written: tuple[Json, ...] = ()) -> Context:
    """The context of definitions in their order; the core comes last and therefore wins."""
    definitions: dict[str, Json] = {}
    terms: dict[str, str] = {}
    for document in documents:
        definitions |= document
        vocabulary = document.get("@vocab")
        for term, definition in document.items():
            iri = _address(term, definition, definitions, vocabulary if isinstance(vocabulary, str) else "")
            if iri is not None:
                terms[term] = iri
    own = _CORE_TERMS
    return of_terms({**{term: iri for term, iri in terms.items() if term not in own}, **own}, written=written)


def _address(term: str, definition: Json, all_of: dict[str, Json], vocabulary: str) -> str | None:
    """Where a term points to; None for keywords, their aliases and terms taken out by null."""
    if term.startswith("@"):
        return None
    if isinstance(definition, dict):
        definition = definition.get("@id", term if ":" in term else (vocabulary or DEFAULT_CONTEXT) + term)
    if definition is None:
        return None
    if not isinstance(definition, str):
        raise BadRequest(f"@context: the term {term} needs an address, an object with @id, or null")
    iri = _expand(definition, all_of, vocabulary)
    return None if iri.startswith("@") else iri


def _expand(name: str, definitions: dict[str, Json], vocabulary: str) -> str:
    for _ in range(_MOST_STEPS):
        prefix, colon, rest = name.partition(":")
        step = definitions.get(prefix) if not rest.startswith("//") else None
        if isinstance(step, dict):
            step = step.get("@id")
        if not isinstance(step, str) or step == name:
            return name if colon or name.startswith("@") else (vocabulary or DEFAULT_CONTEXT) + name
        name = step + rest
    raise BadRequest(f"@context: the terms around {name} are defined by each other in a circle")


def _core_terms() -> dict[str, str]:
    definitions = core.document()["@context"]
    found = {term: _address(term, given, definitions, "") for term, given in definitions.items()}
    return {term: iri for term, iri in found.items() if iri is not None}


_CORE_TERMS = _core_terms()
CORE = of_terms(_CORE_TERMS)
