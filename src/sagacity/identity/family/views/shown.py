"""What several pages show: a mandate with its acts and uses, a code with its picture."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sagacity.identity.accounts import api as accounts
from sagacity.identity.family import acts, words
from sagacity.identity.family import mandate_types as facts
from sagacity.kit import clock

READ_AGAIN = gettext_lazy("同意のしるしがないか、文が新しくなりました。もう一度読んで、押してください。")


def resident(request: HttpRequest) -> accounts.Resident:
    """The resident who asks; the rule of the door has let nobody else in."""
    found = accounts.resident_of(request)
    assert found is not None
    return found


def why(code: str) -> str:
    """Why something is over, in words."""
    return str(words.WHY[code]) if code in words.WHY else ""


def mandate(one: facts.Mandate) -> dict[str, Any]:
    """A mandate as `family/mandate.html` draws it."""
    known = {act.key: act for act in acts.known(one.acts)}
    titles = {key: str(known[key].title) if key in known else _("いまは使えないこと") for key in one.acts}
    return {
        "mandate": one,
        "titles": [titles[key] for key in one.acts],
        "doors": [act for act in known.values() if act.path],
        "uses": [(use, titles.get(use.act, use.act)) for use in one.uses],
        "state": state(one),
        "is_standing": one.ended_at is None,
        "holds": one.holds(clock.day(clock.now())),
    }


def state(one: facts.Mandate) -> str:
    """How a mandate is, in one sentence."""
    today = clock.day(clock.now())
    if one.ended_at:
        return why(one.why)
    if not one.accepted_at:
        return _("相手の承諾を待っています")
    if today < one.starts_on:
        return _("まだ始まっていません")
    if today > one.ends_on:
        return why("over")
    if one.limits.times is not None and one.times_used >= one.limits.times:
        return _("回数を使い切りました")
    return _("使えます")


def code(said: str, *, path: str) -> dict[str, object]:
    """A code with the link that holds it and the link's picture."""
    link = f"{settings.PUBLIC_URL}{path}?code={said}"
    return {"code": said, "link": link, "picture": _picture(link)}


def _picture(text: str) -> SafeString:
    import segno

    drawn = segno.make_qr(text, error="m").svg_inline(scale=4, border=4, omitsize=True, svgclass="family-qr")
    return mark_safe(drawn)
