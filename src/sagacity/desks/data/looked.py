"""A look at what may concern persons is written down."""

from django.http import HttpRequest

from sagacity.kit import clock, policy
from sagacity.kit.audit import api as audit


def write_down(request: HttpRequest, *, tenant: str, what: str, purpose: str = "") -> None:
    """One audit line for a look into a tenant with a name; the city's own tenant holds no personal data."""
    if not tenant:
        return
    audit.record(
        actor=policy.person_of(request),
        action="broker.look",
        thing=f"broker:{tenant}:{what}",
        at=clock.now(),
        purpose=purpose,
    )
