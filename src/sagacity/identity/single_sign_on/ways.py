"""One way to the city's own sign-in and back: begun in one browser, walked once, within some minutes.

What was begun is signed and kept in the browser, so that setting out fills no table. Verifier and nonce are
made from the state with a key of ours and travel nowhere.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing
from django.utils.crypto import constant_time_compare

from sagacity.identity import once
from sagacity.identity.single_sign_on import refusals
from sagacity.kit.openid import api as openid

COOKIE = "sagacity_staff_way"
LIVES = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Way:
    """A way that was begun."""

    state: str
    next: str
    again: bool  # it was asked to prove it once more, before the ways in are changed

    @property
    def verifier(self) -> str:
        return openid.made_of(self.state, what="staff verifier", secret=settings.SECRET_KEY)

    @property
    def nonce(self) -> str:
        return openid.made_of(self.state, what="staff nonce", secret=settings.SECRET_KEY)


def begin(*, next: str, again: bool) -> tuple[Way, str]:
    """Set out; the text is for the browser to bring back."""
    way = Way(secrets.token_urlsafe(32), next, again)
    return way, signing.dumps({"state": way.state, "next": next, "again": again}, salt=COOKIE)


def where_to(kept: str) -> str:
    """Where somebody wanted to go, whatever became of their way; empty when nobody knows."""
    try:
        return str(signing.loads(kept, salt=COOKIE, max_age=LIVES)["next"])
    except signing.BadSignature:
        return ""


def take(*, kept: str, state: str, at: datetime) -> Way:
    """Come back; from now on the state is used, whatever comes of it.

    Raises:
        OtherWay: nothing may be done with it.
    """
    try:
        said = signing.loads(kept, salt=COOKIE, max_age=LIVES)
    except signing.BadSignature as problem:
        raise refusals.OtherWay("no way was begun here") from problem
    if not state or not constant_time_compare(said["state"], state):
        raise refusals.OtherWay("another state")
    if not once.use(f"way {state}", at=at, lives=LIVES):
        raise refusals.OtherWay("walked before")
    return Way(state, str(said["next"]), bool(said["again"]))
