"""The city as a relying party of the national authentication app: where it asks, and as whom."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse

from sagacity.identity.verification import refusals

CONNECT = "/protocol/openid-connect"


@dataclass(frozen=True, slots=True)
class Party:
    """Everything that one city has agreed with the app."""

    issuer: str
    client_id: str
    redirect_uri: str
    authorization: str
    token: str
    userinfo: str
    certs: str
    sign: str = ""
    algorithm: str = "ES256"
    acr_values: str = ""


def current() -> Party:
    """What the settings say.

    Raises:
        NotSetUp: they say nothing.
    """
    base = settings.VERIFICATION_URL
    if not base or not settings.VERIFICATION_CLIENT_ID:
        raise refusals.NotSetUp
    return Party(
        issuer=base,
        client_id=settings.VERIFICATION_CLIENT_ID,
        redirect_uri=settings.PUBLIC_URL + reverse("verification:back"),
        authorization=settings.VERIFICATION_AUTH_URL or f"{base}{CONNECT}/auth",
        token=settings.VERIFICATION_TOKEN_URL or f"{base}{CONNECT}/token",
        userinfo=settings.VERIFICATION_USERINFO_URL or f"{base}{CONNECT}/userinfo",
        certs=settings.VERIFICATION_CERTS_URL or f"{base}{CONNECT}/certs",
        sign=settings.VERIFICATION_SIGN_URL or f"{base}{CONNECT}/sign",
        algorithm=settings.VERIFICATION_ALGORITHM,
        acr_values=settings.VERIFICATION_ACR,
    )
