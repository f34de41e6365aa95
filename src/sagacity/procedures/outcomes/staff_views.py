"""Pages for staff: the registers, one document, and what could not be made."""

import csv
import io
import uuid
from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from sagacity.kit import clock, policy
from sagacity.kit.paper import api as paper
from sagacity.kit.proposals import api as proposals
from sagacity.kit.purposes import NoPurpose
from sagacity.kit.ui import api as ui
from sagacity.procedures.outcomes import (
    documents,
    permits,
    refusals,
    revoking,
    troubles,
    types,
)

LOOK, WORK = policy.permitted(permits.LOOK), policy.permitted(permits.WORK)
PER_PAGE = 50


@policy.access(LOOK)
@never_cache
@require_safe
def registers(request: HttpRequest) -> HttpResponse:
    found = _entries(request, offset=ui.offset(request, per_page=PER_PAGE), size=PER_PAGE)
    asked = {name: request.GET.get(name, "") for name in ("register", "words", "waiting")}
    context = {
        "found": found,
        "asked": asked,
        "query": request.GET.urlencode(),
        "registers": documents.registers(),
        "per_page": PER_PAGE,
        "troubles": len(troubles.open_troubles(by=policy.person_of(request))),
    }
    return render(request, "outcomes/staff/registers.html", context)


@policy.access(LOOK)
@never_cache
@require_safe
def as_csv(request: HttpRequest) -> HttpResponse:
    """The lines that are shown, as a table for spreadsheets; nobody's name stands in it."""
    written = io.StringIO()
    table = csv.writer(written)
    table.writerow(
        [
            "番号",
            "台帳",
            "種類",
            "受付番号",
            "交付日",
            "有効期限",
            "渡し方",
            "渡した日",
            "印刷",
            "取消日",
            "理由",
        ]
    )
    for one in _entries(request, size=documents.MOST_IN_CSV).rows:
        table.writerow(
            [
                one.number,
                one.register,
                one.title.get("ja", ""),
                one.case_number,
                clock.day(one.issued_at).isoformat(),
                one.valid_until.isoformat() if one.valid_until else "",
                one.way,
                clock.day(one.handed_at).isoformat() if one.handed_at else "",
                one.prints,
                clock.day(one.revoked_at).isoformat() if one.revoked_at else "",
                one.why,
            ]
        )
    answer = HttpResponse("\ufeff" + written.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="documents.csv"'
    return answer


@policy.access(LOOK)
@never_cache
@require_safe
def one(request: HttpRequest, key: str) -> HttpResponse:
    return _show(request, key)


@policy.access(LOOK)
@never_cache
@require_POST
def opened(request: HttpRequest, key: str) -> HttpResponse:
    """The document itself, after a purpose was said."""
    try:
        content = documents.pdf(
            document=key,
            by=policy.person_of(request),
            at=clock.now(),
            purpose=request.POST.get("purpose", ""),
        )
    except NoPurpose:
        return _show(request, key, problem=_("何のために開くのかを、4文字以上で書いてください。"), status=422)
    except refusals.NotNow:
        return _show(request, key, problem=_("保存年限が過ぎたので、本文はありません。"), status=410)
    except (refusals.NoSuchDocument, refusals.NotAllowed) as problem:
        raise Http404(key) from problem
    return _as_file(content, key)


@policy.access(WORK)
@never_cache
@require_POST
def printed(request: HttpRequest, key: str) -> HttpResponse:
    """The document for the printer at the counter; each time is counted."""
    client_key = request.POST.get("client_key", "")[:120] or uuid.uuid4().hex
    try:
        content = documents.print_one(
            document=key, by=policy.person_of(request), at=clock.now(), client_key=client_key
        )
    except refusals.NotNow:
        return _show(
            request, key, problem=_("取り消されたか、年限が過ぎたので、印刷できません。"), status=409
        )
    except (refusals.NoSuchDocument, refusals.NotAllowed) as problem:
        raise Http404(key) from problem
    return _as_file(content, key)


@policy.access(WORK)
@never_cache
@require_POST
def posted(request: HttpRequest) -> HttpResponse:
    done = documents.posted(
        documents=request.POST.getlist("document"), by=policy.person_of(request), at=clock.now()
    )
    messages.success(request, _("%(count)d件を発送済みにしました。") % {"count": done})
    return redirect("outcomes:registers")


@policy.access(WORK)
@never_cache
@require_POST
def revoke(request: HttpRequest, key: str) -> HttpResponse:
    """Propose to take it back; a second person decides."""

    def act(reason: str) -> str:
        revoking.propose(document=key, reason=reason, by=policy.person_of(request), at=clock.now())
        messages.success(request, _("取消しを提案しました。ほかの人が承認すると、取り消されます。"))
        return key

    return _with_reason(request, key, act)


@policy.access(WORK)
@never_cache
@require_POST
def reissue(request: HttpRequest, key: str) -> HttpResponse:
    """Give it out anew; the one before counts no more."""

    def act(reason: str) -> str:
        new = revoking.reissue(document=key, by=policy.person_of(request), reason=reason, at=clock.now())
        messages.success(request, _("再発行しました。前の書類は、もう使えません。"))
        return new.key

    return _with_reason(request, key, act)


@policy.access(LOOK)
@never_cache
@require_safe
def listed_troubles(request: HttpRequest) -> HttpResponse:
    found = troubles.open_troubles(by=policy.person_of(request))
    return render(request, "outcomes/staff/troubles.html", {"found": found})


@policy.access(WORK)
@never_cache
@require_POST
def try_again(request: HttpRequest) -> HttpResponse:
    by, case = policy.person_of(request), request.POST.get("case", "")
    if case not in {each.case for each in troubles.open_troubles(by=by)}:
        return redirect("outcomes:troubles")
    made = troubles.try_to_make(case=case, by=by, at=clock.now())
    if made is None:
        messages.warning(request, _("まだ作れません。理由は下にあります。"))
        return redirect("outcomes:troubles")
    return redirect("outcomes:document", key=made.key)


def _entries(request: HttpRequest, *, offset: int = 0, size: int) -> types.Entries:
    waiting = request.GET.get("waiting", "")
    return documents.register_entries(
        by=policy.person_of(request),
        register=request.GET.get("register", ""),
        words=request.GET.get("words", "")[:60],
        waiting=waiting if waiting in ("counter", "post") else "",
        offset=offset,
        size=size,
    )


def _with_reason(request: HttpRequest, key: str, act: Callable[[str], str]) -> HttpResponse:
    try:
        shown = act(request.POST.get("reason", ""))
    except (refusals.NoReason, proposals.NoReason):
        return _show(request, key, problem=_("理由を200文字までで書いてください。"), status=422)
    except refusals.NotNow:
        return _show(request, key, problem=_("この書類は、もう取り消されています。"), status=409)
    except paper.CharactersLacking as problem:
        named = "、".join(paper.named_character(each) for each in problem.characters)
        return _show(
            request,
            key,
            problem=_("文字（%(characters)s）がフォントにないので、作れません。") % {"characters": named},
            status=409,
        )
    except paper.NoPaper:
        return _show(request, key, problem=_("日本語のフォントがないので、作れません。"), status=503)
    except (refusals.NoSuchDocument, refusals.NotAllowed, proposals.NotTheirs) as problem:
        raise Http404(key) from problem
    return redirect("outcomes:document", key=shown)


def _show(request: HttpRequest, key: str, *, problem: str = "", status: int = 200) -> HttpResponse:
    by = policy.person_of(request)
    try:
        found = documents.document(key=key)
        permits.demand(by, permits.LOOK, found.division)
    except (refusals.NoSuchDocument, refusals.NotAllowed) as refusal:
        raise Http404(key) from refusal
    waiting = [
        one
        for one in proposals.latest(of=[revoking.ACT])
        if one.thing == key and one.state is proposals.State.WAITING
    ]
    context = {
        "one": found,
        "problem": problem,
        "client_key": uuid.uuid4().hex,
        "may_work": by.may(permits.WORK),
        "is_proposed": bool(waiting),
    }
    return render(request, "outcomes/staff/document.html", context, status=status)


def _as_file(content: bytes, key: str) -> HttpResponse:
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{documents.document(key=key).number}.pdf"'
    return answer
