"""Why a notice came, in what the reader chose."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from sagacity.kit.manifest import find
from sagacity.messaging import api as messaging
from sagacity.miniapps.notices import looks, me
from sagacity.registry import api as registry


def words(reasons: Iterable[messaging.Reason]) -> list[str]:
    """One sentence for each part of the audience that fits; the same is not said twice."""
    return list(dict.fromkeys(said for one in reasons if (said := _one(one))))


def _one(reason: messaging.Reason) -> str:
    if reason.kind == "everybody":
        return _("市のみなさんへのお知らせだから")
    if reason.kind == "you":
        return _("あなたへのお知らせだから")
    if reason.kind == "district":
        return _("えらんだ町: %(town)s") % {"town": _town(reason.value)}
    if reason.kind == "topic":
        return _("えらんだ話題: %(topic)s") % {"topic": _topic(reason.value)}
    if reason.kind == "child":
        return _("お子さんの年齢に合うお知らせだから")
    if reason.kind == "role":
        return _("あなたの役割へのお知らせだから")
    if reason.kind == "event":
        return _("保存した催し: %(event)s") % {"event": _event(reason.value)}
    app = find(reason.kind.split(".")[0])
    return _("「%(app)s」でたのんだお知らせだから") % {"app": app.name_in(me.language())} if app else ""


def _topic(key: str) -> str:
    return looks.topic_names().get(key, key)


def _town(key: str) -> str:
    try:
        town = registry.town(key)
    except registry.NoSuchTown:
        return key
    return f"{town.name}（{town.school_district}）" if town.school_district else town.name


def _event(key: str) -> str:
    try:
        return registry.event(key).name
    except registry.NoSuchEvent:
        return key
