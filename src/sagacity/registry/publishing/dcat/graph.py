"""A graph: sentences of subject, predicate and object, without nameless nodes."""

from collections.abc import Iterator
from dataclasses import dataclass

PREFIXES = {
    "adms": "http://www.w3.org/ns/adms#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
TYPE = "rdf:type"


@dataclass(frozen=True, slots=True)
class Address:
    """A thing, by its address."""

    iri: str


@dataclass(frozen=True, slots=True)
class Text:
    """Words or a value; with a language or with a type, never both."""

    text: str
    language: str = ""
    type: str = ""  # such as "xsd:date"


Object = Address | Text


class Graph:
    """Sentences, gathered by their subject in the order they were said."""

    def __init__(self) -> None:
        self._said: dict[str, dict[tuple[str, Object], None]] = {}

    def say(self, subject: str, predicate: str, *objects: Object) -> None:
        """Say one or more things of a subject; what was said before is not said twice."""
        for one in objects:
            self._said.setdefault(subject, {})[predicate, one] = None

    def __iter__(self) -> Iterator[tuple[str, list[tuple[str, Object]]]]:
        """Each subject with everything said of it."""
        for subject, sentences in self._said.items():
            yield subject, list(sentences)


def full(name: str) -> str:
    """The whole address of a short name such as dct:title."""
    prefix, local = name.split(":", 1)
    return PREFIXES[prefix] + local
