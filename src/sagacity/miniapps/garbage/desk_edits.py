"""What staff change at the garbage desk: every edit lands in a draft, another person approves it."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from sagacity.identity import api as identity
from sagacity.kit import clock, policy
from sagacity.miniapps.garbage import forms
from sagacity.miniapps.garbage.desk import pattern_page
from sagacity.registry.collection import api as collection

EDIT = policy.permitted(identity.COLLECTION_EDIT)
APPROVE = policy.permitted(identity.COLLECTION_APPROVE)


def _back(pattern: str) -> HttpResponse:
    return HttpResponseRedirect(reverse("garbage_desk:pattern", args=[pattern]))


@require_POST
@policy.access(EDIT)
def rules(request: HttpRequest, pattern: str) -> HttpResponse:
    """Write the rules of one kind."""
    form = forms.RulesForm(request.POST)
    if form.is_valid():
        try:
            collection.set_rules(
                pattern=pattern, by=policy.person_of(request), at=clock.now(), **form.cleaned_data
            )
            messages.success(request, _("下書きに入れました。市民にはまだ見えません。"))
            return _back(pattern)
        except collection.UnknownText as problem:
            form.add_error("text", str(problem))
        except (collection.NoSuchKind, collection.NoSuchPattern) as problem:
            raise Http404(str(problem)) from problem
    return pattern_page(request, pattern, status=422, rules={form.data.get("kind", ""): form})


@require_POST
@policy.access(EDIT)
def add_exception(request: HttpRequest, pattern: str) -> HttpResponse:
    """Change one day."""
    form = forms.ExceptionForm(request.POST, kinds=[kind.name for kind in collection.kinds()])
    if form.is_valid():
        try:
            collection.add_exception(
                pattern=pattern, exception=form.exception(), by=policy.person_of(request), at=clock.now()
            )
            messages.success(request, _("下書きに入れました。市民にはまだ見えません。"))
            return _back(pattern)
        except collection.SenselessException as problem:
            form.add_error("on", str(problem))
        except collection.NoSuchPattern as problem:
            raise Http404(pattern) from problem
    return pattern_page(request, pattern, status=422, exception=form)


@require_POST
@policy.access(EDIT)
def drop_exception(request: HttpRequest, pattern: str) -> HttpResponse:
    """Take a changed day back."""
    try:
        on = date.fromisoformat(request.POST.get("on", ""))
        collection.drop_exception(
            pattern=pattern,
            on=on,
            kind=request.POST.get("kind", ""),
            by=policy.person_of(request),
            at=clock.now(),
        )
    except (ValueError, collection.NoSuchPattern) as problem:
        raise Http404(pattern) from problem
    return _back(pattern)


@require_POST
@policy.access(APPROVE)
def approve(request: HttpRequest, pattern: str) -> HttpResponse:
    """Let residents see the draft."""
    form = forms.ApprovalForm(request.POST)
    if form.is_valid():
        try:
            collection.approve(
                pattern=pattern, by=policy.person_of(request), at=clock.now(), **form.cleaned_data
            )
            messages.success(request, _("承認しました。市民のカレンダーがかわりました。"))
            return _back(pattern)
        except collection.SamePerson:
            form.add_error(None, _("この下書きを書いた人は承認できません。別の承認者にたのんでください。"))
        except collection.NothingToApprove:
            form.add_error(None, _("承認を待つ下書きはありません。ほかの人が先に処理しています。"))
        except collection.PeriodBackwards:
            form.add_error("until", _("終わりの日が、始まりの日より前です。日付を直してください。"))
        except collection.NoSuchPattern as problem:
            raise Http404(pattern) from problem
    return pattern_page(request, pattern, status=422, approval=form)


@require_POST
@policy.access(EDIT)
def discard(request: HttpRequest, pattern: str) -> HttpResponse:
    """Give the draft up."""
    try:
        collection.discard(
            pattern=pattern,
            by=policy.person_of(request),
            at=clock.now(),
            reason=request.POST.get("reason", "")[:200],
        )
        messages.success(request, _("下書きをやめました。履歴には残っています。"))
    except collection.NothingToApprove:
        messages.warning(request, _("下書きはありません。"))
    except collection.NoSuchPattern as problem:
        raise Http404(pattern) from problem
    return _back(pattern)


@require_http_methods(["GET", "POST"])
@policy.access(EDIT)
def closures(request: HttpRequest) -> HttpResponse:
    """Let a facility rest, in the drafts of every pattern it serves."""
    form = forms.ClosureForm(request.POST or None, facilities=collection.facilities())
    if request.method == "POST" and form.is_valid():
        try:
            written = collection.close_facility(
                closure=form.closure(), by=policy.person_of(request), at=clock.now()
            )
            said = _("%(n)sのパターンの下書きに休止を入れました。承認されると市民に見えます。")
            messages.success(request, said % {"n": len(written)})
            return HttpResponseRedirect(reverse("garbage_desk:closures"))
        except collection.SenselessException as problem:
            form.add_error("until", str(problem))
    today = clock.day(clock.now())
    found = {
        closure
        for one in collection.patterns(on=today)
        for version in (one.draft or one.live,)
        if version
        for closure in version.plan.closures
    }
    context = {
        "form": form,
        "closures": sorted(found, key=lambda one: (one.from_, one.facility)),
        "today": today,
    }
    return render(request, "garbage/desk_closures.html", context, status=422 if form.errors else 200)


@require_POST
@policy.access(EDIT)
def open_facility(request: HttpRequest) -> HttpResponse:
    """Take a closure back."""
    said = request.POST
    try:
        collection.open_facility(
            facility=said.get("facility", ""),
            from_=date.fromisoformat(said.get("from_", "")),
            until=date.fromisoformat(said.get("until", "")),
            by=policy.person_of(request),
            at=clock.now(),
        )
    except (ValueError, collection.SenselessException) as problem:
        raise Http404("closure") from problem
    return HttpResponseRedirect(reverse("garbage_desk:closures"))
