"""How long ago something was, in the reader's language."""

from datetime import datetime

from django.utils.translation import gettext as _

MINUTE, HOUR, DAY = 60, 3600, 86400


def ago(at: datetime, *, now: datetime) -> str:
    """たった今, 5分前, 3時間前, 2日前; what lies ahead counts as now, for clocks differ."""
    seconds = int((now - at).total_seconds())
    if seconds < MINUTE:
        return _("たった今")
    if seconds < HOUR:
        return _("%(count)s分前") % {"count": seconds // MINUTE}
    if seconds < 2 * DAY:
        return _("%(count)s時間前") % {"count": seconds // HOUR}
    return _("%(count)s日前") % {"count": seconds // DAY}
