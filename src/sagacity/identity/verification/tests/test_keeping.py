import pytest

from sagacity.identity.accounts import api as accounts
from sagacity.identity.register import api as register
from sagacity.identity.register.testing import HANAKO
from sagacity.identity.verification import models
from sagacity.identity.verification.providers.demo import DemoApp
from sagacity.identity.verification.testing.card_app import Verifier
from sagacity.kit import clock, keeping, policy
from sagacity.kit.testing.plugin import Deliver

pytestmark = pytest.mark.django_db(transaction=True)


def test_what_is_kept_of_a_resident_is_shown_and_erased(
    app: DemoApp, hanako_signed_in: Verifier, inhabitant: str
) -> None:
    hanako_signed_in.verifies()
    resident = accounts.resident_of_inhabitant(inhabitant)
    assert resident is not None

    kept = keeping.everything_kept(person=resident.key)["verification"]
    keeping.forget_everywhere(person=resident.key)

    assert [way["outcome"] for way in kept["ways"]] == ["verified unrevoked"]
    assert "verification" not in keeping.everything_kept(person=resident.key)
    assert not models.Link.objects.exists()


def test_the_card_of_somebody_who_moved_out_is_known_no_more(
    app: DemoApp, hanako_signed_in: Verifier, inhabitant: str, deliver: Deliver
) -> None:
    hanako_signed_in.verifies()
    now = clock.now()
    register.leave(number=HANAKO.number, why="moved_out", on=clock.day(now), by=policy.SYSTEM, at=now)
    deliver()

    assert not models.Link.objects.exists()
    hanako_signed_in.verifies(facts="1")
    assert "市が確かめています" in hanako_signed_in.actor.sees()
