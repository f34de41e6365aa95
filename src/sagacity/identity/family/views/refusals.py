"""What a clerk is told when nothing was done: why, and what to do next."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sagacity.identity.family import acting
from sagacity.identity.family import counter as desk

NO_PURPOSE = gettext_lazy("何のためかと確かめたものを、4文字以上で書いてください。番号は書かないでください。")


def nobody(problem: desk.NobodyFound) -> str:
    return {
        "none": _("あてはまる人がいません。氏名の字と生年月日を確かめてください。"),
        "several": _("1人にしぼれません。住所も入れて、もう一度さがしてください。"),
    }[problem.why]


def outside(refusal: acting.OutsideTheMandate) -> str:
    """Why a mandate does not reach so far."""
    return {
        "not_accepted": _(
            "代理の人が、まだ引き受けていません。自分のアカウントで引き受けてもらってください。"
        ),
        "ended": _("この委任は終わっています。本人に、新しくたのんでもらってください。"),
        "not_yet": _("この委任は、まだ始まっていません。"),
        "over": _("この委任は、期限が過ぎています。本人に、新しくたのんでもらってください。"),
        "times_used": _("回数の上限に達しています。本人に、新しくたのんでもらってください。"),
        "amount_used": _("金額の上限をこえます。金額を確かめるか、本人に、新しくたのんでもらってください。"),
        "no_amount": _("このことでは、お金を扱えません。"),
    }.get(refusal.reason, _("このことは、委任に入っていません。"))
