"""The demonstration's app as this city has registered itself there."""

from sagacity.identity.verification.providers.demo import DemoApp
from sagacity.identity.verification.providers.demo_cards import TestCard, namesake, others


def _note(name: str) -> str:
    from sagacity.identity.register import api as register

    return "代替文字がある" if register.holds_a_substitute(name) else "住民の記録にある人"


def of_this_city() -> DemoApp:
    """The app as the demonstration's city has registered itself there, with cards of its invented people."""
    from django.conf import settings

    from sagacity.identity.register import api as register
    from sagacity.identity.verification import client_keys

    people = [
        TestCard(f"card-{number}", _note(each.name), each.name, each.birth_date, each.sex, each.address)
        for number, each in enumerate(register.demo_people(), start=1)
    ]
    return DemoApp(
        client_id=settings.VERIFICATION_CLIENT_ID,
        client_keys=client_keys.public_keys,
        cards=(*people, *others(people[0]), *namesake(people)),
    )
