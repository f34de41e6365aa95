"""What the desk of notices says on the staff home."""

from datetime import datetime
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from sagacity.desks.notices import doors
from sagacity.kit.cards import StaffCard
from sagacity.kit.policy import Person
from sagacity.messaging import api as messaging

MOST = 50


def staff_cards(*, person: Person, at: datetime) -> list[StaffCard]:
    """Notices that wait for this person: to be approved, or to be mended after a refusal."""
    found = []
    if person.may(doors.APPROVE.permission):
        waiting = messaging.notices(states=(messaging.NoticeState.WAITING,), limit=MOST)
        others = [one for one in waiting.notices if one.written_by != person.key]
        if others:
            found.append(_card(_("承認を待っているお知らせ"), others, "waiting", "check"))
    if person.may(doors.WRITE.permission):
        drafts = messaging.notices(states=(messaging.NoticeState.DRAFT,), limit=MOST)
        back = [one for one in drafts.notices if one.written_by == person.key and one.refused_why]
        if back:
            found.append(_card(_("承認されずに戻ったお知らせ"), back, "draft", "edit"))
    return found


def _card(title: str, notices: list[messaging.Notice], state: str, icon: str) -> StaffCard:
    text = "、".join(one.title_in("ja") for one in notices[:3]) + (" …" if len(notices) > 3 else "")
    url = f"{reverse('desk_notices:home')}?{urlencode({'state': state})}"
    return StaffCard(title, text, url, len(notices), icon)
