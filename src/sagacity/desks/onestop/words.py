"""Words of the pack and of visits in the language of whoever works here."""

from collections.abc import Mapping

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sagacity.identity.accounts import api as accounts
from sagacity.kit import policy
from sagacity.kit.manifest import in_language
from sagacity.procedures import api as procedures
from sagacity.procedures.cases import api as cases


def language() -> str:
    return get_language() or "ja"


def here(words: Mapping[str, str]) -> str:
    return in_language(words, language()) if words else ""


def nobody_found(why: str) -> str:
    """What to do when the register knows nobody, or several."""
    said = {
        "none": _(
            "あてはまる人がいません。氏名の字と生年月日を確かめてください。転入する人なら「まだ住民記録にない」を選びます。"
        ),
        "several": _("1人にしぼれません。住所も入れて、もう一度さがしてください。"),
        "card": _("このコードの市民証がないか、使えません。氏名と生年月日でさがしてください。"),
    }
    return said[why]


def in_the_way(problem: Exception) -> str:
    """Why a procedure could not be taken in, and what to do."""
    if isinstance(problem, cases.NotGood):
        return " ".join(
            [fault.text for fault in problem.checked.faults] or [here(one) for one in problem.checked.why_not]
        )
    if isinstance(problem, cases.OneAlready):
        return _("同じ手続がもう1件進んでいます（%(number)s）。そちらを続け、ここからは外してください。") % {
            "number": problem.case.number
        }
    if isinstance(problem, cases.HoldsMyNumber):
        return _("個人番号のような12けたの数字があります。消してから、もう一度署名をもらってください。")
    if isinstance(problem, policy.TooLittleAssurance):
        return _("本人確認が足りません。アカウントのある人は、先に本人確認のページで確かめてください。")
    if isinstance(problem, procedures.NotInForce | procedures.NoSuchProcedure):
        return _("この手続は、いま受け付けていません。ここからは外してください。")
    if isinstance(problem, accounts.NotAtTheCounter):
        return _("本人を確かめる役割がありません。役割「審査担当」の人に引き継いでください。")
    return _("受け付けられませんでした。ここからは外し、「案件」の窓口で受け付けてください。")
