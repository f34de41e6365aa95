"""Sending a form from the counter: in the resident's name, written down by the clerk."""

from datetime import datetime

from django.utils.translation import gettext as _

from sagacity.desks.counter import words
from sagacity.identity.accounts import api as accounts
from sagacity.kit import policy
from sagacity.procedures import api as procedures
from sagacity.procedures.cases import api as cases
from sagacity.procedures.forms import api as filling
from sagacity.procedures.visits import api as visits


def send(
    *, form: filling.Form, visitor: visits.Visitor, clerk: policy.Person, at: datetime
) -> tuple[cases.Case | None, str]:
    """The case that came of it, or what stands in the way in words."""
    try:
        by = visits.person(visitor, by=clerk, at=at)
        return filling.submit(form=form.key, by=by, entered_by=clerk, at=at), ""
    except cases.NotGood as refused:
        return None, " ".join(_faults(refused.checked))
    except cases.PaperMissing:
        return None, _("足りない書類があります。書類の画面に戻って、入れてください。")
    except cases.HoldsMyNumber:
        return None, _("個人番号のような12けたの数字があります。消してから送ってください。")
    except cases.OneAlready as other:
        return None, _("同じ手続がもう1件進んでいます（%(number)s）。そちらを続けてください。") % {
            "number": other.case.number
        }
    except policy.TooLittleAssurance:
        return None, _(
            "本人確認が足りません。アカウントのある人は、先に本人確認のページで確かめてから、もう一度受け付けてください。"
        )
    except (accounts.NotAtTheCounter, accounts.NoSuchResident):
        return None, _("本人を確かめ直してください。はじめの画面からもう一度受け付けます。")
    except (procedures.NotInForce, procedures.NoSuchProcedure):
        return None, _("この手続は、いま受け付けていません。")
    except cases.NotByDelegates:
        return None, _("この手続は、代理ではできません。")


def _faults(checked: procedures.Checked) -> list[str]:
    said = [fault.text for fault in checked.faults]
    return said or [words.here(one) for one in checked.why_not]
