"""A graph as Turtle, JSON-LD and RDF/XML."""

import json
import re
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from sagacity.registry.publishing.dcat.graph import PREFIXES, TYPE, Address, Graph, Object, full

_NOT_IN_AN_ADDRESS = re.compile(r"[\x00-\x20<>\"{}|^`\\]")
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def turtle(graph: Graph) -> str:
    """Turtle."""
    lines = [f"@prefix {name}: <{address}> ." for name, address in PREFIXES.items()]
    for subject, sentences in graph:
        said = [f"    {'a' if name == TYPE else name} {_turtle(one)}" for name, one in sentences]
        lines.append(f"\n<{_iri(subject)}>\n" + " ;\n".join(said) + " .")
    return "\n".join(lines) + "\n"


def _turtle(one: Object) -> str:
    if isinstance(one, Address):
        return f"<{_iri(one.iri)}>"
    # A JSON string is a Turtle string, too: both escape in the same way.
    text = json.dumps(_clean(one.text), ensure_ascii=False).replace("\x7f", "\\u007F")
    return text + (f"@{one.language}" if one.language else f"^^{one.type}" if one.type else "")


def jsonld(graph: Graph) -> str:
    """JSON-LD."""
    nodes: list[dict[str, Any]] = []
    for subject, sentences in graph:
        node: dict[str, Any] = {"@id": _iri(subject)}
        for name, one in sentences:
            if name == TYPE and isinstance(one, Address):
                node.setdefault("@type", []).append(one.iri)
            else:
                node.setdefault(name, []).append(_jsonld(one))
        nodes.append(node)
    body = {"@context": dict(PREFIXES), "@graph": nodes}
    return json.dumps(body, ensure_ascii=False, indent=1) + "\n"


def _jsonld(one: Object) -> dict[str, str]:
    if isinstance(one, Address):
        return {"@id": _iri(one.iri)}
    said = {"@value": _clean(one.text)}
    if one.language:
        said["@language"] = one.language
    if one.type:
        said["@type"] = full(one.type)
    return said


def rdfxml(graph: Graph) -> str:
    """RDF/XML."""
    names = "".join(f' xmlns:{name}="{address}"' for name, address in PREFIXES.items())
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f"<rdf:RDF{names}>"]
    for subject, sentences in graph:
        lines.append(f" <rdf:Description rdf:about={quoteattr(_iri(subject))}>")
        lines += [f"  {_rdfxml(name, one)}" for name, one in sentences]
        lines.append(" </rdf:Description>")
    return "\n".join([*lines, "</rdf:RDF>"]) + "\n"


def _rdfxml(name: str, one: Object) -> str:
    if isinstance(one, Address):
        return f"<{name} rdf:resource={quoteattr(_iri(one.iri))}/>"
    said = ""
    if one.language:
        said = f" xml:lang={quoteattr(one.language)}"
    elif one.type:
        said = f" rdf:datatype={quoteattr(full(one.type))}"
    return f"<{name}{said}>{escape(_clean(one.text))}</{name}>"


def _clean(text: str) -> str:
    """What XML can hold, with one kind of line end: the three forms say the same letters."""
    return _NOT_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _iri(address: str) -> str:
    return _NOT_IN_AN_ADDRESS.sub(lambda found: f"%{ord(found[0]):02X}", address)
