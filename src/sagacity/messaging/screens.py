"""Screens: what is for everybody who walks by, or for everybody in one part of the city."""

from datetime import datetime
from typing import Any

from sagacity.messaging import models, notices, types
from sagacity.messaging.types import Audience, Channel, Loudness, NoticeState, Origin

MOST = 50
_FIRST = {Loudness.URGENT: 0, Loudness.POPUP: 1}


def shown_now(*, at: datetime, group: str = "") -> list[types.Notice]:
    """Notices of the city to all of it, and to one group of towns if named; urgent first, then newest."""
    rows = models.Notice.objects.filter(
        state=NoticeState.PUBLISHED,
        published_at__lte=at,
        expires_at__gt=at,
        open_to_all=True,
        origin=Origin.STAFF,
    )
    found = [notices.as_fact(row) for row in rows.order_by("-published_at", "-id")[: 10 * MOST]]
    fit = [notice for notice in found if _is_for_screens(notice.content, group)]
    fit.sort(key=lambda notice: _FIRST.get(notice.content.loudness, 2))
    return fit[:MOST]


def as_json(notice: types.Notice) -> dict[str, Any]:
    """A notice as a screen reads it, in every language it was written in."""
    content = notice.content
    return {
        "id": notice.key,
        "loudness": content.loudness.value,
        "title": dict(content.title),
        "body": dict(content.body),
        "groups": list(content.audience.groups),
        "url": f"/apps/notices/{notice.key}/",
        "published": (notice.published_at or content.publish_at).isoformat(),
        "expires": content.expires_at.isoformat(),
    }


def _is_for_screens(content: types.Draft, group: str) -> bool:
    """A screen knows nobody's topics, children or saved events: it shows what needs none of them."""
    if content.channels and Channel.SIGNAGE not in content.channels:
        return False
    if content.audience.is_everybody:
        return True
    return group in content.audience.groups and content.audience == Audience(groups=content.audience.groups)
