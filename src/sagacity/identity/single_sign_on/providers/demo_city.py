"""The demonstration's provider as this city has registered itself there."""

from sagacity.identity.single_sign_on.providers.demo import DemoProvider
from sagacity.identity.single_sign_on.providers.demo_people import STRANGER, Member


def of_this_city() -> DemoProvider:
    """The provider in which the demonstration's city keeps its staff, and somebody it does not know."""
    from django.conf import settings

    from sagacity.identity import staff

    known = [
        Member(key=f"demo-{one.login}", login=one.login, name=one.name, division=one.division)
        for one in staff.members()
        if one.active
    ]
    return DemoProvider(
        members=(*known, STRANGER),
        client_id=settings.STAFF_OIDC_CLIENT_ID,
        client_secret=settings.STAFF_OIDC_SECRET,
    )
