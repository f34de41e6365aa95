"""A whole application from a resident's program: the same judge and levels, problems as RFC 9457."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from sagacity.identity.accounts import api as accounts
from sagacity.kit import clock, policy
from sagacity.kit.manifest import in_language
from sagacity.miniapps.apply.about import level_needed
from sagacity.miniapps.apply.who import who
from sagacity.procedures import api as procedures
from sagacity.procedures.cases import api as cases

MOST = 256 * 1024


@policy.access(policy.ANYONE)
@never_cache
@require_POST
def submit(request: HttpRequest, procedure: str) -> HttpResponse:
    """Take `{"client_key": …, "answers": {…}}`; the same client key gives the first case back."""
    said = _read(request)
    if said is None:
        return _problem(
            400, "not-json", _("JSONとして読めません。"), _("answers と client_key を送ってください。")
        )
    asks, at = who(request), clock.now()
    try:
        definition = procedures.definition(procedure=procedure, at=at)
        if asks.person.level < (needed := level_needed(definition)):
            return accounts.need(request, needed)
        case = cases.submit(
            procedure=procedure,
            version=str(said.get("version", "")),
            answers=said["answers"],
            applicant=asks.person.key,
            inhabitant=asks.inhabitant,
            by=asks.person,
            channel="api",
            client_key=f"api:{asks.person.key}:{said['client_key']}"[:120],
            at=at,
        )
    except (procedures.NoSuchProcedure, procedures.NotInForce):
        return _problem(404, "no-such-procedure", _("この手続きはありません。"), "")
    except cases.NotGood as bad:
        language = get_language() or "ja"
        faults = [
            {"question": one.question, "code": one.code, "text": one.text, "at": list(one.at)}
            for one in bad.checked.faults
        ]
        why_not = [in_language(one, language) for one in bad.checked.why_not]
        return _problem(422, "not-good", _("直すところがあります。"), "", faults=faults, why_not=why_not)
    except cases.HoldsMyNumber as bad:
        title = _("個人番号は受け取れません。")
        return _problem(422, "my-number", title, "", faults=[{"question": bad.question, "code": "my_number"}])
    except cases.OneAlready as already:
        return _problem(409, "one-already", _("同じ申し込みがもう出ています。"), "", case=already.case.number)
    except cases.ClientKeyTaken:
        return _problem(409, "client-key-taken", _("このclient_keyは、ほかの申し込みに使われています。"), "")
    except policy.TooLittleAssurance as little:
        return accounts.need(request, little.needs)
    page = reverse("apply:case", args=[case.key])
    answer = {"case": case.key, "number": case.number, "state": str(case.state), "page": page}
    return JsonResponse(answer, status=201, headers={"Location": page})


def _read(request: HttpRequest) -> dict[str, Any] | None:
    if request.content_type != "application/json" or len(request.body) > MOST:
        return None
    try:
        said = json.loads(request.body)
    except (ValueError, RecursionError):
        return None
    right = isinstance(said, dict) and isinstance(said.get("answers"), dict)
    return said if right and isinstance(said.get("client_key"), str) and said["client_key"] else None


def _problem(status: int, kind: str, title: str, detail: str, **more: Any) -> HttpResponse:
    said = {"type": f"/problems/{kind}", "title": title, "status": status, "detail": detail, **more}
    return JsonResponse(said, status=status, content_type="application/problem+json")
