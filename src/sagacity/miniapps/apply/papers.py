"""The screen of documents: each paper that is needed, as pictures or PDF."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from sagacity.kit import clock, policy
from sagacity.kit.manifest import in_language
from sagacity.miniapps.apply.blocks import screen_url
from sagacity.miniapps.apply.who import Who, with_form
from sagacity.procedures.forms import api as forms


@policy.access(policy.ANYONE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@with_form
def papers(request: HttpRequest, form: forms.Form, asks: Who) -> HttpResponse:
    """Show what is to be handed in, or take some of it."""
    at, language = clock.now(), get_language() or "ja"
    wrong: dict[str, str] = {}
    do = request.POST.get("do", "next")
    stand = forms.standing(form=form, by=asks.person, at=at, language=language)
    if request.method == "POST":
        wrong = forms.take_papers(form=form, papers=stand.definition.papers, files=request.FILES, at=at)
        form = forms.let_go(form=form.key, do=do, at=at)
        stand = forms.standing(form=form, by=asks.person, at=at, language=language)
    if forms.PAPERS not in stand.blocks:
        return HttpResponseRedirect(screen_url(form.key, stand.next))
    if request.method == "POST" and do == "stop":
        return HttpResponseRedirect(reverse("apply:elsewhere", args=[form.key]))
    if request.method == "POST" and do == "next" and not wrong:
        if forms.papers_are_there(stand.definition, form, stand.checked):
            return HttpResponseRedirect(screen_url(form.key, forms.REVIEW))
        at_counter = {one.key for one in stand.definition.papers if one.at_counter_only}
        lacking = [one for one in stand.checked.papers if not form.papers.get(one) and one not in at_counter]
        wrong = dict.fromkeys(lacking, _("まだファイルがありません。写真かPDFを選んでください。"))
    screens = [one for one in stand.blocks if one != forms.PAPERS]
    context = {
        "form": form,
        "name": in_language(stand.definition.name, language),
        "view": forms.papers_view(standing=stand, language=language, faults=wrong),
        "seen": form.revision,
        "why_not": [in_language(one, language) for one in stand.why_not],
        "before": screen_url(form.key, screens[-1]) if screens else "",
        "files_url": reverse("apply:files", args=[form.key]),
        "is_papers": True,
    }
    return render(request, "apply/block.html", context, status=422 if wrong else 200)
