"""What the health page says of verification."""

from sagacity.identity.verification import party, refusals, trusting
from sagacity.kit.openid import api as openid
from sagacity.kit.providers import Check

SHORT = 3.0


def auth_app() -> Check:
    """Whether the app's server answers with its keys."""
    try:
        here = party.current()
    except refusals.NotSetUp:
        return Check("verification.auth_app", ok=True, detail="not connected: no SAGACITY_VERIFICATION_URL")
    answer = openid.get(here.certs, patience=SHORT)
    keys = answer.said.get("keys", []) if isinstance(answer.said, dict) else []
    detail = f"{len(keys)} keys at {here.certs}"
    return Check("verification.auth_app", ok=answer.status == 200 and bool(keys), detail=detail)


def jpki() -> Check:
    """Whether a signature could be believed: a root and a list of revoked certificates are needed."""
    trust = trusting.current()
    if not trust.roots:
        return Check("verification.jpki", ok=True, detail="no root certificates: signatures are not taken")
    detail = f"{len(trust.roots)} roots, {len(trust.crls)} lists of revoked certificates"
    return Check("verification.jpki", ok=bool(trust.crls), detail=detail)
