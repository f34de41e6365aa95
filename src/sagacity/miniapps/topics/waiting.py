"""What waits for staff."""

from sagacity.messaging import api as messaging
from sagacity.miniapps.topics.posts import APP


def posts(*, limit: int = 100) -> list[messaging.Notice]:
    """Posts of neighbours nobody has decided on, the longest waiting first."""
    page = messaging.notices(
        states=(messaging.NoticeState.WAITING,), origin=messaging.Origin.NEIGHBOUR, app=APP, limit=limit
    )
    return sorted(page.notices, key=lambda one: one.changed_at)
