"""Addresses that wallets know: whole, since a credential is read far away."""

from django.conf import settings


def issuer() -> str:
    return str(settings.PUBLIC_URL).rstrip("/")


def of(path: str) -> str:
    """The whole address of a path of this city."""
    return f"{issuer()}{path}"


def kind_of_credential() -> str:
    """The `vct`: where the credential is described."""
    return of("/wallet/types/citizen.json")


def status_list() -> str:
    return of("/wallet/status/1")
