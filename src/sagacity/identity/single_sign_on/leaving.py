"""Leaving: who came in through the city's own sign-in leaves there too, where it offers that."""

from contextlib import suppress
from datetime import datetime
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest

from sagacity.identity import sealing
from sagacity.identity.single_sign_on import party
from sagacity.kit import policy, seals
from sagacity.kit.openid import api as openid

_KEPT, ABOUT = "signed_on_by", "single sign-on token"


def remember(request: HttpRequest, token: str) -> None:
    """Keep the token for the way out; it says who somebody is, so it lies sealed."""
    request.session[_KEPT] = sealing.seal(token, about=ABOUT)


def way_out(request: HttpRequest, *, at: datetime) -> str:
    """Where the browser goes to be signed out there too (RP-Initiated Logout 1.0); empty: nowhere.

    Ask before the session here is closed.
    """
    sealed = request.session.get(_KEPT, "")
    if not sealed or not party.is_set_up():
        return ""
    try:
        here = party.current(at=at)
    except openid.NotProven:
        return ""
    if not here.provider.end_session:
        return ""
    said = {
        "client_id": here.client_id,
        "post_logout_redirect_uri": f"{settings.PUBLIC_URL}{policy.SIGN_IN}?why=out",
    }
    with suppress(
        seals.BrokenSeal
    ):  # the key of the house is new since: the provider asks the person instead
        said["id_token_hint"] = sealing.opened(sealed, about=ABOUT)
    there = here.provider.end_session
    return f"{there}{'&' if '?' in there else '?'}{urlencode(said)}"
