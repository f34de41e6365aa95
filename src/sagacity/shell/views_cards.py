"""Why the home looks as it does: the order of the cards, what was put away, and how to bring it back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sagacity.kit import clock, policy
from sagacity.kit.cards import Card
from sagacity.shell import home, manifests, muting


@policy.access(policy.ANYONE)
def order(request: HttpRequest) -> HttpResponse:
    """The cards of this moment in their order, each with the reason; and the kinds that were put away."""
    found = home.cards(request, at=clock.now())
    asked = request.GET.get("kind", "")
    page = {
        "asked": next((_row(card) for card in found if asked and card.kind == asked), None),
        "rows": [_row(card) for card in found],
        "most": home.MOST,
        "muted": [
            {"kind": kind, "title": title, "app": _name(kind.partition(".")[0])}
            for kind, title in muting.muted(request).items()
        ],
    }
    answer = render(request, "shell/cards.html", page)
    patch_cache_control(answer, private=True, no_cache=True)
    return answer


@policy.access(policy.ANYONE)
@require_POST
def change(request: HttpRequest) -> HttpResponse:
    """One press: show no more of a kind, or show it again."""
    kind, at = request.POST.get("kind", ""), clock.now()
    back = "/settings/" if request.POST.get("back") == "settings" else "/cards/"
    if request.POST.get("act") == "show":
        muting.unmute(request, kind=kind, at=at)
        messages.success(request, _("また出すようにしました。"))
        return HttpResponseRedirect(back)
    card = next((one for one in home.cards(request, at=at) if one.kind == kind), None)
    if card is not None and card.urgency < home.ALARM:
        muting.mute(request, kind=kind, title=card.title, at=at)
        messages.success(
            request, _("「%(title)s」は、もう出ません。この下で、いつでも戻せます。") % {"title": card.title}
        )
    return HttpResponseRedirect("/cards/")


def _row(card: Card) -> dict[str, object]:
    return {
        "card": card,
        "app": _name(card.app),
        "level": home.level(card),
        "may_go": card.urgency < home.ALARM,
    }


def _name(app: str) -> str:
    manifest = manifests.find(app)
    return manifest.name_in(get_language() or "ja") if manifest else _("ホーム")
