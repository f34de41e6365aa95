"""What waits for staff on their home: documents that could not be made, and those to be printed or sent."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from sagacity.kit.cards import StaffCard
from sagacity.kit.policy import Person
from sagacity.procedures.outcomes import models, permits, troubles


def staff_cards(person: Person, at: datetime) -> list[StaffCard]:
    if not person.may(permits.LOOK):
        return []
    return [*_troubles(person), *_waiting(person)]


def _troubles(person: Person) -> list[StaffCard]:
    found = troubles.open_troubles(by=person)
    if not found:
        return []
    shown = dict.fromkeys(sign for one in found for sign in one.characters)
    text = "、".join(list(shown)[:3]) or found[0].case_number
    return [StaffCard(_("作れなかった書類"), text, reverse("outcomes:troubles"), len(found), "warning")]


def _waiting(person: Person) -> list[StaffCard]:
    rows = models.Document.objects.not_handed()
    if own := permits.divisions(person):
        rows = rows.filter(division=own)
    count = rows.count()
    if not count:
        return []
    url = reverse("outcomes:registers") + "?waiting=counter"
    return [StaffCard(_("渡していない書類"), _("窓口で渡すもの、郵便で送るもの"), url, count, "paper")]
