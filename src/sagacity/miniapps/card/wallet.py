"""Into a wallet: the card for an app of somebody else, by a picture and a PIN that count once."""

from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from sagacity.identity.accounts import api as accounts
from sagacity.identity.cards import api as cards
from sagacity.kit import clock, policy
from sagacity.miniapps.card import names


@policy.access(policy.resident(level=accounts.Level.CARD))
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """What goes into the wallet and what shows by itself; with one press, the picture and the PIN."""
    if not settings.CARD_WALLETS:
        raise Http404("SAGACITY_CARD_WALLETS is off")
    if request.method != "POST":
        return render(request, "card/wallet.html")
    by = policy.resident_person_of(request)
    try:
        offer = cards.offer_to_wallet(by=by, at=clock.now(), district=names.district(request))
    except cards.NotProven:
        messages.error(request, _("先に、この市の住民であることを確かめてください。"))
        return redirect("card:door")
    address = _address(offer.name)
    said = {"offer": offer, "address": address, "picture": _picture(address)}
    return render(request, "card/wallet.html", said)


def _address(name: str) -> str:
    """What a wallet opens (OpenID4VCI 1.0, 4.1.3)."""
    where = settings.PUBLIC_URL + reverse("cards:wallet-offer", args=[name])
    return f"openid-credential-offer://?{urlencode({'credential_offer_uri': where})}"


def _picture(address: str) -> SafeString:
    import segno

    code = segno.make_qr(address, error="m", boost_error=False)
    return mark_safe(code.svg_inline(scale=4, border=4, omitsize=True, svgclass="card-offer"))
