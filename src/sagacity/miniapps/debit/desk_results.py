"""The file out and the results in."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from sagacity.kit import clock, policy
from sagacity.kit.seals import BrokenSeal
from sagacity.ledger.debit import api as debit
from sagacity.miniapps.debit import desk_words
from sagacity.miniapps.debit.desk_forms import LARGEST_MB, ResultForm
from sagacity.miniapps.debit.desk_mandates import COLLECT
from sagacity.miniapps.debit.desk_runs import found, page


@require_POST
@policy.access(COLLECT)
@never_cache
def file(request: HttpRequest, key: str) -> HttpResponse:
    """The file for the bank; each time it is taken stands in the log, for names and accounts are in it."""
    run = found(key)
    try:
        name, content = debit.file(run=run.key, by=policy.person_of(request), at=clock.now())
    except BrokenSeal:
        messages.error(request, _("ファイルがありません。まだ承認されていないか、保存する期間が過ぎました。"))
        return _to(key)
    answer = HttpResponse(content, content_type="application/octet-stream")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@require_POST
@policy.access(COLLECT)
@never_cache
def take(request: HttpRequest, key: str) -> HttpResponse:
    """Take the bank's results in: all of them, or none with what is wrong."""
    run, form = found(key), ResultForm(request.POST, request.FILES)
    if not form.is_valid():
        return page(request, run, results=form, status=422)
    upload = form.cleaned_data["file"]
    if upload.size > LARGEST_MB * 1024 * 1024:
        return _refuse(
            request, run, [_("ファイルが大きすぎます。口座振替の結果ファイルか、確かめてください。")]
        )
    try:
        said = debit.take_results(
            run=run.key, content=upload.read(), by=policy.person_of(request), at=clock.now()
        )
    except debit.BadFile as problem:
        more = problem.total - len(problem.faults)
        words = [str(fault) for fault in problem.faults]
        return _refuse(request, run, [*words, _("ほかに%(more)s件") % {"more": more}] if more else words)
    except debit.NotThisRun as problem:
        return _refuse(request, run, [desk_words.misfit(problem)])
    except debit.NotSent:
        return _refuse(request, run, [_("この回は、まだ銀行に送っていません。")])
    except debit.AnotherResult:
        text = _(
            "この回の結果は、もう記帳しました。このファイルは、記帳したものと違います。銀行に確かめてください。"
        )
        return _refuse(request, run, [text])
    if said.is_new:
        messages.success(request, _("結果を記帳しました。引き落とせなかった人には、もう知らせています。"))
    else:
        messages.info(request, _("このファイルは、前に記帳したものと同じです。何も変わりません。"))
    return _to(key)


def _refuse(request: HttpRequest, run: debit.Run, words: list[str]) -> HttpResponse:
    return page(request, run, refused=words, status=422)


def _to(key: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("debit_desk:run", args=[key]))
