"""How I am told: topics, channels and their order, quiet hours."""

from collections.abc import Collection, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from sagacity.kit import policy
from sagacity.messaging import api as messaging
from sagacity.miniapps.notices import forms, me

ACTIVE, UNPROVEN = messaging.EndpointState.ACTIVE, messaging.EndpointState.UNPROVEN
NAMES = {
    "push": (gettext_lazy("この端末の通知"), "bell"),
    "line": (gettext_lazy("LINE"), "phone"),
    "mail": (gettext_lazy("メール"), "mail"),
}


@require_GET
@policy.access(policy.ANYONE)
def page(request: HttpRequest) -> HttpResponse:
    return show(request)


def show(request: HttpRequest, *, status: int = 200, **said: Any) -> HttpResponse:
    """The page; `said` puts forms with their errors, or an answer, in the place of the usual ones."""
    person, language = me.person(request), me.language()
    wishes, followed = messaging.preferences(person=person), set(messaging.followed(person=person))
    kept, offered = messaging.endpoints(person=person), messaging.offered()
    active = {one.channel: one for one in reversed(kept) if one.state == ACTIVE}
    context: dict[str, Any] = {
        "topics": [
            {
                "key": one.key,
                "name": one.name_in(language),
                "summary": one.summary_in(language),
                "icon": one.icon,
                "is_followed": one.key in followed,
            }
            for one in messaging.topics()
        ],
        "channels": _channels(wishes, kept, offered),
        "has_mail": "mail" in offered,
        "mail": active.get("mail"),
        "mail_waits": next((one for one in kept if one.channel == "mail" and one.state == UNPROVEN), None),
        "has_line": "line" in offered,
        "line": active.get("line"),
        "has_district": bool(me.district(request)),
        "mail_form": forms.MailForm(),
        "code_form": forms.CodeForm(),
        "hours_form": forms.HoursForm(initial=forms.hours_of(wishes)),
        **said,
    }
    return render(request, "notices/how.html", context, status=status)


def _channels(
    wishes: messaging.Preferences, kept: Sequence[messaging.Endpoint], offered: Collection[str]
) -> list[dict[str, Any]]:
    """Channels in the order the person wishes, then those that are left out."""
    used = [one for one in wishes.channels if one in offered]
    order = [*used, *(one for one in NAMES if one in offered and one not in used)]
    return [
        {
            "key": key,
            "name": NAMES[key][0],
            "icon": NAMES[key][1],
            "is_used": key in used,
            "is_first": at == 0,
            "is_last": at == len(used) - 1,
            "above": at - 1,
            "below": at + 1,
            "note": _note([one for one in kept if one.channel == key]),
        }
        for at, key in enumerate(order)
    ]


def _note(kept: Sequence[messaging.Endpoint]) -> str:
    """Whether a channel reaches the person, in words."""
    by_state = {one.state: one for one in reversed(kept)}
    if ACTIVE in by_state:
        return by_state[ACTIVE].label
    if UNPROVEN in by_state:
        return _("番号の確認を待っています")
    if by_state:
        return _("届かなくなったので、止まっています。もう一度登録してください")
    return _("まだ登録していません")
