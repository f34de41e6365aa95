"""What the home screens say: the newest post for a resident, what waits for staff."""

from datetime import datetime, timedelta

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from sagacity.kit import policy
from sagacity.kit.cards import Card, StaffCard
from sagacity.messaging import api as messaging
from sagacity.miniapps.topics import choices, doors, looks, reports, waiting

NEW = timedelta(days=7)


def cards(request: HttpRequest, at: datetime) -> list[Card]:
    """The newest post of the themes and districts this device follows."""
    mine = choices.chosen(request)
    if mine.is_empty:
        return []
    themes = mine.themes or tuple(topic.key for topic in messaging.topics())
    found = (
        messaging.archive(topics=themes, districts=mine.districts, at=at, limit=1).notices if themes else ()
    )
    if not found or found[0].content.expires_at <= at:
        return []
    (notice,) = found
    if notice.published_at is None or notice.published_at < at - NEW:
        return []
    shown = looks.post(notice)
    return [
        Card(
            app="topics",
            key=f"topics-{notice.key}",
            title=shown.title,
            body=f"{shown.theme}・{shown.where}",
            url=reverse("topics:post", args=[notice.key]),
            icon=shown.icon,
            urgency=15,
            because=_("えらんだ地区とテーマの新しい話題のため"),
            expires=notice.content.expires_at,
        )
    ]


def staff_cards(*, person: policy.Person, at: datetime) -> list[StaffCard]:
    """Posts of neighbours and reports of readers that wait for somebody."""
    if not doors.moderates(person):
        return []
    url, found = reverse("topics_desk:home"), []
    if posts := waiting.posts():
        text = "、".join(one.title_in("ja") for one in posts[:3])
        found.append(StaffCard(_("公開を待つ地域の話題"), text, url, len(posts)))
    if said := reports.how_many():
        found.append(
            StaffCard(_("話題への知らせ"), _("読んだ人から届いています。"), f"{url}#reports", said, "warning")
        )
    return found
