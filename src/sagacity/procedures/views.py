"""Procedures for other programs: what there is, what answers look like, and whether answers are good."""

import json
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from sagacity.kit import clock, policy
from sagacity.procedures import types
from sagacity.procedures.answers import check
from sagacity.procedures.definitions import NoSuchProcedure, NotInForce, definition
from sagacity.procedures.finding import find
from sagacity.procedures.schema import schema_of

LONGEST_BODY = 256 * 1024  # bytes
FACTS = {"age": int, "lives_here": bool, "channel": str, "level": int, "delegate": bool}


@policy.access(policy.ANYONE)
@require_safe
def all_of_them(request: HttpRequest) -> JsonResponse:
    """Procedures in force: `?words=`, `?life_event=`, `?division=` narrow them."""
    asked = {name: request.GET.get(name, "")[:100] for name in ("words", "life_event", "division")}
    found = find(**asked, at=clock.now(), language=get_language() or "ja")
    return JsonResponse({"procedures": [_short(one) for one in found]}, json_dumps_params=AS_WRITTEN)


@policy.access(policy.ANYONE)
@require_safe
def one(request: HttpRequest, procedure: str) -> JsonResponse:
    """One procedure: who, what is asked with its conditions, papers, stages."""
    found = _found(procedure, request)
    return (
        found if isinstance(found, JsonResponse) else JsonResponse(_long(found), json_dumps_params=AS_WRITTEN)
    )


@policy.access(policy.ANYONE)
@require_safe
def schema(request: HttpRequest, procedure: str) -> JsonResponse:
    """JSON Schema of the answers."""
    found = _found(procedure, request)
    if isinstance(found, JsonResponse):
        return found
    said = schema_of(definition=found, language=get_language() or "ja")
    return JsonResponse(said, json_dumps_params=AS_WRITTEN, content_type="application/schema+json")


@csrf_exempt  # it changes nothing and knows nobody: answers come in, faults go out, nothing is kept
@policy.access(policy.ANYONE)
@require_POST
def check_answers(request: HttpRequest, procedure: str) -> JsonResponse:
    """Judge `{"answers": …, "facts": …}` as a page would; nothing is kept and nothing counted."""
    found = _found(procedure, request)
    if isinstance(found, JsonResponse):
        return found
    said = _body(request)
    if said is None:
        return _problem(400, "not_json", 'The body is {"answers": {…}} in JSON, at most 256 kB.')
    facts = {name: value for name, value in said["facts"].items() if _is_fact(name, value)}
    language = get_language() or "ja"
    checked = check(definition=found, answers=said["answers"], facts=facts, at=clock.now(), language=language)
    return JsonResponse(_judged(checked, language), json_dumps_params=AS_WRITTEN)


AS_WRITTEN = {"ensure_ascii": False}


def _found(procedure: str, request: HttpRequest) -> types.Definition | JsonResponse:
    try:
        return definition(procedure=procedure, version=request.GET.get("version", "")[:20], at=clock.now())
    except NoSuchProcedure:
        return _problem(404, "no_such_procedure", "There is no such procedure, or no such version of it.")
    except NotInForce:
        return _problem(410, "not_in_force", "The procedure is not taken up today.")


def _problem(status: int, code: str, words: str) -> JsonResponse:
    return JsonResponse({"error": code, "description": words}, status=status)


def _body(request: HttpRequest) -> dict[str, dict[str, Any]] | None:
    if int(request.headers.get("Content-Length") or 0) > LONGEST_BODY or len(request.body) > LONGEST_BODY:
        return None
    try:
        said = json.loads(request.body)
    except (ValueError, RecursionError):
        return None
    if not isinstance(said, dict):
        return None
    found = {"answers": said.get("answers", {}), "facts": said.get("facts", {})}
    return found if all(isinstance(one, dict) for one in found.values()) else None


def _is_fact(name: str, value: Any) -> bool:
    return name in FACTS and type(value) is FACTS[name]


def _short(one: types.Definition) -> dict[str, Any]:
    return {
        "id": one.urn,
        "key": one.key,
        "version": one.version,
        "sort": one.sort.value,
        "name": one.name,
        "about": one.about,
        "division": one.division,
        "law": one.law,
        "national_id": one.national_id,
        "level": one.level,
        "life_events": one.life_events,
        "minutes": one.minutes,
        "since": one.since,
        "until": one.until,
        "confirmed": one.is_confirmed,
    }


def _long(one: types.Definition) -> dict[str, Any]:
    return {
        **_short(one),
        "eligible": [{"when": each.when, "otherwise": each.otherwise} for each in one.eligible],
        "blocks": [_block(block) for block in one.blocks],
        "papers": [
            {"key": paper.key, "label": paper.label, "required_if": paper.required_if} for paper in one.papers
        ],
        "fee": one.fee.item if one.fee else None,
        "stages": [
            {"key": stage.key, "name": stage.name, "division": stage.division, "days": stage.days}
            for stage in one.stages
        ],
        "outcome": {"kind": one.outcome.kind, "title": one.outcome.title},
    }


def _block(block: types.Block) -> dict[str, Any]:
    return {
        "key": block.key,
        "title": block.title,
        "show_if": block.show_if,
        "questions": [
            {
                "key": one.key,
                "kind": one.kind.value,
                "label": one.label,
                "hint": one.hint,
                "required": one.required,
                "show_if": one.show_if,
                "options": [{"key": each.key, "label": each.label} for each in one.options],
            }
            for one in block.questions
        ],
    }


def _judged(checked: types.Checked, language: str) -> dict[str, Any]:
    return {
        "good": checked.good,
        "eligible": checked.eligible,
        "why_not": checked.why_not,
        "answers": checked.answers,
        "asked": checked.asked,
        "blocks": checked.blocks,
        "papers": checked.papers,
        "language": language,
        "faults": [
            {"question": one.question, "code": one.code, "text": one.text, "at": one.at}
            for one in checked.faults
        ],
        "notes": [{"question": one.question, "code": one.code, "text": one.text} for one in checked.notes],
    }
