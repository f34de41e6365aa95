"""One case of mine: where it stands, what happened, and what I can do about it."""

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sagacity.identity import api as identity
from sagacity.identity.accounts import api as accounts
from sagacity.kit import clock, policy
from sagacity.kit.manifest import in_language
from sagacity.kit.uploads import api as uploads
from sagacity.miniapps.apply import documents, words
from sagacity.miniapps.apply.who import Who, who
from sagacity.procedures.cases import api as cases
from sagacity.procedures.cases.api import State
from sagacity.procedures.forms import api as forms

OPEN = {State.AWAITING_PAYMENT, State.SUBMITTED, State.IN_WORK, State.MORE_ASKED}
OPEN_LEVEL = 2  # to read one's own answers again


@policy.access(policy.ANYONE)
@never_cache
@require_safe
def one(request: HttpRequest, key: str) -> HttpResponse:
    """Where it stands; the answers too for whoever is known well enough."""
    asks = who(request)
    if must_sign_in := _session_ended(request, asks, key):
        return must_sign_in
    case = _mine(asks, key)
    return render(request, "apply/case.html", _page(request, case, asks))


@policy.access(policy.ANYONE)
@never_cache
@require_POST
def answer(request: HttpRequest, key: str) -> HttpResponse:
    """Answer what the city asked: in words, with files, or both."""
    asks, at = who(request), clock.now()
    if must_sign_in := _session_ended(request, asks, key):
        return must_sign_in
    case = _mine(asks, key)
    text, given = request.POST.get("text", "").strip(), request.FILES.getlist("files")
    try:
        held = [
            uploads.receive(
                content=file.read(uploads.LARGEST + 1),
                name=file.name or "",
                owner=asks.person.key,
                until=at + forms.KEPT_FOR,
                at=at,
            ).key
            for file in given
        ]
        papers = cases.asked(case=key).get("papers") or ["more"]
        cases.answer_more(
            case=case.key,
            by=asks.person,
            text=text,
            uploads={papers[0]: held} if held else {},
            client_key=request.POST.get("client_key", ""),
            at=at,
        )
        messages.success(request, _("答えを送りました。市が続きを始めます。"))
    except uploads.Refused as refused:
        messages.error(request, refused.words)
    except policy.TooLittleAssurance as little:
        return accounts.need(request, little.needs)
    except cases.NothingSaid:
        messages.error(request, _("答えを書くか、ファイルを選んでください。"))
    except cases.NotNow:
        messages.info(request, _("もう答えが届いているか、質問が終わっています。"))
    return _to(case)


@policy.access(policy.ANYONE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, key: str) -> HttpResponse:
    """Put answers right, in the same screens as they were written in."""
    asks, at = who(request), clock.now()
    case = _mine(asks, key)
    if request.method != "POST":  # back from proving: the button is there
        return _to(case)
    try:
        owner = identity.begin(request, at=at).key
        form = forms.begin_correction(case=case.key, by=asks.person, owner=owner, at=at)
    except policy.TooLittleAssurance as little:
        return accounts.need(request, little.needs)
    return HttpResponseRedirect(reverse("apply:review", args=[form.key]))


@policy.access(policy.ANYONE)
@never_cache
@require_POST
def withdraw(request: HttpRequest, key: str) -> HttpResponse:
    """Take it back, while nothing is decided."""
    asks = who(request)
    case = _mine(asks, key)
    if request.POST.get("sure") != "yes":
        messages.error(request, _("取り下げるときは、「本当に取り下げます」に印を付けてください。"))
        return _to(case)
    try:
        cases.withdraw(
            case=case.key,
            by=asks.person,
            reason=request.POST.get("reason", "").strip(),
            client_key=request.POST.get("client_key", ""),
            at=clock.now(),
        )
        messages.success(request, _("取り下げました。払ったお金があれば、市が確かめて返します。"))
    except policy.TooLittleAssurance as little:
        return accounts.need(request, little.needs)
    except (cases.NotNow, cases.NotWithdrawable):
        messages.error(request, _("もう取り下げられません。担当の課に聞いてください。"))
    return _to(case)


@policy.access(policy.ANYONE)
@never_cache
@require_safe
def paper(request: HttpRequest, key: str, upload: str) -> HttpResponse:
    """A file that was handed in with the case, to its applicant."""
    asks = who(request)
    case = _mine(asks, key)
    if asks.person.level < OPEN_LEVEL:
        return accounts.need(request, OPEN_LEVEL)
    story = cases.story(key=case.key, by=asks.person, at=clock.now())
    if not any(upload in held for held in story.papers.values()):
        raise Http404(upload)
    try:
        return uploads.answer(upload=uploads.upload(key=upload))
    except uploads.NoSuchUpload as problem:
        raise Http404(upload) from problem


@policy.access(policy.ANYONE)
@never_cache
@require_safe
def document(request: HttpRequest, key: str, document: str) -> HttpResponse:
    """What came out of the case, to its applicant."""
    asks = who(request)
    if must_sign_in := _session_ended(request, asks, key):
        return must_sign_in
    case = _mine(asks, key)
    if asks.person.level < OPEN_LEVEL:
        return accounts.need(request, OPEN_LEVEL)
    answered = documents.answer(case, document, by=asks.person)
    if answered is None:
        raise Http404(document)
    return answered


def _page(request: HttpRequest, case: cases.Case, asks: Who) -> dict[str, Any]:
    language = get_language() or "ja"
    held = documents.valid(case)
    is_open = case.state in OPEN and not case.decision
    page: dict[str, Any] = {
        "case": case,
        "title": in_language(case.title, language),
        "said": words.of(case, ways={one.way for one in held}),
        "just_sent": bool(request.GET.get("sent")) and is_open,
        "asked": cases.asked(case=case.key) if case.state is State.MORE_ASKED else {},
        "pay_url": _pay_url(case),
        "can_withdraw": is_open and asks.is_signed_in,
        "can_correct": case.state in {State.SUBMITTED, State.MORE_ASKED} and asks.is_signed_in,
        "documents": documents.papers(case, held, language=language),
        "client_key": uuid4().hex,
        "is_signed_in": asks.is_signed_in,
    }
    try:
        if asks.is_signed_in and not case.is_purged:
            page |= _opened(case, asks, language)
    except policy.TooLittleAssurance as little:
        page["needs"] = little.needs
    return page


def _opened(case: cases.Case, asks: Who, language: str) -> dict[str, Any]:
    story = cases.story(key=case.key, by=asks.person, at=clock.now())
    names = {stage.key: in_language(stage.name, language) for stage in story.definition.stages}
    return {
        "sections": forms.review(
            definition=story.definition,
            answers=story.answers,
            asked=tuple(story.answers),
            sources=story.sources,
            language=language,
            papers=story.papers,
            required_papers=tuple(story.papers),
        ),
        "timeline": [
            (event, said, names.get(str(event.body.get("stage", "")), ""), _text(event))
            for event in story.events
            if (said := words.happened(event.kind))
        ],
    }


def _text(event: cases.Event) -> str:
    """What was said to the resident with it."""
    return str(event.content.get("text") or event.content.get("reason") or "")


def _pay_url(case: cases.Case) -> str:
    if not case.waits_for_money:
        return ""
    try:
        return reverse("pay:one", args=[case.bill])
    except NoReverseMatch:
        return ""


def _session_ended(request: HttpRequest, asks: Who, key: str) -> HttpResponse | None:
    """The way back for somebody whose session ended; what they had written is held."""
    if asks.is_signed_in or key in forms.sent_cases(owners=asks.owners):
        return None
    return accounts.need(request, 1)


def _mine(asks: Who, key: str) -> cases.Case:
    try:
        case = cases.case(key=key)
    except cases.NoSuchCase as problem:
        raise Http404(key) from problem
    if case.applicant:
        if not asks.is_signed_in or case.applicant != asks.person.key:
            raise Http404(key)
    elif key not in forms.sent_cases(owners=asks.owners):
        raise Http404(key)
    return case


def _to(case: cases.Case) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("apply:case", args=[case.key]))
