"""What the home screen of staff says of direct debit: what is to be done today."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from sagacity.identity import api as identity
from sagacity.kit import policy
from sagacity.kit.cards import StaffCard
from sagacity.ledger.debit import api as debit
from sagacity.miniapps.debit import desk_words


def staff_cards(*, person: policy.Person, at: datetime) -> list[StaffCard]:
    """Results that are due, and applications that got stuck."""
    if not person.may(identity.DEBIT_LOOK):
        return []
    found = []
    if late := desk_words.late_runs(at):
        url = reverse("debit_desk:run", args=[late[0].key]) if len(late) == 1 else reverse("debit_desk:runs")
        text = "、".join(desk_words.run_title(one) for one in late[:3])
        found.append(StaffCard(_("口座振替の結果を取り込む"), text, url, len(late), "upload"))
    stuck = debit.find(asked=desk_words.in_question(at), limit=1)[1]
    if stuck:
        url = f"{reverse('debit_desk:mandates')}?state=question"
        found.append(StaffCard(_("銀行の返事がない口座振替"), _("1日たっています"), url, stuck, "info"))
    return found
