"""Reading everything once more, and sending it: whatever goes wrong, there is one case and a sentence."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from sagacity.identity import api as identity
from sagacity.identity.accounts import api as accounts
from sagacity.identity.family import api as family
from sagacity.kit import clock, policy
from sagacity.kit.manifest import in_language
from sagacity.ledger import api as ledger
from sagacity.miniapps.apply.about import level_needed
from sagacity.miniapps.apply.blocks import screen_url
from sagacity.miniapps.apply.who import Who, with_form
from sagacity.procedures import api as procedures
from sagacity.procedures.cases import api as cases
from sagacity.procedures.forms import api as forms


@policy.access(policy.ANYONE)
@never_cache
@require_safe
@with_form
def review(request: HttpRequest, form: forms.Form, asks: Who) -> HttpResponse:
    """Every answer with its source, what it costs, what happens next; and the button."""
    return _page(request, form, asks)


@policy.access(policy.ANYONE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@with_form
def send(request: HttpRequest, form: forms.Form, asks: Who) -> HttpResponse:
    """Send it. Sent twice, from two windows, or again after the network was lost, it is one case."""
    if request.method != "POST":  # back from proving
        return HttpResponseRedirect(reverse("apply:review", args=[form.key]))
    at, language = clock.now(), get_language() or "ja"
    stand = forms.standing(form=form, by=asks.person, at=at, language=language)
    if asks.person.level < (needed := level_needed(stand.definition)):
        return accounts.need(request, needed)
    if stand.next != forms.REVIEW:
        messages.error(request, _("まだ終わっていないところがあります。ここから続けてください。"))
        return HttpResponseRedirect(screen_url(form.key, stand.next))
    if asks.is_signed_in and not form.mandate:
        try:
            owner = identity.begin(request, at=at).key
            forms.adopt(form=form.key, by=asks.person, owner=owner, inhabitant=asks.inhabitant, at=at)
        except forms.SomebodyElse:
            return _page(
                request,
                form,
                asks,
                wrong=_("この申し込みは、ほかの人のものです。その人がサインインして送ってください。"),
            )
    return _sent(request, form, asks)


def _sent(request: HttpRequest, form: forms.Form, asks: Who) -> HttpResponse:
    try:
        case = forms.submit(form=form.key, by=asks.person, at=clock.now())
    except cases.OneAlready as already:
        messages.warning(
            request,
            _("同じ申し込みがもう出ています。新しくは送りませんでした。下がその申し込みです。"),
        )
        return HttpResponseRedirect(reverse("apply:case", args=[already.case.key]))
    except cases.ClientKeyTaken:
        messages.warning(
            request,
            _(
                "この申し込みはもう送られています。あとから直したところは入っていません。「自分の申し込み」から直せます。"
            ),
        )
        return HttpResponseRedirect(reverse("apply:mine"))
    except policy.TooLittleAssurance as little:
        return accounts.need(request, little.needs)
    except cases.FeeWouldChange:
        wrong = _("直すと手数料が変わるため、ここでは直せません。取り下げて、もう一度申し込んでください。")
        return _page(request, form, asks, wrong=wrong)
    except cases.NotNow:
        wrong = _("市がもう見はじめたので、ここでは直せません。担当の課に聞いてください。")
        return _page(request, form, asks, wrong=wrong)
    except cases.NotGood:
        messages.error(request, _("送る前に、直すところが見つかりました。赤いところを直してください。"))
        return HttpResponseRedirect(reverse("apply:review", args=[form.key]))
    except cases.PaperMissing:
        messages.error(request, _("書類が足りません。足してから、もう一度送ってください。"))
        return HttpResponseRedirect(reverse("apply:papers", args=[form.key]))
    except cases.HoldsMyNumber:
        wrong = _("個人番号（マイナンバー）と思われる数字があります。消してから送ってください。")
        return _page(request, form, asks, wrong=wrong)
    except (family.OutsideTheMandate, cases.NotByDelegates):
        wrong = _("代理でできる範囲をこえているか、代理が終わっています。頼んだ人に確かめてください。")
        return _page(request, form, asks, wrong=wrong)
    except (procedures.NotInForce, procedures.NoSuchProcedure):
        wrong = _("この手続きは、いまは受け付けていません。担当の課に聞いてください。")
        return _page(request, form, asks, wrong=wrong)
    return HttpResponseRedirect(reverse("apply:case", args=[case.key]) + "?sent=1")


def _page(request: HttpRequest, form: forms.Form, asks: Who, *, wrong: str = "") -> HttpResponse:
    at, language = clock.now(), get_language() or "ja"
    stand = forms.standing(form=form, by=asks.person, at=at, language=language)
    fee = forms.fee(standing=stand, by=asks.person, at=at)
    needed = level_needed(stand.definition)
    context = {
        "form": form,
        "name": in_language(stand.definition.name, language),
        "sections": forms.review_of(stand, language=language),
        "change": reverse("apply:form", args=[form.key]) + "b/",
        "why_not": [in_language(one, language) for one in stand.why_not],
        "is_whole": stand.next == forms.REVIEW,
        "next_url": screen_url(form.key, stand.next),
        "fee": fee,
        "fee_words": ledger.explain(fee) if fee else "",
        "pay": stand.definition.fee.pay if stand.definition.fee else "",
        "days": sum(stage.days for stage in stand.definition.stages),
        "level_words": accounts.words_of(needed),
        "has_enough": asks.person.level >= needed,
        "wrong": wrong,
        "before": screen_url(form.key, stand.blocks[-1]) if stand.blocks else "",
    }
    return render(request, "apply/review.html", context, status=422 if wrong else 200)
