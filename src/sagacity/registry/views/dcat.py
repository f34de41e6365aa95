"""The catalogue for other catalogues."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_safe

from sagacity.kit import policy
from sagacity.registry.publishing import open_data_list, sets
from sagacity.registry.publishing.dcat import catalogue, writing
from sagacity.registry.publishing.dcat.graph import Graph
from sagacity.registry.views.answering import not_modified, open_to_all, stamped


def _answer(
    request: HttpRequest, write: Callable[[Graph], str], form: str, media_type: str
) -> HttpResponseBase:
    token, at = open_data_list.version(sets.published())
    etag = f"{token}-{form}"
    known = not_modified(request, etag=etag, at=at) if at else None
    if known is not None:
        return known
    answer = HttpResponse(write(catalogue.graph()), content_type=media_type)
    return stamped(answer, etag=etag, at=at) if at else answer


@require_safe
@policy.access(policy.ANYONE)
@open_to_all
def turtle(request: HttpRequest) -> HttpResponseBase:
    """DCAT as Turtle."""
    return _answer(request, writing.turtle, "ttl", "text/turtle; charset=utf-8")


@require_safe
@policy.access(policy.ANYONE)
@open_to_all
def jsonld(request: HttpRequest) -> HttpResponseBase:
    """DCAT as JSON-LD."""
    return _answer(request, writing.jsonld, "jsonld", "application/ld+json")


@require_safe
@policy.access(policy.ANYONE)
@open_to_all
def rdfxml(request: HttpRequest) -> HttpResponseBase:
    """DCAT as RDF/XML."""
    return _answer(request, writing.rdfxml, "rdf", "application/rdf+xml; charset=utf-8")
