"""Residents' pages: which data lie open, and one type with a sample, a schema and a try."""

import json

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from sagacity.broker import api as broker
from sagacity.kit import policy
from sagacity.kit.city import api as city
from sagacity.miniapps.developers import schema


@require_GET
@policy.access(policy.ANYONE)
def door(request: HttpRequest) -> HttpResponse:
    """The catalogue of open types."""
    context = {"kinds": broker.open_kinds(), "licence": city.current().licence}
    return render(request, "developers/door.html", context)


@require_GET
@policy.access(policy.ANYONE)
def kind(request: HttpRequest, name: str) -> HttpResponse:
    """One type: its attributes, a sample, a schema, and a question to try."""
    described = _described(name)
    context = {
        "described": described,
        "licence": city.current().licence,
        "sample": json.dumps(described.sample, ensure_ascii=False, indent=2),
        "is_standard": broker.model_of(name) is not None,
        "schema": json.dumps(schema.of(described), ensure_ascii=False, indent=2),
        "address": request.build_absolute_uri(f"/v2/entities?type={name}&limit=5"),
    }
    return render(request, "developers/kind.html", context)


@require_GET
@policy.access(policy.ANYONE)
def kind_schema(request: HttpRequest, name: str) -> HttpResponse:
    """The schema as a file for programs."""
    return JsonResponse(schema.of(_described(name)), json_dumps_params={"ensure_ascii": False})


def _described(name: str) -> broker.Described:
    found = broker.describe_open(name)
    if found is None:
        raise Http404(name)
    return found
