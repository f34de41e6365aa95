"""What the health page says of single sign-on."""

from django.conf import settings

from sagacity.identity.single_sign_on import party, table
from sagacity.kit import clock
from sagacity.kit.openid import api as openid
from sagacity.kit.providers import Check

NAME = "identity.single_sign_on"


def single_sign_on() -> Check:
    """Whether the provider answers, signs as agreed, and shows its keys."""
    if not party.is_set_up():
        return Check(NAME, ok=True, detail="not connected: no SAGACITY_STAFF_OIDC_ISSUER")
    try:
        here = party.current(at=clock.now())
    except openid.NotProven as problem:
        return Check(
            NAME, ok=False, detail=f"{problem.reason}: {problem}; staff can sign in by password and passkey"
        )
    try:
        table.read(settings.STAFF_OIDC_TABLE)
    except table.BrokenTable as problem:
        return Check(NAME, ok=False, detail=f"the table cannot be read, nobody is let in: {problem}")
    answer = openid.get(here.provider.certs, patience=3.0)
    keys = answer.said.get("keys", []) if isinstance(answer.said, dict) else []
    return Check(
        NAME, ok=answer.status == 200 and bool(keys), detail=f"{len(keys)} keys at {here.provider.certs}"
    )
