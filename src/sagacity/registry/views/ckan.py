"""The door of the CKAN-compatible read API."""

import json
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.http.multipartparser import MultiPartParserError
from django.utils.datastructures import MultiValueDictKeyError
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from sagacity.kit import policy
from sagacity.registry.publishing.ckan import actions, openapi
from sagacity.registry.publishing.ckan.parameters import NotAllowed, NotFound
from sagacity.registry.views.answering import open_to_all

MOST_BYTES = 256 * 1024


class Unreadable(Exception):
    """The request is no JSON object."""


@csrf_exempt  # nothing can be changed here, and programs have no token
@require_http_methods(["GET", "HEAD", "POST", "OPTIONS"])
@policy.access(policy.ANYONE)
@open_to_all
def action(request: HttpRequest, name: str) -> HttpResponseBase:
    """Answer one action in the envelope of CKAN."""
    if request.method == "OPTIONS":
        return _preflight()
    found = actions.ALL.get(name)
    if found is None:
        return _failed(request, 404, "Not Found Error", message=f"Action name not known: {name}")
    try:
        result = found.run(found.read(_said(request)))
    except Unreadable as problem:
        return _failed(request, 400, "Bad Request", message=f"JSON Error: {problem}")
    except NotAllowed as problem:
        wrong = {field: [said] for field, said in problem.wrong.items()}
        return _failed(request, 409, "Validation Error", **wrong)
    except NotFound as problem:
        return _failed(request, 404, "Not Found Error", message=str(problem))
    return _json({"help": _help(request), "success": True, "result": result}, 200)


@require_safe
@policy.access(policy.ANYONE)
@open_to_all
def description(request: HttpRequest) -> HttpResponseBase:
    """The OpenAPI document."""
    return _json(openapi.document(str(settings.PUBLIC_URL).rstrip("/")), 200)


def _said(request: HttpRequest) -> Mapping[str, Any]:
    """The parameters: from the address, from a JSON body, or from a form."""
    asked: dict[str, Any] = {
        name: values if len(values) > 1 else values[0] for name, values in request.GET.lists() if values
    }
    if request.method != "POST":
        return asked
    try:
        if request.content_type in {"application/x-www-form-urlencoded", "multipart/form-data"}:
            form = request.POST.dict()
            if form and not _is_json_in_disguise(form):
                return asked | form
        body = request.body
    except (RequestDataTooBig, SuspiciousOperation, BadRequest, MultiPartParserError, MultiValueDictKeyError):
        raise Unreadable("the body cannot be read") from None
    if len(body) > MOST_BYTES:
        raise Unreadable(f"the body is longer than {MOST_BYTES} bytes")
    return asked | _object(body)


def _is_json_in_disguise(form: Mapping[str, Any]) -> bool:
    """Old clients send JSON and call it a form."""
    return len(form) == 1 and next(iter(form)).lstrip().startswith("{")


def _object(body: bytes) -> dict[str, Any]:
    if not body.strip():
        return {}
    try:
        said = json.loads(body)
    except (ValueError, RecursionError) as problem:
        raise Unreadable(str(problem)[:200]) from None
    if not isinstance(said, dict):
        raise Unreadable('write an object such as {"id": "…"}')
    return said


def _failed(request: HttpRequest, status: int, kind: str, **said: Any) -> HttpResponse:
    error = {"__type": kind, **said}
    return _json({"help": _help(request), "success": False, "error": error}, status)


def _help(request: HttpRequest) -> str:
    site = str(settings.PUBLIC_URL).rstrip("/")
    return f"{site}/api/openapi.json"


def _json(said: Any, status: int) -> HttpResponse:
    return JsonResponse(said, status=status, json_dumps_params={"ensure_ascii": False})


def _preflight() -> HttpResponse:
    answer = HttpResponse(status=204)
    answer["Access-Control-Allow-Methods"] = "GET, POST, OPTIONS"
    answer["Access-Control-Allow-Headers"] = "Content-Type, Authorization"
    answer["Access-Control-Max-Age"] = "86400"
    return answer
