"""What waits for those who manage or approve accounts, on the home of staff."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from sagacity.identity import expiring, roles
from sagacity.kit import clock, policy
from sagacity.kit.cards import StaffCard
from sagacity.kit.proposals import api as proposals


def cards(person: policy.Person, at: datetime) -> list[StaffCard]:
    """Proposals that a second person decides, and grants that end within a month."""
    return [*_proposals(person, at), *_ending(person, at)]


def _proposals(person: policy.Person, at: datetime) -> list[StaffCard]:
    if not proposals.decided_by(person):
        return []
    waiting = proposals.waiting_for(person, at=at)
    if not waiting:
        return []
    titles = dict.fromkeys(str(proposals.act(each.act).title) for each in waiting)
    text = "、".join(titles)
    return [
        StaffCard(_("もう一人の承認を待つ提案"), text, reverse("identity:proposals"), len(waiting), "check")
    ]


def _ending(person: policy.Person, at: datetime) -> list[StaffCard]:
    if not person.may(roles.STAFF_MANAGE):
        return []
    found = expiring.ending(within=expiring.SPANS[0], day=clock.day(at))
    if not found:
        return []
    names = dict.fromkeys(each.name for each in found)
    text = "、".join(list(names)[:3])
    url = reverse("identity:expiring")
    return [StaffCard(_("30日のうちに終わる役割・列"), text, url, len(found), "clock")]
